"""Ticks: "there is work", said to the backend that the settings name, after the commit."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, cast

from django.utils.module_loading import import_string

from annotations import conf

logger = logging.getLogger("annotations.jobs")

BACKENDS = {
    "inline": "annotations.jobs.backends.inline.tell",
    "worker": "annotations.jobs.backends.worker.tell",
    "django.tasks": "annotations.jobs.backends.django_tasks.tell",
    "celery": "annotations.jobs.backends.celery.tell",
}
"""Backend -> the function that hears of new work. By path: only the chosen one is imported."""


class Tell(Protocol):
    """What a backend has: hears which jobs were queued, and from when on they are due."""

    def __call__(self, jobs: Sequence[int], *, not_before: datetime) -> None: ...


def tell(jobs: Sequence[int], *, not_before: datetime, backend: str | None = None) -> None:
    """Tells the backend of queued jobs. When it cannot be reached the rows wait for the next tick."""
    name = backend or conf.desk().backend
    try:
        cast(Tell, import_string(BACKENDS[name]))(jobs, not_before=not_before)
    except Exception:
        # The work is stored. A broker that is down must not fail the request that stored it.
        logger.exception("backend %s cannot be told of %d jobs; they wait for the next tick", name, len(jobs))
