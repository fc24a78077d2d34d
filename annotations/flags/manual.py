"""Flags that people raise: "legal: check this line". Their evidence is a quote, followed through later texts.

No check opens or fixes one; it is settled, or dismissed, by a person, and goes with its article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from annotations.engine.report import Level, Outcome
from annotations.flags.anchors import Anchor, Placed, anchor_at, find
from annotations.flags.life import Cause, Step, TransitionRefused, alter, moment, move, take, tell
from annotations.flags.life import note as noted
from annotations.flags.notes import SHORTEST, optional, required
from annotations.flags.reading import Place, Reading
from annotations.locking import locked
from annotations.models.article import Article
from annotations.models.flag import Flag
from annotations.models.revision import Revision
from annotations.permissions import require

if TYPE_CHECKING:
    from django.contrib.auth.models import User

RULE = "manual"
FAMILY = "manual"
MISSED = Outcome.MISSING
"""Of a flag that says what the rules should have said: the only way to see what they do not find."""
LOST = "evidence_lost"
FOUND = "evidence_found"


def raise_flag(
    article: Article, *, by: User, quote: str, note: str, field: str = "body", start: int | None = None,
    level: str = Level.WARNING.value, at: datetime | None = None, missed: bool = False,
) -> Flag:
    """Flags the words ``quote`` of the article's newest text; ``note`` says what to look at.

    ``start``: where in the field, as it was sent, the words begin; needed only when they stand there more than once.
    ``missed``: a rule should have found it; such flags have the outcome ``missing`` and are counted as misses.

    Raises:
        Http404, PermissionDenied: as ``permissions.require`` for ``add_flag``.
        TransitionRefused: ``note_required``, ``unknown_level``, ``no_text``, ``quote_not_found``, ``quote_ambiguous``.
    """
    require(by, "add_flag", article.channel)
    said = required(note, "note_required", _("Say what is to be looked at."))
    if level not in {known.value for known in Level}:
        raise TransitionRefused("unknown_level", _("A level is error, warning or note."))
    with transaction.atomic():
        stored = locked(Article.objects.filter(pk=article.pk).select_related("channel", "latest"), by="unchecked")
        reading = Reading.of(stored.latest) if stored is not None else None
        if stored is None or stored.latest is None or reading is None:
            raise TransitionRefused("no_text", _("There is no text of this article that can be read."))
        anchor = anchor_at(reading, _place(reading, field, quote, start))
        flag = Flag.objects.create(
            article=stored, key=uuid4().hex, rule=RULE, family=FAMILY, subject=by.get_username()[:300],
            outcome=(MISSED if missed else Outcome.REVIEW).value, level=level, message=said, manual=True,
            finding=_finding(anchor), first_revision=stored.latest, last_revision=stored.latest,
            opened_at=moment(at),
        )
        tell(flag, "raised", Cause(at=flag.opened_at, actor=by, because=said, data={"anchor": anchor.as_json()}))
    return flag


def settle(
    flag: Flag, *, by: User, note: str = "", at: datetime | None = None, expected_version: int | None = None
) -> None:
    """Closes a flag that a person had raised: what it asked for is done. ``note`` says how.

    Raises:
        Http404, PermissionDenied: as ``permissions.require`` for ``add_flag``; of level error, for who has not raised
            it, ``dismiss_error_flag`` too.
        TransitionRefused: ``not_manual``; ``note_required`` for one of level error; ``wrong_state`` when it is closed.
    """
    require(by, "add_flag", flag.article.channel)
    with transaction.atomic():
        take(flag, expected_version)
        if not flag.manual:
            raise TransitionRefused("not_manual", _("Only a check closes a flag that a check has opened."))
        if flag.level == Level.ERROR.value:
            if not flag.events.filter(kind="raised", actor_id=by.pk).exists():
                require(by, "dismiss_error_flag", flag.article.channel)
            told = _("Say how it was settled, in at least %(count)d characters.") % {"count": SHORTEST}
            required(note, "note_required", told, shortest=SHORTEST)
        cause = Cause(at=moment(at), actor=by, because="settled", data={"note": optional(note)})
        move(flag, Step.RETIRE, cause)


def follow(
    flags: Iterable[Flag], revision: Revision, cause: Cause, reading: Callable[[], Reading | None]
) -> None:
    """Takes an article's manual flags that are not closed along to its newest text: placed anew, or lost, but never
    moved on a guess."""
    for flag in flags:
        if flag.article.status == Article.Status.WITHDRAWN:
            why = Cause(at=cause.at, check=cause.check, because="withdrawn")
            move(flag, Step.RETIRE, why, found=False)
        elif flag.last_revision_id != revision.pk:
            _follow(flag, revision, cause, reading())


def _follow(flag: Flag, revision: Revision, cause: Cause, reading: Reading | None) -> None:
    anchor = Anchor.from_json(flag.finding["anchor"])
    placed = find(anchor, reading) if reading is not None else None
    changes: dict[str, Any] = {"last_revision": revision}
    if placed is not None and reading is not None:
        changes["finding"] = _finding(_anew(anchor, placed, reading), match=placed.match)
    if flag.found == (placed is not None):
        noted(flag, changes)
        return
    why = FOUND if placed is not None else LOST
    alter(flag, why, Cause(at=cause.at, check=cause.check, because=why), found=placed is not None, **changes)


def _anew(anchor: Anchor, placed: Placed, reading: Reading) -> Anchor:
    place = reading.place_at(placed.field, placed.start, placed.exact)
    return anchor_at(reading, place) if place is not None else anchor


def _place(reading: Reading, field: str, quote: str, start: int | None) -> Place:
    places = list(reading.places(field, quote))
    if start is not None:
        places = [place for place in places if place.piece.start == start]
    if not places:
        raise TransitionRefused("quote_not_found", _("These words do not stand in the newest text."))
    if len(places) > 1:
        said = _("These words stand in the text %(count)d times: quote more of them, or say where.")
        raise TransitionRefused("quote_ambiguous", said % {"count": len(places)})
    return places[0]


def _finding(anchor: Anchor, *, match: float = 1.0) -> dict[str, Any]:
    """What a report would have, as far as a person's flag has it: the evidence, and how alike it is to what it was."""
    piece = {name: getattr(anchor, name) for name in ("field", "start", "end", "exact", "prefix", "suffix")}
    return {"rule": RULE, "evidence": [piece], "anchor": anchor.as_json(), "match": match}
