"""All servers of a fault run, and how each of them is hurt."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from benchmarks.servers import ROOT, Gunicorn, Postgres, Python, Redis, environment, manage

_REGISTER = ROOT / "annotations" / "samples" / "register.jsonl"
_DRAINED, _CATCHING_UP, _COMING_UP, _BEHIND = 120.0, 10.0, 30.0, 200
_OWN = 0.25
"""Share of kills that meet our own worker, which takes longer to come up."""
_LEFT = "SELECT count(*) FROM annotations_job WHERE state IN ('queued', 'leased') AND kind <> 'forget_deliveries'"
"""Work that is to be waited for: old deliveries are forgotten ten minutes later, whatever happens."""


class Newsroom:
    """Up for as long as the block lasts. ``port`` is where articles are sent, signed with ``secret``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.postgres, self._broker, self._cache = Postgres(folder), Redis(folder), Redis(folder)
        self._running: dict[str, Python] = {}
        self.restarts = 0
        """How often a process was started again that had ended."""

    def __enter__(self) -> Newsroom:
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        for server in (*self._running.values(), *([self._web] if hasattr(self, "_web") else [])):
            server.stop(5)
        self._cache.stop()
        self._broker.stop()
        self.postgres.stop("immediate")

    def _start(self) -> None:
        self.postgres.start()
        self._broker.start()
        self._cache.start()
        self.database = self.postgres.create("faults")
        given = environment(self.database, self._cache.url, CELERY_BROKER_URL=self._broker.url)
        manage(given, "migrate", "--verbosity", "0")
        manage(given, "annotations", "channels", "add", "desk", "--jurisdiction", "RU")
        self.secret = manage(given, "annotations", "secrets", "add", "desk")
        manage(given, "annotations", "registers", "import", str(_REGISTER), "--apply")
        self.environment = given
        log = self._folder / "log"
        # Children are forked from a process that has loaded everything, so that hundreds of them may be killed.
        self._web = Gunicorn(given, log, workers=2, threads=4, preload=True)
        self.port = self._web.port
        celery = ["-m", "celery", "-A", "project", "--quiet"]
        self._words = {
            "celery": [*celery, "worker", "--concurrency", "1", "--loglevel", "ERROR", "--without-gossip",
                       "--without-mingle"],
            "worker": ["manage.py", "annotations", "worker"],
            "beat": [*celery, "beat", "--schedule", str(self._folder / "beat"), "--loglevel", "ERROR"],
        }
        self.supervise()
        # The first job, about the register that was imported, is done when the worker is up.
        self.drain()

    @property
    def log(self) -> str:
        return (self._folder / "log").read_text(errors="replace")

    def kill_web(self, chance: random.Random) -> bool:
        """Kills one process that answers requests; whether one came up to be killed."""
        return self._kill_in_time(lambda: _kill_one(self._web.children(), chance))

    def kill_worker(self, chance: random.Random) -> bool:
        """Kills one process that does jobs, one of Celery's or one of our own; whether one came up to be killed."""
        if chance.random() < _OWN:
            self._running["worker"].kill()
            return True
        return self._kill_in_time(lambda: _kill_one(self._running["celery"].children(), chance))

    def _kill_in_time(self, kill: Callable[[], bool]) -> bool:
        """What was killed just before may still be on its way up."""
        until = time.monotonic() + _COMING_UP
        while time.monotonic() < until:
            if kill():
                return True
            self.supervise()
            time.sleep(0.2)
        return False

    def supervise(self) -> None:
        """Starts what is not running, as systemd would, and gives back what dead processes held, as time would."""
        for name, words in self._words.items():
            if name not in self._running or self._running[name].process.poll() is not None:
                self.restarts += name in self._running
                self._running[name] = Python(words, self.environment, self._folder / "log")
        self.give_back()

    def keep_up(self) -> None:
        """Lets the workers catch up before the next fault, for a while: nobody kills every second for hours."""
        until = time.monotonic() + _CATCHING_UP
        while time.monotonic() < until:
            self.supervise()
            with suppress(OSError):
                if self.ask(_LEFT)[0][0] < _BEHIND:
                    return
            time.sleep(0.2)

    def restart_database(self, seconds: float) -> tuple[float, float]:
        """From when to when it was certainly away."""
        self.postgres.stop("immediate")
        gone = time.monotonic()
        time.sleep(seconds)
        back = time.monotonic()
        self.postgres.start()
        return gone, back

    def restart_broker(self, seconds: float) -> tuple[float, float]:
        """The same of the broker; all its messages are lost."""
        self._broker.stop()
        gone = time.monotonic()
        time.sleep(seconds)
        back = time.monotonic()
        self._broker.start()
        return gone, back

    def give_back(self) -> None:
        """Ends the leases of processes that are dead, as time would."""
        pids = [*self._running["celery"].children(), self._running["worker"].process.pid]
        alive = [f"%:{pid}:%" for pid in pids]
        with suppress(OSError):
            self.ask(
                "UPDATE annotations_job SET leased_until = now()"
                " WHERE state = 'leased' AND NOT leased_by LIKE ANY(%s) RETURNING 1", alive,
            )

    def drain(self) -> float:
        """Seconds until all work is done; raises ``RuntimeError`` when it is not in time."""
        started = time.monotonic()
        while time.monotonic() - started < _DRAINED:
            self.supervise()
            if not self.ask(_LEFT)[0][0]:
                return time.monotonic() - started
            time.sleep(0.5)
        rows = self.ask("SELECT kind, state, attempts, run_after, leased_by, last_error FROM annotations_job"
                        " WHERE state IN ('queued', 'leased') LIMIT 5")  # fmt: skip
        raise RuntimeError(f"work is left after {_DRAINED:.0f} s: {rows}\n{self.log[-2000:]}")

    def ask(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows of a statement; raises ``OSError`` while the database is away."""
        import psycopg

        try:
            with psycopg.connect(self.database, connect_timeout=5) as connection:
                return connection.execute(statement, values).fetchall()
        except psycopg.OperationalError as error:
            raise OSError(str(error)) from error


def _kill_one(children: list[int], chance: random.Random) -> bool:
    if not children:
        return False
    with suppress(ProcessLookupError):
        os.kill(chance.choice(children), signal.SIGKILL)
        return True
    return False
