"""The Celery task, under the name by which Celery looks for tasks. Imported where Celery is used, nowhere else."""

from __future__ import annotations

from celery import shared_task

from annotations.jobs.worker import Worker

_JOBS_A_TICK = 500


@shared_task(name="annotations.tick", acks_late=True, ignore_result=True, serializer="json")  # type: ignore[untyped-decorator]
def tick() -> int:
    """Does up to five hundred jobs that are due; when there may be more, another tick follows. How many it did.

    Put it on a schedule of a minute as well: then ticks that a broker lost are made good.
    """
    did = Worker.of_this_process("celery").drain(max_jobs=_JOBS_A_TICK)
    if did >= _JOBS_A_TICK:
        tick.apply_async(retry=False)
    return did
