"""Work is done by a worker of django.tasks (Django 6.0 and later); its tasks carry ticks only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.tasks import task, task_backends
from django.utils import timezone

from annotations.jobs.worker import Worker

_JOBS_A_TICK = 500


@task()
def tick() -> int:
    """Does up to five hundred jobs that are due; when there may be more, another tick follows. How many it did."""
    did = Worker.of_this_process("django.tasks").drain(max_jobs=_JOBS_A_TICK)
    if did >= _JOBS_A_TICK:
        tick.enqueue()
    return did


def tell(jobs: Sequence[int], *, not_before: datetime) -> None:
    """Sends a tick, for later where the task backend can do so; else a later tick finds the job."""
    if not_before <= timezone.now():
        tick.enqueue()
    elif task_backends[tick.backend].supports_defer:
        tick.using(run_after=not_before).enqueue()
