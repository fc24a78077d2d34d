"""The Celery tasks, under the name by which Celery looks for tasks. Imported where Celery is used, nowhere else.

Their messages carry nothing: the rows are the work, and a message that is lost, late or comes twice changes nothing.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Collection
from typing import Any

from celery import shared_task
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from annotations.jobs import tidying
from annotations.jobs.handlers import WAITING, computing
from annotations.jobs.queue import are_due
from annotations.jobs.worker import Worker

logger = logging.getLogger("annotations.jobs")

_JOBS_A_TICK = 500
_LONGEST_WAIT_S = 60
_SECONDS_A_TICK = 60
"""After so long a tick ends with the job at hand, and another follows: a message is never held for longer."""
_TIME_LIMIT_S = 15 * 60
"""A job that takes longer is not going to end: its process is killed, and its lease gives it back."""
_OPTIONS: dict[str, Any] = {
    "acks_late": True, "reject_on_worker_lost": True, "ignore_result": True, "serializer": "json",
    "time_limit": _TIME_LIMIT_S,
}  # fmt: skip


@shared_task(name="annotations.tick", **_OPTIONS)  # type: ignore[untyped-decorator]
def tick() -> int:
    """Does up to five hundred jobs that are due; when there may be more, another tick follows. How many it did.

    Put it on a schedule of 20 seconds as well: then ticks that a broker lost are made good, and jobs that are due later
    are done then.
    """
    did, more = _drained(computing())
    if more:
        tick.apply_async(retry=False)
    if are_due(WAITING, now=timezone.now()):
        deliver.apply_async(retry=False)
    return did


@shared_task(name="annotations.deliver", **_OPTIONS)  # type: ignore[untyped-decorator]
def deliver() -> int:
    """The same for jobs that wait for machines of others. A tick sends it, so that what it waits for holds up no check.

    Where receivers are slow, give it a queue and a worker of its own.
    """
    did, more = _drained(WAITING)
    if more:
        deliver.apply_async(retry=False)
    return did


@shared_task(name="annotations.tidy", **_OPTIONS)  # type: ignore[untyped-decorator]
def tidy() -> None:
    """Put it on a schedule of an hour: old rows are forgotten, and what fell between two jobs is picked up."""
    tidying.tidy(timezone.now())


def _drained(kinds: Collection[str]) -> tuple[int, bool]:
    """How many were done, and whether there may be more."""
    worker = Worker.of_this_process("celery", kinds=kinds)
    alarm = threading.Timer(_SECONDS_A_TICK, worker.stop)
    alarm.daemon = True
    alarm.start()
    try:
        did = worker.drain(max_jobs=_JOBS_A_TICK)
    except (OperationalError, InterfaceError):
        logger.exception("%s: the database failed; another tick tries again", worker.by)
        _recover(worker)
        return 0, True
    finally:
        alarm.cancel()
    return did, did >= _JOBS_A_TICK or worker.is_stopped


def _recover(worker: Worker) -> None:
    """Waits for the database, within reason, to give back what the tick held: the next may come to another process."""
    for _ in range(_LONGEST_WAIT_S):
        connection.close()
        try:
            worker.recover()
            return
        except (OperationalError, InterfaceError):
            time.sleep(1)
