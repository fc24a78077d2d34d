"""``/runs/{id}``: the answer to something that takes longer than a request."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from rest_framework.request import Request
from rest_framework.response import Response

from annotations.models.run import Run
from annotations.rest.endpoint import Endpoint, told
from annotations.rest.operation import Operation, Told, methods
from annotations.rest.problem import no_such


class RunTold(Told):
    """A run. `result` is there when it is done."""

    id: int
    kind: str
    channel: str
    asked: dict[str, Any]
    state: Literal["queued", "done", "failed"]
    result: dict[str, Any]
    created_at: datetime
    done_at: datetime | None

    @classmethod
    def of(cls, row: Run) -> RunTold:
        return cls(
            id=row.pk, kind=row.kind, channel=row.channel.name, asked=row.asked, state=row.state,
            result=row.result, created_at=row.created_at, done_at=row.done_at,
        )


class RunView(Endpoint):
    """One run."""

    operations = methods(
        GET=Operation(
            "runs_read", "How far a run is, and what came out.", scope="rules:read", permission="view_article",
            answers={200: RunTold},
        )
    )

    def get(self, request: Request, run: int) -> Response:
        found = self.caller.visible(Run.objects.select_related("channel")).filter(pk=run).first()
        if found is None:
            raise no_such()
        return told(RunTold.of(found))
