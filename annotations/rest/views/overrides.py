"""``/overrides``: texts that a person lets out against the verdict."""

from __future__ import annotations

from typing import Annotated, Literal

from django.utils import timezone
from pydantic import Field
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.gate.overrides import OverrideRefused, override
from annotations.intake.problems import FieldProblem
from annotations.models.override import Override
from annotations.rest.endpoint import Endpoint, told
from annotations.rest.idempotency import Answer
from annotations.rest.operation import IDEMPOTENCY_KEY, IF_MATCH_ARTICLE, InChannel, Operation, Sent, methods
from annotations.rest.paging import Order, Paged, cut
from annotations.rest.preconditions import seen
from annotations.rest.problem import refused_fields
from annotations.rest.shapes import OverridePage, OverrideTold
from annotations.rest.views.articles import ArticleQuery, locked_article_of

Words = Annotated[str, Field(min_length=1, max_length=2000, pattern=r"^[^\x00]*\S[^\x00]*$")]


class OverridesQuery(Paged):
    """Which overrides."""

    active: Literal["true", "false"] | None = Field(None, description="Whether they hold still.")
    article: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")] | None = None


class OverrideAsked(Sent):
    """Let what out, and why."""

    article: Annotated[str, Field(min_length=1, max_length=200)] = Field(description="The publishing system's id.")
    rendition: Annotated[str, Field(min_length=1, max_length=40)] = "web"
    reason: Words


class OverridesView(Endpoint):
    """Overrides, and making one."""

    operations = methods(
        GET=Operation(
            "overrides_list", "Overrides of the gate, newest first.", scope="overrides", permission="view_override",
            query=OverridesQuery, answers={200: OverridePage}, problems=("cursor_invalid",),
        ),
        POST=Operation(
            "overrides_add", "Lets the text that was seen out for an hour, in a person's name.",
            scope="overrides", permission="override_gate", query=InChannel, body=OverrideAsked,
            answers={201: OverrideTold}, headers=(IF_MATCH_ARTICLE, IDEMPOTENCY_KEY),
            problems=("person_required", "wrong_state"),
        ),
    )

    def get(self, request: Request) -> Response:
        query, now = self.asked(OverridesQuery), timezone.now()
        rows = self.caller.visible(Override.objects.select_related("article__channel", "by"))
        if query.channel is not None:
            rows = rows.filter(article__channel=self.caller.channel(query.channel))
        if query.article is not None:
            rows = rows.filter(article__external_id=query.article)
        if query.active is not None:
            rows = rows.filter(expires_at__gt=now) if query.active == "true" else rows.filter(expires_at__lte=now)
        page = cut(rows, Order("-id"), query, path=request.path)
        return told(OverridePage(results=[OverrideTold.of(row) for row in page.rows], next=page.next))

    def post(self, request: Request) -> Response:
        channel, asked = self.caller.channel(self.asked(InChannel).channel), self.sent(OverrideAsked)
        tag, person, now = seen(request), self.caller.person, timezone.now()

        def work() -> Answer:
            place = ArticleQuery(channel=channel.name, rendition=asked.rendition)
            found = locked_article_of(self.caller, asked.article, place, tag=tag)
            try:
                made = override(found, by=person, reason=asked.reason, at=now)
            except OverrideRefused as error:
                pointer = "/reason" if error.code == "reason_required" else "/article"
                raise refused_fields([FieldProblem(pointer, "field_invalid", str(error))]) from error
            return Answer(201, OverrideTold.of(made).model_dump(mode="json"))

        return self.once(work)
