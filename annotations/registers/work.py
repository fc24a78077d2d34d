"""Jobs of registers: staged snapshots go live at their time, and a change has the articles it affects checked again."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from annotations.jobs.checks import enqueue_checks
from annotations.jobs.handlers import Prepared
from annotations.models.article import Article
from annotations.models.job import Job
from annotations.models.register import Register
from annotations.registers.affected import affected_by_change
from annotations.registers.chunks import chunks
from annotations.registers.publish import apply_due

_IDS_AT_ONCE = 500


def prepare_change(job: Job, at: datetime) -> Prepared:
    """Finds the articles that a change of what is live can affect; their newest revisions are queued."""
    register = Register.objects.get(name=job.payload["register"])
    articles = affected_by_change(register, job.payload["before"], job.payload["after"])
    return Prepared(partial(queue_checks, articles, at=at))


def prepare_snapshot(job: Job, at: datetime) -> Prepared:
    """Makes the snapshots live whose time has come."""
    return Prepared(partial(apply_due, at))


def queue_checks(articles: list[int], *, at: datetime) -> int:
    """Has the newest revisions of articles checked again; how many."""
    newest = Article.objects.filter(latest__isnull=False)
    revisions = [
        revision
        for some in chunks(articles, _IDS_AT_ONCE)
        for revision in newest.filter(pk__in=some).values_list("latest_id", flat=True)
        if revision is not None
    ]
    enqueue_checks(revisions, at=at)
    return len(revisions)
