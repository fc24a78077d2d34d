"""Bodies of answers, and how rows become them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.utils import timezone
from pydantic import ConfigDict, Field

from annotations.gate.verdict import verdict_of
from annotations.models.article import Article
from annotations.models.callback import Callback
from annotations.models.check import Check
from annotations.models.flag import Flag
from annotations.models.override import Override
from annotations.models.revision import Revision
from annotations.models.waiver import Waiver
from annotations.rest.operation import Told
from annotations.rest.paging import Page

Decided = Literal["allow", "annotate", "warn", "block", "unchecked"]


class ReportTold(Told):
    """The report (`annotations/report/1`)."""

    model_config = ConfigDict(extra="allow")

    schema_: Literal["annotations/report/1"] = Field(alias="schema")
    article: dict[str, str]
    as_of: str
    decision: Literal["allow", "annotate", "warn", "block"]
    engine: str
    packs: dict[str, str]
    registers: dict[str, str]
    requirements: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    unchecked: list[dict[str, Any]] = Field([], description="What could not be checked, and why; absent when nothing.")


class VerdictTold(Told):
    """What a check of a revision came to."""

    decision: Decided
    as_of: str
    error_code: str = Field(description="Why it could not be checked; empty when it could.")
    engine: str
    checked_at: datetime

    @classmethod
    def of(cls, check: Check, decision: str | None = None) -> VerdictTold:
        """``decision``: as people's dismissals and waivers leave it; without it, as the text was checked."""
        return cls(
            decision=decision or check.decision, as_of=check.as_of, error_code=check.error_code, engine=check.engine,
            checked_at=check.created_at,
        )


class ArticleTold(Told):
    """What the desk knows of an article."""

    id: str = Field(description="The publishing system's id.")
    rendition: str
    channel: str
    headline: str
    url: str
    status: Literal["draft", "live", "withdrawn"]
    revision: int | None = Field(description="The newest, by order of arrival.")
    unchecked: str = Field(description="Code of why the newest revision could not be checked; empty when it could.")
    verdict: VerdictTold | None = Field(description="Of the newest revision; null while it is not checked.")
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, row: Article, *, as_checked: bool = False) -> ArticleTold:
        """``as_checked``: it is known that nobody has dismissed or waived anything of it."""
        return cls(
            id=row.external_id, rendition=row.rendition, channel=row.channel.name, headline=row.headline, url=row.url,
            status=row.status, revision=row.latest.sequence if row.latest is not None else None,
            unchecked=row.unchecked, verdict=verdict_told(row, as_checked=as_checked),
            created_at=row.created_at, updated_at=row.updated_at,
        )


def verdict_told(row: Article, *, as_checked: bool = False) -> VerdictTold | None:
    """The verdict on the newest text with what people have decided since; ``None`` before it is checked."""
    if row.verdict is None:
        return None
    return VerdictTold.of(row.verdict, None if as_checked else verdict_of(row.verdict, row, at=timezone.now()))


class ArticlePage(Page):
    """Articles."""

    results: list[ArticleTold]


class RevisionTold(Told):
    """A text of an article, as it was sent."""

    revision: int = Field(description="1, 2, 3 in the order of arrival.")
    number: int | None = Field(description="The publishing system's own number.")
    digest: str
    origin: str
    newest: bool
    live: bool
    received_at: datetime

    @classmethod
    def of(cls, row: Revision, article: Article) -> RevisionTold:
        return cls(
            revision=row.sequence, number=row.number, digest=row.digest, origin=row.origin,
            newest=row.pk == article.latest_id, live=row.pk == article.live_id, received_at=row.received_at,
        )


class RevisionPage(Page):
    """Revisions of an article."""

    results: list[RevisionTold]


class NoticeTold(Told):
    """A line to print beside the article."""

    text: str = Field(description="Plain words, to be escaped for where they are printed.")
    language: str
    rules: list[str]
    subjects: list[str]
    level: Literal["error", "warning", "note"]


class NoticesTold(Told):
    """The notices that an article owes today and does not carry."""

    article: str
    rendition: str
    revision: int
    notices: list[NoticeTold]
    unchecked: list[str] = Field(
        description="What could not be looked at: while there is anything, no notice does not mean that none is owed."
    )


class FlagTold(Told):
    """A flag: one obligation of one article that waits for people."""

    id: int
    article: str
    rendition: str
    channel: str
    rule: str
    rule_version: int
    family: str
    subject: str
    slot: str
    outcome: str
    level: Literal["error", "warning", "note"]
    confidence: float
    message: str
    state: Literal["open", "waived", "closed"]
    reason: str
    reopened_because: str
    waiting_on: Literal["", "desk", "legal", "partner"]
    assignee: str | None
    claimed_at: datetime | None
    manual: bool
    found: bool = Field(description="Whether the newest check finds it still.")
    live: bool = Field(description="Whether readers see the article.")
    version: int = Field(description="Grows with every change of state; its ETag.")
    opened_at: datetime
    closed_at: datetime | None

    @classmethod
    def of(cls, row: Flag) -> FlagTold:
        return cls(**_flag(row))


class WaiverTold(Told):
    """A waiver that is active, or waits for a second person."""

    id: int
    state: Literal["requested", "active"]
    reason: str
    until: datetime
    requested_by: str | None

    @classmethod
    def of(cls, row: Waiver) -> WaiverTold:
        by = row.requested_by
        return cls(
            id=row.pk, state=row.state, reason=row.reason, until=row.until,
            requested_by=by.get_username() if by is not None else None,
        )


class FlagWhole(FlagTold):
    """A flag with its evidence and fixes."""

    finding: dict[str, Any] = Field(description="The newest finding, as in a report.")
    waiver: WaiverTold | None = Field(description="The one that is open; null when there is none.")

    @classmethod
    def of(cls, row: Flag) -> FlagWhole:
        open_ones = row.waivers.filter(state__in=(Waiver.State.REQUESTED, Waiver.State.ACTIVE))
        waiver = open_ones.select_related("requested_by").first()
        return cls(
            **_flag(row), finding=row.finding, waiver=WaiverTold.of(waiver) if waiver is not None else None
        )


class FlagPage(Page):
    """Flags."""

    results: list[FlagTold]


class OverrideTold(Told):
    """A text let out against the verdict."""

    id: int
    article: str
    rendition: str
    channel: str
    digest: str
    reason: str
    by: str | None
    created_at: datetime
    expires_at: datetime

    @classmethod
    def of(cls, row: Override) -> OverrideTold:
        return cls(
            id=row.pk, article=row.article.external_id, rendition=row.article.rendition,
            channel=row.article.channel.name, digest=row.digest, reason=row.reason,
            by=row.by.get_username() if row.by is not None else None, created_at=row.created_at,
            expires_at=row.expires_at,
        )


class OverridePage(Page):
    """Overrides."""

    results: list[OverrideTold]


class CallbackTold(Told):
    """Where verdicts are told."""

    id: int
    channel: str
    url: str
    events: list[str]
    is_active: bool
    disabled_because: str
    failing_since: datetime | None
    created_at: datetime

    @classmethod
    def of(cls, row: Callback) -> CallbackTold:
        return cls(**_callback(row))


class CallbackPage(Page):
    """Callbacks."""

    results: list[CallbackTold]


class CallbackMade(CallbackTold):
    """A callback that was just added."""

    secret: str = Field(description="What its messages are signed with: `whsec_…`. It is shown this once.")

    @classmethod
    def made(cls, row: Callback, secret: str) -> CallbackMade:
        return cls(**_callback(row), secret=secret)


def _callback(row: Callback) -> dict[str, Any]:
    names = ("id", "url", "events", "is_active", "disabled_because", "failing_since", "created_at")
    return {name: getattr(row, name) for name in names} | {"channel": row.channel.name}


def _flag(row: Flag) -> dict[str, Any]:
    names = (
        "id", "rule", "rule_version", "family", "subject", "slot", "outcome", "level", "confidence", "message", "state",
        "reason", "reopened_because", "waiting_on", "claimed_at", "manual", "found", "version", "opened_at",
        "closed_at",
    )
    article = row.article
    return {name: getattr(row, name) for name in names} | {
        "article": article.external_id, "rendition": article.rendition, "channel": article.channel.name,
        "live": article.status == Article.Status.LIVE,
        "assignee": row.assignee.get_username() if row.assignee is not None else None,
    }
