"""``/check`` and ``/gate``: an answer about a text, with nothing stored."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from django.utils import timezone
from pydantic import AfterValidator, Field
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api import gate
from annotations.asking import jurisdictions_of, packs_of
from annotations.checking import decision_of
from annotations.conf import desk
from annotations.engine.article import Article, Jurisdiction
from annotations.engine.check import check
from annotations.engine.dates import DateError, Moment, parse_moment
from annotations.engine.report import Finding, Report, as_json
from annotations.gate import GateDecision
from annotations.models.channel import Channel
from annotations.rest.answering import in_time, reference_of
from annotations.rest.endpoint import Endpoint, told
from annotations.rest.operation import InChannel, Operation, Sent, Told, methods
from annotations.rest.reading import read_article
from annotations.rest.shapes import Decided, ReportTold

BUDGET_MS = 10_000
"""How long a text may take that somebody waits for."""


def _moment(value: str) -> str:
    try:
        parse_moment(value)
    except DateError as error:
        raise ValueError(str(error)) from error
    return value


class CheckQuery(InChannel):
    """How a text is judged."""

    as_of: Annotated[str, AfterValidator(_moment)] | None = Field(
        None, description="The day by whose law it is judged; default: the article's own.",
        json_schema_extra={"anyOf": [{"type": "string", "format": "date"}]},
    )
    jurisdiction: tuple[Jurisdiction, ...] = Field(
        (), max_length=50, description="In place of what the article says; may be given several times.",
        json_schema_extra={"items": {"type": "string", "pattern": "^[A-Z]{2}$"}},
    )


class GateAsked(Sent):
    """What may go live?"""

    article: Article
    rendition: Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[^\x00]*$")] | None = Field(
        None, description="Default: the article's, else `web`."
    )


class GateTold(Told):
    """The gate's answer. `blocked` says whether it stays in."""

    decision: Decided
    blocked: bool
    message: str
    failure: str = Field(description="Code of why it could not be checked; empty when it could.")
    held: bool
    scheduled: bool
    override: int | None = Field(description="What lets it out all the same.")
    findings: list[dict[str, Any]] = Field(description="What keeps it in.")
    debts: list[dict[str, Any]] = Field(description="What stood against the live text already; never blocks.")
    settled: list[dict[str, Any]] = Field(description="What people have dismissed or waived; it does not count.")
    digest: str | None
    rendition: str


class CheckView(Endpoint):
    """Checks a text."""

    operations = methods(
        POST=Operation(
            "check", "Checks an article; nothing is stored.", scope="check", query=CheckQuery, body=Article,
            answers={200: ReportTold}, problems=("over_budget", "engine_failed"),
        )
    )

    def post(self, request: Request) -> Response:
        query, article = self.asked(CheckQuery), read_article(self)
        channel = self.caller.channel(query.channel) if query.channel or self.caller.token else None
        report = _checked(article, query, channel)
        if channel is not None:
            report = replace(report, decision=decision_of(report, channel))
        return Response(as_json(report))


class GateView(Endpoint):
    """Asks the gate."""

    operations = methods(
        POST=Operation(
            "gate", "Whether an article may go live now. A block is an answer, no error.", scope="gate",
            permission="view_article", query=InChannel, body=GateAsked, answers={200: GateTold},
        )
    )

    def post(self, request: Request) -> Response:
        channel = self.caller.channel(self.asked(InChannel).channel)
        asked = self.sent(GateAsked)
        rendition = asked.rendition or asked.article.rendition or "web"
        return told(_gate_told(gate(asked.article, rendition=rendition, channel=channel)))


def _gate_told(made: GateDecision) -> GateTold:
    article = made.article
    rows = {} if made.report is None or article is None else {
        row["key"]: row for row in as_json(made.report)["findings"]
    }

    def shown(findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
        assert article is not None
        return [rows[finding.key(article.id)] for finding in findings]

    return GateTold(
        decision=made.decision, blocked=made.blocked, message=made.message, failure=made.failure, held=made.held,
        scheduled=made.scheduled, override=made.override.pk if made.override is not None else None,
        findings=shown(made.findings), debts=shown(made.debts), settled=shown(made.settled), rendition=made.rendition,
        digest=article.digest if article is not None else None,
    )


def _checked(article: Article, query: CheckQuery, channel: Channel | None) -> Report:
    """The report, within its budget; the names are loaded before its clock starts."""
    if channel is not None:
        packs, usual = packs_of(channel), jurisdictions_of(article, channel)
    else:
        packs, usual = desk().packs or None, None if article.jurisdictions else desk().jurisdictions or None
    now, as_of = Moment(instant=timezone.now()), parse_moment(query.as_of) if query.as_of else None
    asked = query.jurisdiction or usual
    reference = reference_of(packs)
    return in_time(BUDGET_MS, lambda: check(article, reference, now=now, as_of=as_of, jurisdictions=asked))
