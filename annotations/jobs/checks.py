"""Jobs that check revisions: asked for here, done here."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from functools import partial

from annotations.checking import Examined, examine, store
from annotations.conf import desk
from annotations.engine.article import Article
from annotations.engine.word_set import word_set
from annotations.jobs.handlers import CHECK, Prepared
from annotations.jobs.queue import enqueue_many
from annotations.jobs.work import MAX_ATTEMPTS, Work
from annotations.models.job import Job
from annotations.models.revision import Revision

logger = logging.getLogger("annotations.jobs")

ARRIVED, AGAIN = 10, 0
"""Priorities: what editors wait for goes before what is checked again."""


def enqueue_checks(revisions: Iterable[int], *, at: datetime, priority: int = AGAIN) -> list[int]:
    """Has revisions, by key, checked; the keys of the jobs. One that waits for a check already is not queued twice."""
    works = [Work(f"revision:{key}", {"revision": key}) for key in revisions]
    return enqueue_many(CHECK, works, run_after=at, priority=priority)


def waiting_check(*, at: datetime, priority: int) -> Job:
    """A job for a revision that is stored with it, by one statement that knows its key: ``dedupe`` and ``payload`` are
    left to that."""
    return Job(kind=CHECK, priority=priority, max_attempts=MAX_ATTEMPTS, run_after=at)


def prepare(job: Job, at: datetime) -> Prepared:
    """Checks the revision; what came out is written when the job ends."""
    revision = Revision.objects.select_related("article__channel").get(pk=job.payload["revision"])
    examined = examine(revision, at=at, budget_ms=desk().check_budget_ms)
    words = _words_missing(revision)
    retry = f"{examined.code}: {examined.detail}" if examined.failed else ""
    return Prepared(partial(_write, examined, words, at), retry=retry, final=examined.permanent)


def _write(examined: Examined, words: bytes, at: datetime) -> None:
    store(examined, at=at)
    if words:
        Revision.objects.filter(pk=examined.revision.pk, word_hashes=b"").update(word_hashes=words)


def _words_missing(revision: Revision) -> bytes:
    """The words of a revision that was stored without them, so that changes of registers need not count it in."""
    if revision.word_hashes:
        return b""
    try:
        return word_set(Article.model_validate(revision.payload))
    except Exception:
        # What cannot be read is checked all the same; without words it counts as a text that may hold any name.
        logger.exception("words of revision %s cannot be read", revision.pk)
        return b""
