"""A worker that kills itself at a named step, in a process of its own; run by ``test_kills``.

It reads orders from standard input, one a line, and answers each with one line of JSON. Every worker is a fork, so that
two hundred of them need not all load the registers. None of this is in the product: the steps are told by the
statements that a worker sends.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import django
from django.conf import settings

STEPS = ("claimed", "parsed", "half of flags", "before commit", "after commit")
_START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class Killer:
    """Sees every statement of a worker, and kills the process at ``step`` of its ``job``-th job (1, 2, ...)."""

    def __init__(self, step: str, job: int) -> None:
        self._step, self._job = step, job
        self._jobs = self._events = 0
        self._finishing = False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        self._before(sql, params)
        return execute(sql, params, many, context)

    def _before(self, sql: str, params: Any) -> None:
        if sql.startswith("SELECT") and 'FROM "annotations_revision"' in sql and "annotations_channel" in sql:
            self._jobs += 1
            self._events = 0
            self._reached("claimed")
        elif sql.startswith('UPDATE "annotations_job"') and "done" in params:
            self._finishing = True
            self._reached("parsed")
        elif sql.startswith('INSERT INTO "annotations_event"'):
            self._events += 1
            if self._events == 2:
                self._reached("half of flags")

    def commit(self, commit: Callable[[], Any]) -> None:
        """Stands around the commit of a transaction."""
        if self._finishing:
            self._reached("before commit")
        commit()
        if self._finishing:
            self._finishing = False
            self._reached("after commit")

    def _reached(self, step: str) -> None:
        if step == self._step and self._jobs >= self._job:
            os.kill(os.getpid(), signal.SIGKILL)


class Desk:
    """Obeys orders on the database of this process."""

    def __init__(self) -> None:
        self._runs = 0

    def prepare(self) -> dict[str, Any]:
        """Tables, and a register with two banned organisations."""
        from django.core.management import call_command

        from annotations.models.channel import Channel
        from tests.registers.desk import entity, taken_over

        call_command("migrate", verbosity=0)
        with tempfile.TemporaryDirectory() as folder:
            taken_over(Path(folder), [entity("pact", "Северный пакт"), entity("outpost", "Белая застава")])
        for name in ("calm", "killed"):
            Channel.objects.create(name=name, jurisdictions=["RU"])
        return self.work("", 0)

    def receive(self, channel: str, count: int, number: int, text: str) -> dict[str, Any]:
        """Revision ``number`` of ``count`` articles; none of its jobs is given up, however often it is killed."""
        from annotations.engine.article import Article
        from annotations.intake.receive import receive
        from annotations.models.channel import Channel
        from annotations.models.job import Job

        desk = Channel.objects.get(name=channel)
        for index in range(count):
            sent = {"id": f"a{index}", "revision": number, "language": "ru", "published": "2026-11-01"}
            article = Article.model_validate(sent | {"body": {"format": "text", "value": text}})
            receive(article, channel=desk, origin="command", at=_START)
        Job.objects.filter(state="queued").update(max_attempts=10_000)
        return {}

    def work(self, step: str, job: int) -> dict[str, Any]:
        """One worker drains the queue, and dies at ``step`` of its ``job``-th job when a step is named."""
        from django.db import connections

        from annotations.models.job import Job
        from annotations.registers.live import current_reference

        current_reference()
        connections.close_all()
        self._runs += 1
        child = os.fork()
        if child == 0:
            self._drain(step, job)
        _, status = os.waitpid(child, 0)
        left = Job.objects.filter(state__in=("queued", "leased")).count()
        return {"killed": os.WIFSIGNALED(status), "status": status, "left": left}

    def _drain(self, step: str, job: int) -> None:
        from django.db import connection

        from annotations.jobs.worker import Worker

        killer = Killer(step, job)
        if step:
            commit = connection._commit  # type: ignore[attr-defined]
            connection._commit = lambda: killer.commit(commit)  # type: ignore[attr-defined]
        # Each worker comes an hour after the last: what that one had leased is free again.
        now = _START + timedelta(hours=self._runs)
        worker = Worker(by=f"worker {self._runs}", clock=lambda: now, random=Random(self._runs), chunk=5)
        try:
            with connection.execute_wrapper(killer) if step else nullcontext():
                worker.drain()
        finally:
            os._exit(0)

    def outcome(self, channel: str) -> dict[str, Any]:
        """Everything that the checks of a channel have written, times and keys left out."""
        from annotations.events import verify
        from annotations.models.check import Check
        from annotations.models.event import Event
        from annotations.models.flag import Flag
        from annotations.models.job import Job

        checks = Check.objects.filter(revision__article__channel__name=channel)
        flags = Flag.objects.filter(article__channel__name=channel)
        told = Event.objects.filter(channel__name=channel)
        return {
            "checks": sorted(checks.values_list("revision__article__external_id", "revision__number", "decision")),
            "flags": sorted(flags.values_list("article__external_id", "subject", "state", "reason", "version")),
            "events": sorted(told.values_list("article__external_id", "kind", "flag__subject", "revision__number")),
            "jobs": sorted(set(Job.objects.values_list("state", flat=True))),
            "breaks": [str(found) for found in verify()],
        }


def main() -> None:
    """Obeys until standard input ends."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    settings.ANNOTATIONS = {"BACKEND": "worker"}
    desk = Desk()
    for line in sys.stdin:
        order, *arguments = json.loads(line)
        sys.stdout.write(json.dumps(getattr(desk, order)(*arguments)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
