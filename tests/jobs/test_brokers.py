"""Celery on real brokers: the work is done, goes on when the broker is away, and outlives a worker that is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.jobs.brokers import Broker, RabbitMQ, Redis

pytest.importorskip("celery")
_ROOT = Path(__file__).resolve().parents[2]
_COUNT = 200 if os.environ.get("ANNOTATIONS_FULL") == "1" else 10
_OUTAGES = 20 if os.environ.get("ANNOTATIONS_FULL") == "1" else 1


class Newsroom:
    """A desk process, and Celery workers beside it, on one database and one broker."""

    def __init__(self, folder: Path, broker: Broker) -> None:
        self._folder = folder
        self._env = os.environ | {
            "ANNOTATIONS_TEST_DATABASE": f"sqlite:///{folder}/desk.sqlite3",
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "CELERY_BROKER_URL": broker.url,
        }
        self._workers: list[subprocess.Popen[bytes]] = []
        self._desk = subprocess.Popen(
            [sys.executable, "-m", "tests.jobs.broker_desk"], cwd=_ROOT, env=self._env, text=True, encoding="utf-8",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )
        self.order("prepare")

    def order(self, *words: Any) -> dict[str, Any]:
        assert self._desk.stdin is not None
        assert self._desk.stdout is not None
        self._desk.stdin.write(json.dumps(words) + "\n")
        self._desk.stdin.flush()
        line = self._desk.stdout.readline()
        assert line, f"{words} was not answered"
        answer: dict[str, Any] = json.loads(line)
        return answer

    def start_worker(self) -> None:
        """A Celery worker with the schedule that makes good what a broker lost, in a process group of its own."""
        number = len(self._workers)
        command = [
            sys.executable, "-m", "celery", "-A", "tests.jobs.celery_app", "worker", "-B", "--concurrency", "2",
            "--schedule", str(self._folder / f"beat{number}"), "--loglevel", "warning", "--hostname", f"w{number}@%h",
        ]  # fmt: skip
        with (self._folder / f"worker{number}.log").open("wb") as log:
            self._workers.append(
                subprocess.Popen(command, cwd=_ROOT, env=self._env, stdout=log, stderr=log, start_new_session=True)
            )

    def kill_worker(self) -> None:
        """All of its processes at once, without a word."""
        worker = self._workers[-1]
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait(10)

    def wait(self, done: Callable[[dict[str, Any]], bool], seconds: float) -> float:
        """Waits until ``done``; how many seconds it took. A worker that ends is started again, as a service manager
        would: Celery's may end of itself when Redis goes away while messages are with it."""
        started = time.monotonic()
        while not done(found := self.order("look")):
            assert time.monotonic() - started < seconds, f"{found}\n{self._log()}"
            if self._workers[-1].poll() is not None:
                self.start_worker()
            time.sleep(0.2)
        return time.monotonic() - started

    def _log(self) -> str:
        return "".join(path.read_text("utf-8")[-3000:] for path in self._folder.glob("worker*.log"))

    def close(self) -> None:
        for worker in self._workers:
            if worker.poll() is None:
                os.killpg(worker.pid, signal.SIGKILL)
                worker.wait(10)
        self._desk.communicate(timeout=30)


# Kills on Redis are in tests/faults as well.
_BROKERS = [Redis, RabbitMQ] if os.environ.get("ANNOTATIONS_FULL") == "1" else [RabbitMQ]


@pytest.fixture(params=_BROKERS, ids=lambda kind: kind.__name__)
def broker(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Broker]:
    made: Broker = request.param(tmp_path)
    made.start()
    yield made
    made.close()


@pytest.fixture
def newsroom(broker: Broker, tmp_path: Path) -> Iterator[Newsroom]:
    made = Newsroom(tmp_path, broker)
    yield made
    made.close()


def all_checked(count: int) -> Callable[[dict[str, Any]], bool]:
    return lambda found: found["jobs"] == {"done": found["jobs"].get("done", 0)} and found["articles"] == count


def test_what_is_queued_is_done_through_outages_and_kills(newsroom: Newsroom, broker: Broker, tmp_path: Path) -> None:
    newsroom.start_worker()
    newsroom.order("receive", 0, _COUNT)
    newsroom.wait(all_checked(_COUNT), 60)

    total = _COUNT
    for _ in range(_OUTAGES):
        broker.stop()
        told = newsroom.order("receive", total, _COUNT)
        total += _COUNT
        assert told["slowest"] < 5
        broker.start()
        assert newsroom.wait(all_checked(total), 60) < 60

    newsroom.order("doze", str(tmp_path / "mark"))
    newsroom.wait(lambda found: (tmp_path / "mark").exists(), 60)
    newsroom.kill_worker()
    newsroom.order("receive", total, _COUNT)
    assert newsroom.order("look")["dozed"] == 0
    newsroom.start_worker()
    newsroom.wait(lambda found: found["articles"] == total + _COUNT, 60)
    # What the dead worker was at is nobody else's until its lease is over.
    assert newsroom.order("look") | {"checks": 0} == {
        "jobs": {"done": total + _COUNT, "leased": 1}, "checks": 0, "articles": total + _COUNT, "dozed": 0,
    }
    newsroom.order("end_leases")
    newsroom.wait(lambda found: found["dozed"] == 1, 60)
    found = newsroom.order("look")
    assert (found["jobs"], found["checks"]) == ({"done": total + _COUNT + 1}, total + _COUNT)
