"""Takes jobs, does them one after another, and stops between two of them."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections import deque
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from random import Random, SystemRandom

from django.db import InterfaceError, OperationalError, close_old_connections, connection, transaction
from django.utils import timezone

from annotations.flags import waivers
from annotations.jobs import queue
from annotations.jobs.handlers import HANDLERS, handler_of
from annotations.jobs.tidying import tidy
from annotations.models.job import Job
from annotations.registers.live import looked_up_once

logger = logging.getLogger("annotations.jobs")

CHUNK = 10
_IDLE = timedelta(seconds=1)
_AFTER_FAILURE = timedelta(seconds=5)
_TIDY_EVERY = timedelta(hours=1)
_LOOK_EVERY = timedelta(minutes=1)


class Worker:
    """``by`` names it in the rows that it leases. ``clock`` tells it the time, ``random`` spreads its retries."""

    def __init__(
        self,
        *,
        by: str,
        clock: Callable[[], datetime] = timezone.now,
        random: Random | None = None,
        kinds: Collection[str] | None = None,
        chunk: int = CHUNK,
        lease_for: timedelta = queue.LEASE,
    ) -> None:
        self.by = by
        self._clock = clock
        self._random = random or SystemRandom()
        self._kinds = tuple(HANDLERS) if kinds is None else tuple(kinds)
        self._chunk = chunk
        self._lease_for = lease_for
        self._stopping = threading.Event()
        self._tidied: datetime | None = None
        self._looked: datetime | None = None

    @classmethod
    def of_this_process(cls, role: str, *, kinds: Collection[str] | None = None) -> Worker:
        """A worker under a name that no other thread of any machine has. ``kinds``: what it does; ``None``: all."""
        return cls(by=f"{role} {socket.gethostname()}:{os.getpid()}:{threading.get_ident()}"[:200], kinds=kinds)

    def stop(self) -> None:
        """Lets the job at hand end; what is leased beyond it is given back. May be called from a signal handler."""
        self._stopping.set()

    @property
    def is_stopped(self) -> bool:
        """Whether it was told to stop."""
        return self._stopping.is_set()

    def drain(self, *, max_jobs: int | None = None, only: Collection[int] | None = None) -> int:
        """Does what is due until nothing is, or ``max_jobs`` are done, or it is stopped; how many it did."""
        did = 0
        while not self._stopping.is_set() and (max_jobs is None or did < max_jobs):
            limit = self._chunk if max_jobs is None else min(self._chunk, max_jobs - did)
            leased = queue.lease(
                self._kinds, limit=limit, now=self._clock(), by=self.by, lease_for=self._lease_for, only=only
            )
            if not leased:
                break
            did += self._do_all(deque(leased))
        return did

    def serve(self, *, max_jobs: int | None = None) -> int:
        """Drains, waits, and drains again until it is stopped. A database that is away is waited for."""
        did, failed = 0, False
        while not self._stopping.is_set():
            close_old_connections()
            try:
                if failed:
                    self.recover()
                    failed = False
                did += self.drain(max_jobs=None if max_jobs is None else max_jobs - did)
                self._tidy()
                self._end_waivers()
                wait = _IDLE
            except (OperationalError, InterfaceError):
                logger.exception("%s: the database failed; trying again", self.by)
                connection.close()
                failed, wait = True, _AFTER_FAILURE
            if max_jobs is not None and did >= max_jobs:
                break
            self._stopping.wait(wait.total_seconds())
        return did

    def recover(self) -> None:
        """After a failure of the database: what this worker still holds need not wait until its lease has run out."""
        queue.give_back_left(self.by, now=self._clock())

    def _do_all(self, leased: deque[Job]) -> int:
        did = 0
        try:
            with looked_up_once():
                while leased and not self._stopping.is_set():
                    self._do(leased.popleft())
                    did += 1
        finally:
            queue.release(leased, now=self._clock())
        return did

    def _do(self, job: Job) -> None:
        try:
            self._in_time(job)
            self._work(job)
        except queue.LeaseLostError:
            logger.warning("%s: %s was taken by another worker; what was done is thrown away", self.by, job)
        except Exception as error:
            # Whatever a handler raises, the job is kept, tried again, and shown when it is dead.
            logger.exception("%s: %s failed", self.by, job)
            self._give_back(job, f"{type(error).__name__}: {error}")

    def _work(self, job: Job) -> None:
        prepared = handler_of(job.kind)(job, self._clock())
        with transaction.atomic():
            if prepared.again is not None:
                queue.postpone(job, prepared.again, at=self._clock())
                prepared.write()
            elif prepared.retry:
                prepared.write()
                queue.fail(job, prepared.retry, at=self._clock(), random=self._random, final=prepared.final)
            else:
                # First, so that a lease that was lost is known before anything is written.
                queue.finish(job, at=self._clock())
                prepared.write()

    def _in_time(self, job: Job) -> None:
        """Renews a lease of which half has gone by while the jobs before this one were done."""
        now = self._clock()
        if job.leased_until is not None and job.leased_until - now < self._lease_for / 2:
            queue.renew(job, until=now + self._lease_for)

    def _give_back(self, job: Job, error: str) -> None:
        try:
            queue.fail(job, error, at=self._clock(), random=self._random)
        except queue.LeaseLostError:
            logger.warning("%s: %s was taken by another worker", self.by, job)

    def _tidy(self) -> None:
        now = self._clock()
        if self._tidied is None or now - self._tidied >= _TIDY_EVERY:
            self._tidied = now
            tidy(now)

    def _end_waivers(self) -> None:
        now = self._clock()
        if self._looked is None or now - self._looked >= _LOOK_EVERY:
            self._looked = now
            waivers.end_due(at=now)
