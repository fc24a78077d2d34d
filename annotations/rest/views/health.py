"""``/health``: whether the process lives, and whether it can do its work."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Literal

from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.models.job import Job
from annotations.models.register import Register
from annotations.registers.staleness import stale_registers
from annotations.rest.endpoint import Endpoint, told
from annotations.rest.operation import Operation, Told, methods

logger = logging.getLogger("annotations.rest")

LONGEST_WAIT = timedelta(minutes=5)
"""A job that was due so long ago says that nobody does the work."""


class Alive(Told):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Ready(Told):
    """What is needed for work. Names nothing: that is in the metrics and in the admin."""

    status: Literal["ready", "not_ready"]
    database: Literal["ok", "failed"]
    registers: Literal["ok", "stale", "missing", "unknown"]
    queue: Literal["ok", "late", "unknown"]


class LiveView(Endpoint):
    """For a supervisor: restart what does not answer."""

    operations = methods(GET=Operation("health_live", "Whether the process lives.", answers={200: Alive}))

    def get(self, request: Request) -> Response:
        return told(Alive())


class ReadyView(Endpoint):
    """For a balancer: send requests elsewhere while it is not."""

    operations = methods(
        GET=Operation("health_ready", "Whether it can do its work.", answers={200: Ready, 503: Ready})
    )

    def get(self, request: Request) -> Response:
        found = _ready()
        return told(found, status=200 if found.status == "ready" else 503)


def _ready() -> Ready:
    now = timezone.now()
    try:
        connection.ensure_connection()
        stale, known = bool(stale_registers(now)), Register.objects.filter(live__isnull=False).exists()
        late = Job.objects.filter(state=Job.State.QUEUED, run_after__lt=now - LONGEST_WAIT).exists()
    except (DatabaseError, InterfaceError):
        logger.exception("not ready: the database failed")
        return Ready(status="not_ready", database="failed", registers="unknown", queue="unknown")
    registers: Literal["ok", "stale", "missing"] = "missing" if not known else "stale" if stale else "ok"
    fit = registers == "ok" and not late
    return Ready(
        status="ready" if fit else "not_ready", database="ok", registers=registers, queue="late" if late else "ok"
    )
