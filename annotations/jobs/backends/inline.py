"""Work is done in the process that queued it, right after its commit: nothing else to start, and slower saves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from annotations import events
from annotations.jobs.worker import Worker

_AT_ONCE = 100
_OTHERS = 2
"""How many jobs of others a save takes along: those that failed before and are due again."""


def tell(jobs: Sequence[int], *, not_before: datetime) -> None:
    """Does these jobs, if they are due, and a few of those that were left over."""
    if not_before > timezone.now():
        return
    worker = Worker.of_this_process("inline")
    with events.sent_by(None):
        for start in range(0, len(jobs), _AT_ONCE):
            worker.drain(only=jobs[start : start + _AT_ONCE])
        worker.drain(max_jobs=_OTHERS)
