"""A flag put together for its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from annotations.api.marked import MarkedText
from annotations.engine.formats.diff import Hunk, hunks
from annotations.engine.formats.place import Places
from annotations.engine.report import Fix
from annotations.flags.decisions import evidence_in
from annotations.flags.fixing import is_writable
from annotations.flags.triage import claimant
from annotations.models.check import Check
from annotations.models.decision import Decision
from annotations.models.event import Event
from annotations.models.flag import Flag
from annotations.models.revision import Revision
from annotations.models.waiver import Waiver
from annotations.review.evidence import (
    Piece,
    article_in,
    each_apart,
    finding_of,
    fixes_of,
    pieces_of,
    text_with,
)
from annotations.review.flag.deeds import DEEDS, OPEN_WAIVERS, Deed
from annotations.review.flag.grounds import Grounds, grounds_of
from annotations.review.history import Line, lines_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_MOST_EVENTS = 200
_MOST_OTHERS = 50


@dataclass(frozen=True, slots=True)
class ShownFix:
    """A fix as a diff. ``number``: from 0; ``copy``: the words to put in, where one works elsewhere."""

    number: int
    title: str
    safe: bool
    hunks: Sequence[Hunk]
    copy: str


@dataclass(frozen=True, slots=True)
class Lost:
    """Evidence that somebody decided on, and that is moved or lost in the newest text."""

    decision: Decision
    exact: str
    match: int | None
    """How alike its sentence is, in per cent; ``None`` when it is not found."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything on the page of a flag."""

    flag: Flag
    language: str
    pieces: Sequence[Piece]
    more_pieces: int
    text: MarkedText | None
    grounds: Grounds
    fixes: Sequence[ShownFix]
    writable: bool
    waiver: Waiver | None
    history: Sequence[Line]
    comments: Sequence[Decision]
    followed: Sequence[Lost]
    others: Sequence[Flag]
    deeds: Sequence[Deed]
    holder: User | None
    claim_ended: bool


def shown(flag: Flag, person: User, *, at: datetime) -> Shown:
    """The page's content for ``person``."""
    check, revision = _check_of(flag), flag.last_revision
    article = article_in(revision)
    language = _language(flag, check, article.language if article is not None else None)
    pieces, waiver = pieces_of(flag), _waiver_of(flag)
    holder = claimant(flag, at=at)
    decisions = list(Decision.objects.filter(flag=flag).select_related("by", "revision").order_by("-at", "-id"))
    return Shown(
        flag, language, pieces, max(0, len(flag.finding.get("evidence", ())) - len(pieces)),
        text_with(each_apart(finding_of(flag)), revision, language), grounds_of(flag, check, language=language),
        fixes_shown(flag), is_writable(flag), waiver, _history(flag),
        [row for row in decisions if row.kind == Decision.Kind.COMMENT and row.undone_at is None],
        _followed(flag, decisions), _others(flag),
        [deed for deed in DEEDS.values() if _offered(deed, flag, person, waiver, holder)],
        holder, claim_ended=flag.assignee_id is not None and holder is None,
    )  # fmt: skip


def _language(flag: Flag, check: Check | None, stated: str | None) -> str:
    detected = (check.report.get("article") or {}).get("language") if check is not None and check.report else None
    return str(stated or detected or "und")


def _check_of(flag: Flag) -> Check | None:
    """The check that the flag was last found by, as far as it can be told: the newest of its revision."""
    verdict = flag.article.verdict
    if verdict is not None and verdict.revision_id == flag.last_revision_id:
        return verdict
    if flag.last_revision_id is None:
        return None
    return Check.objects.filter(revision=flag.last_revision_id).order_by("-id").first()


def fixes_shown(flag: Flag) -> list[ShownFix]:
    """The fixes of a flag as diffs of the text that they were made for."""
    article = article_in(flag.last_revision)
    if article is None:
        return []
    values = {edit.field: article.field_value(edit.field) for fix in fixes_of(flag) for edit in fix.edits}
    places = Places(article.id, article.id, in_container=True, values=values)
    return [
        ShownFix(number, fix.title, fix.safe, hunks(fix, places), _copied(fix))
        for number, fix in enumerate(fixes_of(flag))
    ]


def _copied(fix: Fix) -> str:
    return "\n".join(edit.text.strip("\n") for edit in fix.edits if edit.text.strip())


def _waiver_of(flag: Flag) -> Waiver | None:
    rows = Waiver.objects.filter(flag=flag, state__in=OPEN_WAIVERS)
    return rows.select_related("requested_by", "approved_by").first()


def _history(flag: Flag) -> list[Line]:
    newest = Event.objects.filter(flag=flag).select_related("revision").order_by("-id")
    return lines_of(newest.defer("revision__payload", "revision__word_hashes")[:_MOST_EVENTS])


def _followed(flag: Flag, decisions: Sequence[Decision]) -> list[Lost]:
    """Of the newest decision, the evidence that is elsewhere in the newest text, or nowhere."""
    made = next((row for row in decisions if row.undone_at is None and row.anchors), None)
    if made is None:
        return []
    newest = _newest(flag)
    if newest is None:
        return []
    found = []
    for anchor, placed in evidence_in(made, newest):
        if placed is None:
            found.append(Lost(made, anchor.exact, None))
        elif placed.match < 1:
            found.append(Lost(made, anchor.exact, round(placed.match * 100)))
    return found


def _newest(flag: Flag) -> Revision | None:
    """The newest text, which mostly is the one that the flag was judged by."""
    return flag.last_revision if flag.last_revision_id == flag.article.latest_id else flag.article.latest


def _others(flag: Flag) -> list[Flag]:
    rows = Flag.objects.filter(article=flag.article_id).exclude(pk=flag.pk).exclude(state=Flag.State.CLOSED)
    return list(rows.order_by("urgency", "opened_at", "id")[:_MOST_OTHERS])


def _offered(deed: Deed, flag: Flag, person: User, waiver: Waiver | None, holder: User | None) -> bool:
    if not person.has_perm(f"annotations.{deed.permission}"):
        return False
    if deed.name == "approve":
        asked = waiver is not None and waiver.state == Waiver.State.REQUESTED
        return asked and waiver is not None and waiver.requested_by_id != person.pk
    if deed.name == "revoke":
        return waiver is not None
    if deed.name == "claim":
        # Somebody else's claim would be refused; one's own may be made anew.
        return deed.fits(flag) and (holder is None or holder.pk == person.pk)
    if deed.name == "fix":
        return deed.fits(flag) and is_writable(flag)
    if deed.name in {"dismiss", "reopen"} and flag.level == "error":
        # Who is shown the flag works on its channel.
        return person.has_perm("annotations.dismiss_error_flag") and deed.fits(flag)
    return deed.fits(flag)
