"""``/callbacks``: where verdicts are told."""

from __future__ import annotations

from typing import Annotated

from django.utils import timezone
from pydantic import Field
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.delivery.address import CODE, CallbackRefused
from annotations.delivery.callbacks import open_callback
from annotations.intake.problems import FieldProblem
from annotations.models.callback import Callback
from annotations.rest.endpoint import Endpoint, told
from annotations.rest.operation import InChannel, Operation, Sent, methods
from annotations.rest.paging import Order, Paged, cut
from annotations.rest.problem import ApiProblem
from annotations.rest.shapes import CallbackMade, CallbackPage, CallbackTold


class CallbacksQuery(Paged):
    """Which callbacks."""


class CallbackAsked(Sent):
    """Tell where."""

    url: Annotated[str, Field(min_length=1, max_length=2048, pattern=r"^[^\x00]+$")] = Field(
        description="A public https address; nobody calls any other."
    )


class CallbacksView(Endpoint):
    """Callbacks, and adding one."""

    operations = methods(
        GET=Operation(
            "callbacks_list", "Where verdicts are told, without the secrets.", scope="callbacks",
            permission="view_callback", query=CallbacksQuery, answers={200: CallbackPage}, problems=("cursor_invalid",),
        ),
        POST=Operation(
            "callbacks_add", "Tells verdicts there from now on. The answer has the secret, which is shown this once.",
            scope="callbacks", permission="add_callback", query=InChannel, body=CallbackAsked,
            answers={201: CallbackMade}, problems=(CODE,),
        ),
    )

    def get(self, request: Request) -> Response:
        query = self.asked(CallbacksQuery)
        rows = self.caller.visible(Callback.objects.select_related("channel"))
        if query.channel is not None:
            rows = rows.filter(channel=self.caller.channel(query.channel))
        page = cut(rows, Order("-id"), query, path=request.path)
        return told(CallbackPage(results=[CallbackTold.of(row) for row in page.rows], next=page.next))

    def post(self, request: Request) -> Response:
        # Without an Idempotency-Key: a kept answer would hold the secret. A second one at the same address is refused.
        channel, asked = self.caller.channel(self.asked(InChannel).channel), self.sent(CallbackAsked)
        try:
            made, secret = open_callback(channel, asked.url, by=self.caller.actor, at=timezone.now())
        except CallbackRefused as error:
            row = FieldProblem("/url", CODE, str(error).rstrip("."))
            raise ApiProblem(CODE, str(error), errors=[row]) from None
        return told(CallbackMade.made(made, secret), status=201)
