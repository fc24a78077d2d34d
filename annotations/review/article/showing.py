"""An article put together for its page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from annotations.api.marked import MarkedText
from annotations.gate.verdict import verdict_now
from annotations.models.article import Article
from annotations.models.check import Check
from annotations.models.event import Event
from annotations.models.flag import Flag
from annotations.models.override import Override
from annotations.models.revision import Revision
from annotations.review.evidence import finding_of, text_with

MOST_FLAGS = 200
MOST_TEXTS = 50
_BORN = frozenset({"opened", "reopened", "raised"})
_DIED = frozenset({"fixed", "obsolete", "dismissed"})
_PASSED = frozenset({"satisfied", "exempt", "voluntary"})


@dataclass(frozen=True, slots=True)
class Standing:
    """How one rendition stands at the gate. ``override``: what lets its newest text out all the same."""

    article: Article
    verdict: str
    override: Override | None


@dataclass(frozen=True, slots=True)
class Numbered:
    """A flag of the checklist; ``number``: of its marks in the text, 0 without any."""

    number: int
    flag: Flag


@dataclass(frozen=True, slots=True)
class Passed:
    """Something owed that is there, or need not be. ``words``: where it was found."""

    rule: str
    subject: str
    outcome: str
    words: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Text:
    """One revision, with what its check came to, and the flags that were born and that died by it."""

    revision: Revision
    decision: str
    born: tuple[int, ...]
    died: tuple[int, ...]
    newest: bool
    live: bool
    before: Revision | None
    """The text that came before it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything on the page of an article."""

    article: Article
    standings: Sequence[Standing]
    text: MarkedText | None
    open: Sequence[Numbered]
    set_aside: Sequence[Flag]
    passed: Sequence[Passed]
    check: Check | None
    texts: Sequence[Text]
    language: str
    unchecked: Sequence[Mapping[str, Any]]


def shown(article: Article, *, at: datetime) -> Shown:
    """The page's content."""
    flags = list(Flag.objects.filter(article=article).order_by("urgency", "opened_at", "id")[:MOST_FLAGS])
    waiting = [flag for flag in flags if flag.state == Flag.State.OPEN]
    check = article.verdict
    report: Mapping[str, Any] = (check.report if check is not None else None) or {}
    language = str((report.get("article") or {}).get("language") or "und")
    # What has no words in the body has no number there.
    placed = [flag for flag in waiting if _in_body(flag)]
    text = text_with([finding_of(flag) for flag in placed], article.latest, language)
    numbers = {flag.pk: number for number, flag in enumerate(placed, start=1)}
    return Shown(
        article, _standings(article, at), text, [Numbered(numbers.get(flag.pk, 0), flag) for flag in waiting],
        [flag for flag in flags if flag.state == Flag.State.WAIVED or _is_dismissed(flag)],
        list(_passed(report)), check, _texts(article), language, report.get("unchecked") or (),
    )  # fmt: skip


def _in_body(flag: Flag) -> bool:
    return any(piece.get("field") == "body" for piece in flag.finding.get("evidence", ()))


def _is_dismissed(flag: Flag) -> bool:
    return flag.reason in (Flag.Reason.FALSE_POSITIVE, Flag.Reason.NOT_APPLICABLE)


def _standings(article: Article, at: datetime) -> list[Standing]:
    """Every rendition of the story, this one among them."""
    rows = Article.objects.filter(channel=article.channel_id, external_id=article.external_id)
    found = rows.select_related("channel", "verdict__revision").order_by("rendition")[:20]
    return [Standing(row, verdict_now(row, at=at), _override(row, at)) for row in found]


def _override(article: Article, at: datetime) -> Override | None:
    rows = Override.objects.filter(article=article, expires_at__gt=at).select_related("by")
    return rows.order_by("-expires_at").first()


def _passed(report: Mapping[str, Any]) -> Iterator[Passed]:
    """What was owed and is in order; each with the words that were taken for it, where the report says which."""
    for row in report.get("requirements", ()):
        if row["outcome"] in _PASSED:
            yield Passed(row["rule"], row["subject"], row["outcome"], _words(report, row))


def _words(report: Mapping[str, Any], row: Mapping[str, Any]) -> Mapping[str, Any] | None:
    for notice in report.get("notices", ()):
        if row["subject"] in notice["subjects"] and notice["visible"]:
            return dict(notice)
    for credit in report.get("credits", ()):
        if credit["source"] == row["subject"]:
            return dict(credit)
    return None


def _texts(article: Article) -> list[Text]:
    """The newest texts first. What was born and what died is read from the audit trail."""
    rows = Revision.objects.filter(article=article).defer("payload", "word_hashes")
    revisions = list(rows.order_by("-sequence")[: MOST_TEXTS + 1])
    decisions = dict(Check.objects.filter(revision__in=revisions).order_by("id").values_list("revision", "decision"))
    born, died = _births(article, [row.pk for row in revisions])
    befores = [*revisions[1:], None]
    return [
        Text(
            row, decisions.get(row.pk, ""), tuple(born.get(row.pk, ())), tuple(died.get(row.pk, ())),
            row.pk == article.latest_id, row.pk == article.live_id, before,
        )
        for row, before in zip(revisions, befores, strict=True)
    ][:MOST_TEXTS]  # fmt: skip


def _births(article: Article, revisions: Sequence[int]) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    born: dict[int, list[int]] = {}
    died: dict[int, list[int]] = {}
    events = Event.objects.filter(article=article, flag__isnull=False, revision__in=revisions, kind__in=_BORN | _DIED)
    for kind, flag, revision in events.order_by("id").values_list("kind", "flag", "revision"):
        (born if kind in _BORN else died).setdefault(revision, []).append(flag)
    return born, died
