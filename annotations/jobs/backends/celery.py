"""Work is done by Celery workers; its messages carry ticks only, so a broker that loses them loses nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from annotations.tasks import tick


def tell(jobs: Sequence[int], *, not_before: datetime) -> None:
    """Sends a tick for the time at which the jobs are due."""
    tick.apply_async(eta=not_before, retry=False, ignore_result=True)
