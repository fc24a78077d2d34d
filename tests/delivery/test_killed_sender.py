"""Processes that send: one that is killed between sending and recording, and one whose receiver never answers."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.delivery.receiver import Receiver, Reply, Request, listening

_ROOT = Path(__file__).resolve().parents[2]
_KILLS = 40 if os.environ.get("ANNOTATIONS_FULL") == "1" else 2
_PREPARE = """
import sys
from django.core.management import call_command
from django.utils import timezone
call_command("migrate", verbosity=0)
from tests.delivery import desk
desk.callback("http://127.0.0.1:%d/hook")
for number in range(%d):
    desk.decided(f"a{number}", at=timezone.now())
"""


class Sender:
    """Runs ``manage.py annotations`` on a database of its own, told of the port of a receiver."""

    def __init__(self, folder: Path, receiver: Receiver, messages: int) -> None:
        self.database = folder / "desk.sqlite3"
        self._env = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.delivery.sender_settings",
            "ANNOTATIONS_TEST_DATABASE": f"sqlite:///{self.database}",
            "TESTS_RECEIVER_PORT": str(receiver.port),
        }
        assert self.run("shell", "-v", "0", "-c", _PREPARE % (receiver.port, messages)) == 0

    def started(self, *words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "manage.py", *words], cwd=_ROOT, env=self._env, stderr=subprocess.DEVNULL
        )

    def run(self, *words: str) -> int:
        return self.started(*words).wait(60)

    def sql(self, statement: str) -> list[Any]:
        with closing(sqlite3.connect(self.database, timeout=20)) as connection, connection:
            return connection.execute(statement).fetchall()

    def let_leases_end(self) -> None:
        """As if five minutes had gone by."""
        self.sql("UPDATE annotations_job SET leased_until = '2020-01-01 00:00:00' WHERE state = 'leased'")
        self.sql("UPDATE annotations_outgoing SET claimed_until = '2020-01-01 00:00:00' WHERE state = 'sending'")


def until(done: Callable[[], object], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_sender_killed_between_sending_and_recording_sends_again_under_the_same_id(tmp_path: Path) -> None:
    with listening() as receiver:
        sender = Sender(tmp_path, receiver, _KILLS)
        running: list[subprocess.Popen[bytes]] = []

        def kill(request: Request) -> Reply:
            """The first time that a message comes, its sender dies before it has the answer."""
            if sum(seen.id == request.id for seen in receiver.requests) == 1:
                running[-1].send_signal(signal.SIGKILL)
                running[-1].wait(10)
            return Reply()

        receiver.answers = kill
        for _ in range(_KILLS):
            running.append(sender.started("annotations", "deliver", "--due"))
            assert running[-1].wait(60) == -signal.SIGKILL
            sender.let_leases_end()
        running.append(sender.started("annotations", "deliver", "--due"))
        assert running[-1].wait(60) == 0
    assert sender.sql("SELECT state, count(*) FROM annotations_outgoing GROUP BY state") == [("delivered", _KILLS)]
    ids = {row for (row,) in sender.sql("SELECT webhook_id FROM annotations_outgoing")}
    assert Counter(request.id for request in receiver.requests) == dict.fromkeys(ids, 2)
    bodies = {(request.id, request.body) for request in receiver.requests}
    assert len(bodies) == _KILLS


def test_no_check_waits_for_a_receiver_that_does_not_answer(tmp_path: Path) -> None:
    with listening() as receiver:
        receiver.answers = lambda request: Reply(way="hang")
        sender = Sender(tmp_path, receiver, 1)
        sender.sql("DELETE FROM annotations_job WHERE kind = 'check'")
        process = sender.started("annotations", "worker", "--senders", "1")
        until(lambda: receiver.requests)
        more = "from tests.delivery import desk\nfor n in range(4): desk.article(f'b{n}')"
        assert sender.run("shell", "-v", "0", "-c", more) == 0
        sender.sql("UPDATE annotations_job SET run_after = '2020-01-01 00:00:00' WHERE kind = 'check'")
        until(lambda: sender.sql("SELECT count(*) FROM annotations_job WHERE kind = 'check' AND state = 'done'") == [(4,)], 12)
        assert sender.sql("SELECT state FROM annotations_outgoing ORDER BY id LIMIT 1") == [("sending",)]
        process.send_signal(signal.SIGTERM)
        receiver.released.set()
        assert process.wait(30) == 0
