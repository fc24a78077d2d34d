"""Jobs that check revisions: asked for here, done here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from annotations.checking import examine, store
from annotations.conf import desk
from annotations.jobs.handlers import CHECK, Prepared
from annotations.jobs.queue import enqueue_many
from annotations.jobs.work import Work
from annotations.models.job import Job
from annotations.models.revision import Revision

ARRIVED, AGAIN = 10, 0
"""Priorities: what editors wait for goes before what is checked again."""


def enqueue_checks(revisions: Iterable[int], *, at: datetime, priority: int = AGAIN) -> list[int]:
    """Has revisions, by key, checked; the keys of the jobs. One that waits for a check already is not queued twice."""
    works = [Work(f"revision:{key}", {"revision": key}) for key in revisions]
    return enqueue_many(CHECK, works, run_after=at, priority=priority)


def prepare(job: Job, at: datetime) -> Prepared:
    """Checks the revision; what came out is written when the job ends."""
    revision = Revision.objects.select_related("article__channel").get(pk=job.payload["revision"])
    examined = examine(revision, at=at, budget_ms=desk().check_budget_ms)
    retry = f"{examined.code}: {examined.detail}" if examined.failed else ""
    return Prepared(partial(store, examined, at=at), retry=retry, final=examined.permanent)
