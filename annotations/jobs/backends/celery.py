"""Work is done by Celery workers; its messages carry ticks only, so a broker that loses them loses nothing."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from annotations.tasks import tick

LONGEST_ETA = timedelta(minutes=1)
"""Later work is left to the tick of every 20 seconds: until their time messages are held by a worker, unacknowledged,
which Redis (visibility timeout) and RabbitMQ (consumer timeout) allow for half an hour or so."""
PAUSE_S = 5.0
"""After a broker has failed, nobody waits for it for so long."""

_failed_at: dict[str, float] = {}
"""Broker -> when it failed last, by the monotonic clock; one entry for each broker that this process has ever had."""


def tell(jobs: Sequence[int], *, not_before: datetime) -> None:
    """Sends a tick for the time at which the jobs are due, unless the broker has failed just now.

    Raises:
        kombu.exceptions.OperationalError: the broker cannot be reached.
    """
    broker = str(tick.app.conf.broker_write_url or tick.app.conf.broker_url)
    if not_before - timezone.now() > LONGEST_ETA or time.monotonic() - _failed_at.get(broker, -PAUSE_S) < PAUSE_S:
        return
    try:
        tick.apply_async(eta=not_before, retry=False, ignore_result=True)
    except Exception:
        _failed_at[broker] = time.monotonic()
        raise
