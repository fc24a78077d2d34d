"""``annotations worker`` as a process: it works, waits, and ends cleanly when it is told to."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[2]
_QUEUE = """
from django.core.management import call_command
from django.utils import timezone
from annotations.engine.article import Article
from annotations.intake.receive import receive
from annotations.models.channel import Channel
call_command("migrate", verbosity=0)
channel = Channel.objects.create(name="desk")
for number in range(3):
    sent = Article.model_validate({"id": str(number), "body": {"format": "text", "value": "Rain."}})
    receive(sent, channel=channel, origin="command", at=timezone.now())
"""


def started(database: Path, *words: str) -> subprocess.Popen[str]:
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.jobs.worker_settings",
        "ANNOTATIONS_TEST_DATABASE": f"sqlite:///{database}",
    }
    command = [sys.executable, "manage.py", *words]
    return subprocess.Popen(command, cwd=_ROOT, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.fixture(scope="module")
def queued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which three articles wait for their checks."""
    database = tmp_path_factory.mktemp("queued") / "desk.sqlite3"
    process = started(database, "shell", "-v", "0", "-c", _QUEUE)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return database


def states(database: Path) -> set[str]:
    with closing(sqlite3.connect(database)) as connection:
        return {state for (state,) in connection.execute("SELECT state FROM annotations_job")}


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)], ids=["SIGTERM", "SIGINT"])
def test_it_does_what_waits_and_ends_when_told(
    queued: Path, tmp_path: Path, number: signal.Signals, status: int
) -> None:
    database = Path(shutil.copy(queued, tmp_path / "desk.sqlite3"))
    assert states(database) == {"queued"}
    process = started(database, "annotations", "worker")
    deadline = time.monotonic() + 30
    while states(database) != {"done"} and time.monotonic() < deadline:
        time.sleep(0.1)
    process.send_signal(number)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err.splitlines()[-1]) == (status, "3 jobs done")
