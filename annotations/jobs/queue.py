"""The queue: rows that are queued, leased, finished or given back. No other room writes ``Job``.

A lease is a promise with an end. Who dies loses it by time, and the job is taken again; who was only slow finds out on
finishing, because that touches nothing but a row that is still leased under the same try.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import partial
from random import Random

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q, QuerySet

from annotations.jobs.retry import wait_after
from annotations.jobs.ticks import tell
from annotations.jobs.work import Work, insert_or_join
from annotations.models.job import Job

LEASE = timedelta(minutes=5)
KEEP_DONE = timedelta(days=7)
_LOST = "the lease ran out: its worker died, or took longer than it may"
_JOINED = "joined with another job about the same thing"
_LONGEST_ERROR = 2000
_FORGET_AT_ONCE = 1000


class LeaseLostError(Exception):
    """The job belongs to somebody else by now; what was done for it must not be committed."""


def enqueue(
    kind: str, *, dedupe: str, run_after: datetime, payload: dict[str, object] | None = None, priority: int = 0
) -> int:
    """Queues one job; its key. As ``enqueue_many``."""
    (key,) = enqueue_many(kind, [Work(dedupe, payload or {})], run_after=run_after, priority=priority)
    return key


def enqueue_many(kind: str, works: Sequence[Work], *, run_after: datetime, priority: int = 0) -> list[int]:
    """Queues jobs in the caller's transaction; their keys.

    A job of that kind about the same thing that waits already takes the new one in: with its payload, at the earlier
    time and the higher priority. It cannot be leased before the caller's transaction ends, so it sees what that wrote.
    """
    with transaction.atomic(savepoint=False):
        keys = insert_or_join(kind, works, run_after=run_after, priority=priority)
    if keys:
        transaction.on_commit(partial(tell, keys, not_before=run_after), robust=True)
    return keys


def lease(
    kinds: Collection[str] | None,
    *,
    limit: int,
    now: datetime,
    by: str,
    lease_for: timedelta = LEASE,
    only: Collection[int] | None = None,
) -> list[Job]:
    """Takes up to ``limit`` jobs that are due, the most urgent first, each with one more attempt.

    A job whose lease ran out comes alone: if it is one that kills its worker, it takes no other with it. ``kinds``:
    ``None`` for all. ``only``: no others than those with these keys.
    """
    wanted = Job.objects.all() if kinds is None else Job.objects.filter(kind__in=kinds)
    if only is not None:
        wanted = wanted.filter(pk__in=only)
    until = now + lease_for
    lost = wanted.filter(state=Job.State.LEASED, leased_until__lte=now).order_by("leased_until", "id")
    if lost.exists():
        bury_lost(now)
        taken = _take(lost, 1, by=by, until=until)
        if taken:
            return taken
    queued = wanted.filter(state=Job.State.QUEUED, run_after__lte=now).order_by("-priority", "run_after", "id")
    return _take(queued, limit, by=by, until=until)


def are_due(kinds: Collection[str], *, now: datetime) -> bool:
    """Whether there is work of these kinds."""
    queued = Q(state=Job.State.QUEUED, run_after__lte=now)
    return Job.objects.filter(queued | Q(state=Job.State.LEASED, leased_until__lte=now), kind__in=kinds).exists()


def finish(job: Job, *, at: datetime) -> None:
    """Ends a job; to be called in the transaction that writes what it was about.

    Raises:
        LeaseLostError: when the lease ran out and the job was taken again.
    """
    _end(job, state=Job.State.DONE, done_at=at, last_error="")


def fail(job: Job, error: str, *, at: datetime, random: Random, final: bool = False) -> datetime | None:
    """Gives a job back to be tried later, and says when; ``None`` when it is dead: ``final``, or out of attempts.

    Raises:
        LeaseLostError: as ``finish``.
    """
    error = error[:_LONGEST_ERROR]
    if final or job.attempts >= job.max_attempts:
        _end(job, state=Job.State.DEAD, done_at=at, last_error=error)
        return None
    again = at + wait_after(job.attempts, random)
    return again if _queue_again(job, again, at=at, last_error=error) else None


def postpone(job: Job, until: datetime, *, at: datetime) -> None:
    """Gives a job back whose time has not come, to be taken at ``until``; this was no attempt.

    Raises:
        LeaseLostError: as ``finish``.
    """
    _queue_again(job, until, at=at, attempts=F("attempts") - 1)


def release(jobs: Sequence[Job], *, now: datetime) -> None:
    """Gives back jobs that were leased and not begun: any worker may take them at once."""
    for job in jobs:
        _mine(job).update(leased_until=now, attempts=F("attempts") - 1)


def give_back_left(by: str, *, now: datetime) -> int:
    """Gives back what a worker, who is at no job now, held when the database failed it; how many."""
    return Job.objects.filter(state=Job.State.LEASED, leased_by=by, leased_until__gt=now).update(leased_until=now)


def renew(job: Job, *, until: datetime) -> None:
    """Makes a lease longer.

    Raises:
        LeaseLostError: as ``finish``.
    """
    if not _mine(job).update(leased_until=until):
        raise LeaseLostError(str(job))
    job.leased_until = until


def revive(jobs: QuerySet[Job], *, now: datetime) -> int:
    """Queues dead jobs anew, with all attempts before them; how many."""
    works: dict[str, list[Work]] = {}
    for job in jobs.filter(state=Job.State.DEAD):
        works.setdefault(job.kind, []).append(Work(job.dedupe, job.payload))
    with transaction.atomic():
        for kind, rows in works.items():
            enqueue_many(kind, rows, run_after=now)
        jobs.filter(state=Job.State.DEAD).update(state=Job.State.DONE, done_at=now, last_error="queued anew")
    return sum(map(len, works.values()))


def dead() -> QuerySet[Job]:
    """Jobs that nobody will try again, the latest first."""
    return Job.objects.filter(state=Job.State.DEAD).order_by("-done_at", "-id")


def forget_done(*, before: datetime) -> int:
    """Deletes rows of jobs that were done before then, a thousand at most; how many. Dead ones stay."""
    old = Job.objects.filter(state=Job.State.DONE, done_at__lt=before).values_list("pk", flat=True)[:_FORGET_AT_ONCE]
    deleted, _ = Job.objects.filter(pk__in=list(old)).delete()
    return deleted


def bury_lost(now: datetime) -> int:
    """Calls jobs dead whose last lease ran out; how many."""
    lost = Job.objects.filter(state=Job.State.LEASED, leased_until__lte=now, attempts__gte=F("max_attempts"))
    return lost.update(state=Job.State.DEAD, done_at=now, last_error=_LOST, leased_until=None, leased_by="")


def _take(candidates: QuerySet[Job], limit: int, *, by: str, until: datetime) -> list[Job]:
    """On PostgreSQL rows that another worker is taking are passed over; elsewhere the guarded update decides."""
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            candidates = candidates.select_for_update(skip_locked=True)
        found = list(candidates[:limit])
        if not found:
            return []
        unchanged = Q()
        for job in found:
            unchanged |= Q(pk=job.pk, state=job.state, attempts=job.attempts)
        Job.objects.filter(unchanged).update(
            state=Job.State.LEASED, leased_by=by, leased_until=until, attempts=F("attempts") + 1
        )
        place = {job.pk: index for index, job in enumerate(found)}
        mine = Job.objects.filter(pk__in=place, leased_by=by, leased_until=until)
        return sorted(mine, key=lambda job: place[job.pk])


def _queue_again(job: Job, again: datetime, *, at: datetime, **changes: object) -> bool:
    """Whether it waits for itself now; one that waits about the same thing takes it in, at the earlier
    time."""
    try:
        with transaction.atomic():
            _end(job, state=Job.State.QUEUED, run_after=again, **changes)
    except IntegrityError:
        _end(job, state=Job.State.DONE, done_at=at, last_error=_JOINED)
        other = Job.objects.filter(kind=job.kind, dedupe=job.dedupe, state=Job.State.QUEUED)
        other.filter(run_after__gt=again).update(run_after=again)
        return False
    transaction.on_commit(partial(tell, [job.pk], not_before=again), robust=True)
    return True


def _mine(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(
        pk=job.pk, state=Job.State.LEASED, leased_by=job.leased_by, attempts=job.attempts
    )


def _end(job: Job, **changes: object) -> None:
    if not _mine(job).update(leased_until=None, leased_by="", **changes):
        raise LeaseLostError(str(job))
