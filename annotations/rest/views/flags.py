"""``/flags``: what waits for people."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from pydantic import Field
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.flags import triage
from annotations.flags.life import take
from annotations.flags.manual import raise_flag
from annotations.intake.problems import FieldProblem
from annotations.models.article import Article
from annotations.models.flag import Flag
from annotations.rest.caller import Caller
from annotations.rest.deciding import assign
from annotations.rest.endpoint import Endpoint, told
from annotations.rest.idempotency import Answer
from annotations.rest.operation import IDEMPOTENCY_KEY, IF_MATCH, InChannel, Operation, Sent, methods
from annotations.rest.paging import Order, Paged, cut
from annotations.rest.preconditions import seen
from annotations.rest.problem import ApiProblem, no_such
from annotations.rest.shapes import FlagPage, FlagTold, FlagWhole
from annotations.rest.views.articles import ArticleQuery, article_of

Word = Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00]*$")]
_TAG = re.compile(r'"v(?P<version>[0-9]{1,9})"')
ORDERS = ("-opened_at", "opened_at", "-id", "id")


class FlagsQuery(Paged):
    """Which flags, in which order."""

    ordering: Literal["-opened_at", "opened_at", "-id", "id"] = Field(
        "-opened_at", description="Order.",
        json_schema_extra={"x-said": f"cannot order by this field; there is {', '.join(ORDERS)}."},
    )
    state: Literal["open", "waived", "closed"] | None = None
    reason: Literal[
        "new", "ongoing", "reopened", "waived", "fixed", "false_positive", "not_applicable", "obsolete"
    ] | None = None
    level: Literal["error", "warning", "note"] | None = None
    waiting_on: Literal["desk", "legal", "partner"] | None = None
    live: Literal["true", "false"] | None = Field(None, description="Whether readers see the article.")
    manual: Literal["true", "false"] | None = Field(None, description="Whether a person raised it.")
    assignee: Annotated[str, Field(min_length=1, max_length=150, pattern=r"^[^\x00]*$")] | None = Field(
        None, description="A user name, or `none`."
    )
    rule: Word | None = None
    family: Word | None = None
    subject: Word | None = None
    article: Word | None = Field(None, description="The publishing system's id.")
    rendition: Word | None = None
    q: Word | None = Field(None, description="Words of the message, the subject or the headline.")


class FlagRaised(Sent):
    """Words of an article that somebody should look at."""

    article: Annotated[str, Field(min_length=1, max_length=200)] = Field(description="The publishing system's id.")
    rendition: Annotated[str, Field(min_length=1, max_length=40)] = "web"
    quote: Annotated[str, Field(min_length=1, max_length=2000)] = Field(description="As they stand in the newest text.")
    note: Annotated[str, Field(min_length=1, max_length=4000)] = Field(description="What is to be looked at.")
    level: Literal["error", "warning", "note"] = "warning"
    field: Literal["body", "headline", "deck", "byline"] = "body"
    start: Annotated[int, Field(ge=0, lt=10**9)] | None = Field(
        None, description="Where the quote begins, when it stands there more than once."
    )


class FlagChanged(Sent):
    """Whose turn it is; what is left out stays."""

    assignee: Annotated[str, Field(min_length=1, max_length=150)] | None = Field(
        None, description="A user name; null for nobody."
    )
    waiting_on: Literal["", "desk", "legal", "partner"] | None = None


class FlagsView(Endpoint):
    """The queue."""

    operations = methods(
        GET=Operation(
            "flags_list", "Flags of the caller's channels, newest first.", scope="flags:read", permission="view_flag",
            query=FlagsQuery, answers={200: FlagPage}, problems=("cursor_invalid",),
            links={"flag": ("flags_read", {"flag": "$response.body#/results/0/id"})},
        ),
        POST=Operation(
            "flags_raise", "Flags words of an article, in a person's name.", scope="flags:decide",
            permission="add_flag", query=InChannel, body=FlagRaised, answers={201: FlagWhole}, tagged=True,
            headers=(IDEMPOTENCY_KEY,), problems=("person_required",),
            links={"flag": ("flags_read", {"flag": "$response.body#/id"})},
        ),
    )

    def get(self, request: Request) -> Response:
        query = self.asked(FlagsQuery)
        page = cut(_found(self.caller, query), Order(query.ordering), query, path=request.path)
        return told(FlagPage(results=[FlagTold.of(row) for row in page.rows], next=page.next))

    def post(self, request: Request) -> Response:
        channel, asked = self.caller.channel(self.asked(InChannel).channel), self.sent(FlagRaised)
        person, now = self.caller.person, timezone.now()

        def work() -> Answer:
            place = ArticleQuery(channel=channel.name, rendition=asked.rendition)
            made = raise_flag(
                article_of(self.caller, asked.article, place), by=person, quote=asked.quote, note=asked.note,
                field=asked.field, start=asked.start, level=asked.level, at=now,
            )
            fresh = flag_of(self.caller, made.pk)
            return Answer(201, FlagWhole.of(fresh).model_dump(mode="json"), etag=etag_of(fresh))

        return self.once(work)


class FlagView(Endpoint):
    """One flag."""

    operations = methods(
        GET=Operation(
            "flags_read", "One flag with its evidence and fixes.", scope="flags:read", permission="view_flag",
            answers={200: FlagWhole}, tagged=True,
        ),
        PATCH=Operation(
            "flags_change", "Assigns a flag, or says whom it waits for.", scope="flags:decide",
            permission="triage_flag", body=FlagChanged, answers={200: FlagWhole}, headers=(IF_MATCH,), tagged=True,
            problems=("field_read_only", "person_required", "wrong_state"),
        ),
    )

    def get(self, request: Request, flag: int) -> Response:
        return shown(flag_of(self.caller, flag))

    def patch(self, request: Request, flag: int) -> Response:
        found, asked = flag_of(self.caller, flag), self.sent(FlagChanged, explained=_refuse_read_only)
        version, person, now = version_in(request), self.caller.person, timezone.now()
        with transaction.atomic():
            take(found, version)
            if "assignee" in asked.model_fields_set:
                assign(found, asked.assignee, by=person, at=now)
            if asked.waiting_on is not None:
                triage.send_to(found, waiting_on=asked.waiting_on, by=person, at=now)
        return shown(flag_of(self.caller, flag))


def rows(caller: Caller) -> models.QuerySet[Flag]:
    """Flags that exist for the caller, with what is told of them."""
    return caller.visible(Flag.objects.select_related("article__channel", "assignee"))


def flag_of(caller: Caller, key: int) -> Flag:
    """The flag; raises ``ApiProblem`` when there is none for the caller."""
    found = rows(caller).filter(pk=key).first()
    if found is None:
        raise no_such()
    return found


def shown(flag: Flag, *, status: int = 200) -> Response:
    """The whole flag with its ETag."""
    return told(FlagWhole.of(flag), status=status, headers={"ETag": etag_of(flag)})


def etag_of(flag: Flag) -> str:
    """What ``If-Match`` must say."""
    return f'"v{flag.version}"'


def version_in(request: Request) -> int:
    """The version that ``If-Match`` names.

    Raises:
        ApiProblem: there is no such header, or none of ours.
    """
    matched = _TAG.fullmatch(seen(request))
    if matched is None:
        raise ApiProblem("precondition_failed", "If-Match is not the ETag of a flag.")
    return int(matched["version"])


def _refuse_read_only(value: Any) -> None:
    named = [name for name in value if name in FlagWhole.model_fields and name not in FlagChanged.model_fields]
    if named:
        found = [FieldProblem(f"/{name}", "field_read_only", "cannot be changed") for name in named]
        raise ApiProblem("field_read_only", f"/{named[0]} cannot be changed.", errors=found)


def _found(caller: Caller, query: FlagsQuery) -> models.QuerySet[Flag]:
    found = rows(caller)
    if query.channel is not None:
        found = found.filter(article__channel=caller.channel(query.channel))
    for name, column in _COLUMNS.items():
        value = getattr(query, name)
        if value is not None:
            found = found.filter(**{column: value})
    if query.live is not None:
        live = Q(article__status=Article.Status.LIVE)
        found = found.filter(live if query.live == "true" else ~live)
    if query.manual is not None:
        found = found.filter(manual=query.manual == "true")
    if query.assignee is not None:
        whose = Q(assignee=None) if query.assignee == "none" else Q(assignee__username=query.assignee)
        found = found.filter(whose)
    for word in (query.q or "").split():
        said = Q(message__icontains=word) | Q(subject__icontains=word) | Q(article__headline__icontains=word)
        found = found.filter(said)
    return found


_COLUMNS = {
    "state": "state", "reason": "reason", "level": "level", "waiting_on": "waiting_on", "rule": "rule",
    "family": "family", "subject": "subject", "article": "article__external_id", "rendition": "article__rendition",
}
"""Parameter -> the column that it must equal. Names of requests never become names of columns."""
