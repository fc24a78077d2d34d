"""Does to flags what a person asks, one at a time or many, and says in words what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from annotations.flags.at_once import allowed_of, tried_again, within_the_hour
from annotations.flags.life import TransitionRefused, VersionConflict
from annotations.flags.telling import tell_person
from annotations.models.flag import Flag
from annotations.models.told import Told
from annotations.permissions import visible
from annotations.review.flag.deeds import Deed, Way
from annotations.review.flag.forms import Asked
from annotations.review.history import Line, last_change, line_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MOST = 500
"""Flags that something is done to at once."""
_TOO_LATE = frozenset({"wrong_state", "claimed", "waiver_exists"})


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody was faster. ``theirs``: what they did last; the flag is as they left it."""

    flag: Flag
    said: str
    theirs: Line | None


@dataclass(slots=True)
class Outcome:
    """What came of doing something to many flags: the way back from what was done, and why others were left."""

    ways: list[Way] = field(default_factory=list)
    done: list[Flag] = field(default_factory=list)
    skipped: list[tuple[Flag, str]] = field(default_factory=list)

    def reasons(self) -> list[tuple[str, int]]:
        """Why flags were left, and how many for that reason; the commonest first."""
        counts: dict[str, int] = {}
        for _flag, why in self.skipped:
            counts[why] = counts.get(why, 0) + 1
        return sorted(counts.items(), key=lambda row: (-row[1], row[0]))


class _TakenBack(Exception):
    """Ends a try that is not to be kept."""


def flag_for(person: User, key: int) -> Flag:
    """The flag.

    Raises:
        Http404: there is none that the person may see.
    """
    rows = Flag.objects.select_related("article__channel", "assignee", "last_revision", "article__verdict")
    found = visible(rows, person).filter(pk=key).first()
    if found is None:
        raise Http404(_("There is nothing here."))
    return found


def do(deed: Deed, flag: Flag, asked: Asked, *, by: User, at: datetime, version: int) -> list[Way] | Conflict:
    """Does it to one flag, once; a conflict when somebody was faster, of which both are told.

    Raises:
        Http404, PermissionDenied, TransitionRefused: as the functions that decide.
    """
    try:
        return tried_again(partial(_atomic, deed, flag, asked, by, at, version))
    except TransitionRefused as error:
        changed = last_change(flag)
        flag = flag_for(by, flag.pk)
        if not isinstance(error, VersionConflict) and not (error.code in _TOO_LATE and flag.version != version):
            raise
        mine = changed is not None and changed.actor_id == by.pk
        if changed is not None and not mine:
            wanted = {"deed": deed.name, "note": asked.note}
            tell_person(changed.actor_id, Told.Kind.CAME_TOO_LATE, flag, by=by, at=at, **wanted)
        return Conflict(flag, str(error), line_of(changed) if changed is not None else None)


def do_to_many(
    deed: Deed, seen: Sequence[tuple[Flag, int]], asked: Asked, *, by: User, at: datetime, keep: bool
) -> Outcome:
    """Does it to each of the flags at the version that was seen; each by itself, none because of another.

    ``keep``: without it everything is taken back at once, and the outcome says what would have come of it.
    """
    made, allowed = Outcome(), allowed_of(by) if deed.name == "dismiss" else None
    try:
        with nullcontext() if keep else transaction.atomic():
            for flag, version in seen:
                _one_of_many(made, deed, flag, version, asked, by, at, allowed)
            if not keep:
                raise _TakenBack
    except _TakenBack:
        pass
    return made


def _one_of_many(
    made: Outcome, deed: Deed, flag: Flag, version: int, asked: Asked, by: User, at: datetime, allowed: int | None
) -> None:
    work = partial(_atomic, deed, flag, asked, by, at, version)
    try:
        if allowed is not None:
            limited = work
            work = partial(within_the_hour, by, allowed, at=at, work=limited)
        made.ways += tried_again(work)
        made.done.append(flag)
    except VersionConflict:
        made.skipped.append((flag, _("somebody has changed it since the list was made")))
    except (TransitionRefused, PermissionDenied) as error:
        made.skipped.append((flag, str(error).rstrip(".")))
    except Http404:
        made.skipped.append((flag, _("it is no longer there for you")))


def _atomic(deed: Deed, flag: Flag, asked: Asked, by: User, at: datetime, version: int) -> list[Way]:
    with transaction.atomic():
        return deed.run(flag, asked, by, at, version)

