"""Handlers of jobs for tests, and how tests have them done."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from annotations.jobs.handlers import Prepared
from annotations.jobs.worker import Worker
from annotations.models.channel import Channel
from annotations.models.job import Job

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LATER = AT + timedelta(hours=2)


def open_channel(job: Job, at: datetime) -> Prepared:
    """Makes a channel with the name of what the job is about: a write that shows, and fails when done twice."""
    return Prepared(lambda: Channel.objects.create(name=job.dedupe))


def stumble(job: Job, at: datetime) -> Prepared:
    """Fails before it has anything to write."""
    raise RuntimeError("no ink")


def write_and_stumble(job: Job, at: datetime) -> Prepared:
    """Fails after its first write."""

    def write() -> None:
        Channel.objects.create(name=job.dedupe)
        raise RuntimeError("pen broke")

    return Prepared(write)


def leave_open(job: Job, at: datetime) -> Prepared:
    """Writes something, and must be tried again."""
    return Prepared(lambda: Channel.objects.create(name=f"{job.dedupe}-{job.attempts}"), retry="engine_failed: ink")


def give_up(job: Job, at: datetime) -> Prepared:
    """Writes something, and can never be done."""
    return Prepared(lambda: Channel.objects.create(name=job.dedupe), retry="too_complex: long", final=True)


def doze(job: Job, at: datetime) -> Prepared:
    """The first who does it falls asleep for longer than any test waits; the next one opens a channel."""
    mark = Path(job.payload["mark"])
    if not mark.exists():
        mark.touch()
        time.sleep(600)
    return open_channel(job, at)


KINDS = {
    deed.__name__: f"tests.jobs.deeds.{deed.__name__}"
    for deed in (
        open_channel,
        stumble,
        write_and_stumble,
        leave_open,
        give_up,
        doze,
    )
}


def worker(by: str = "one", at: datetime = AT, chunk: int = 10) -> Worker:
    """A worker for whom it is always the same time."""
    return Worker(by=by, clock=lambda: at, random=Random(1), kinds=tuple(KINDS), chunk=chunk)
