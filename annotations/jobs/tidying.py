"""What is done every hour, by whoever works: old rows are forgotten, and what fell between two jobs is picked up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import cast

from django.utils.module_loading import import_string

from annotations.jobs import queue

ROOMS = ("annotations.delivery.outbox.sweep", "annotations.notify.work.queue_digests")
"""Functions of rooms that have something to tidy: each is given the time. By path, as handlers are."""


def tidy(now: datetime) -> None:
    """Harmless at any time and as often as one likes."""
    queue.forget_done(before=now - queue.KEEP_DONE)
    for path in ROOMS:
        cast(Callable[[datetime], object], import_string(path))(now)
