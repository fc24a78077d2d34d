"""The proof of an article at an instant, as values: what was there, what was said of it, who decided, who was told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from annotations.engine.report import Decision as Verdict
from annotations.engine.report import Level, Outcome
from annotations.gate.actions import Actions
from annotations.models.article import Article
from annotations.models.check import Check
from annotations.models.decision import Decision
from annotations.models.delivery import Delivery
from annotations.models.event import Event
from annotations.models.outgoing import Attempt
from annotations.models.override import Override
from annotations.models.revision import Revision
from annotations.models.waiver import Waiver
from annotations.proof.verified import Finding, verified

_ORDER = (Verdict.ALLOW, Verdict.ANNOTATE, Verdict.WARN, Verdict.BLOCK)
_SET_ASIDE = ("closed:false_positive", "closed:not_applicable", "waived:waived")


@dataclass(frozen=True, slots=True)
class FlagThen:
    """A flag as its events had left it at the instant."""

    flag: int
    state: str
    since: datetime
    data: dict[str, Any]
    key: str
    """Of its finding, as reports have it."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything on one page. ``findings``: what was looked at of the record itself, and whether it is as it was."""

    article: Article
    at: datetime
    revision: Revision | None
    check: Check | None
    verdict: str
    flags: tuple[FlagThen, ...]
    decisions: tuple[Decision, ...]
    waivers: tuple[Waiver, ...]
    overrides: tuple[Override, ...]
    received: tuple[Delivery, ...]
    sent: tuple[Attempt, ...]
    events: tuple[Event, ...]
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing of the record contradicts it."""
        return all(finding.holds is not False for finding in self.findings)


def proof_of(article: Article, at: datetime) -> Proof:
    """The proof at ``at``; ``article`` with its channel. A fixed number of queries, and the reading of the chain."""
    revision = Revision.objects.filter(article=article, received_at__lte=at).order_by("-sequence").first()
    check = _check_at(revision, at)
    events = tuple(
        Event.objects.filter(article=article, at__lte=at).select_related("flag", "revision").order_by("sequence")
    )
    flags = _flags_at(events)
    decisions = tuple(
        Decision.objects.filter(flag__article=article, at__lte=at).select_related("flag", "by").order_by("at", "pk")
    )
    overrides = Override.objects.filter(article=article, created_at__lte=at).select_related("by").order_by("pk")
    waivers = Waiver.objects.filter(flag__article=article, created_at__lte=at)
    return Proof(
        article=article, at=at, revision=revision, check=check, verdict=_verdict(article, check, flags), flags=flags,
        decisions=decisions, overrides=tuple(overrides),
        waivers=tuple(waivers.select_related("flag", "requested_by", "approved_by").order_by("pk")),
        received=_received(article, at), sent=_sent(article, at), events=events,
        findings=verified(article, revision, check, decisions, events),
    )


def _check_at(revision: Revision | None, at: datetime) -> Check | None:
    if revision is None:
        return None
    rows = Check.objects.filter(revision=revision, created_at__lte=at).select_related("revision")
    return rows.order_by("-created_at", "-pk").first()


def _flags_at(events: Sequence[Event]) -> tuple[FlagThen, ...]:
    """By the trail, not by what the flags say today."""
    last: dict[int, Event] = {}
    for event in events:
        if event.flag_id is not None and "state" in event.data:
            last[event.flag_id] = event
    found = []
    for key, event in sorted(last.items()):
        finding = str(event.flag.finding.get("key", "")) if event.flag is not None else ""
        found.append(FlagThen(key, str(event.data["state"]), event.at, event.data, finding))
    return tuple(found)


def _verdict(article: Article, check: Check | None, flags: Sequence[FlagThen]) -> str:
    """The decision on the text then, without what people had set aside then."""
    if check is None or check.decision == "unchecked":
        return "unchecked"
    aside = {flag.key for flag in flags if flag.state in _SET_ASIDE}
    rest = [row for row in check.report.get("findings", ()) if row["key"] not in aside]
    if len(rest) == len(check.report.get("findings", ())):
        return check.decision
    actions = Actions.of(article.channel)
    made = [actions.of_level(Level(row["level"]), Outcome(row["outcome"])) for row in rest]
    return max(made, default=Verdict.ALLOW, key=_ORDER.index).value


def _received(article: Article, at: datetime) -> tuple[Delivery, ...]:
    rows = Delivery.objects.filter(Q(revision__article=article), received_at__lte=at)
    return tuple(rows.select_related("revision", "secret").order_by("received_at"))


def _sent(article: Article, at: datetime) -> tuple[Attempt, ...]:
    rows = Attempt.objects.filter(message__article=article, at__lte=at)
    return tuple(rows.select_related("message__callback").order_by("at", "pk"))
