"""What somebody did last is taken back within ten minutes, unless others have gone on from there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from annotations.flags import decisions, triage, waivers
from annotations.flags.life import TransitionRefused, VersionConflict
from annotations.flags.telling import tell_person
from annotations.models.decision import Decision
from annotations.models.flag import Flag
from annotations.models.told import Told
from annotations.models.waiver import Waiver
from annotations.permissions import visible
from annotations.review.flag.deeds import Way
from annotations.review.history import last_change, line_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User

WITHIN = timedelta(minutes=10)
_KEPT = "annotations_undo"
"""In the session: only the last deed can be taken back, and only by who did it."""


@dataclass(frozen=True, slots=True)
class Undoable:
    """What is offered on a page."""

    said: str
    href: str


def remember(request: HttpRequest, ways: Sequence[Way], said: str, *, at: datetime) -> None:
    """Keeps the way back; a deed that has none takes the offer away."""
    if ways:
        request.session[_KEPT] = {"at": at.isoformat(), "said": said, "ways": [asdict(way) for way in ways]}
    else:
        request.session.pop(_KEPT, None)


def offered(request: HttpRequest, *, at: datetime) -> Undoable | None:
    """What can be taken back now."""
    kept = _kept(request, at)
    return Undoable(kept["said"], reverse("admin:annotations_undo")) if kept is not None else None


def take_ways(request: HttpRequest, *, at: datetime) -> list[Way]:
    """The ways back, once; none when ten minutes are over."""
    kept = _kept(request, at)
    request.session.pop(_KEPT, None)
    return [Way(**way) for way in kept["ways"]] if kept is not None else []


def go_back(way: Way, *, by: User, at: datetime) -> None:
    """Takes one deed back.

    Raises:
        Http404, PermissionDenied, TransitionRefused, VersionConflict: as the functions that decide; the last when
            somebody has changed the flag since.
    """
    flag = visible(Flag.objects.select_related("article__channel"), by).get(pk=way.flag)
    _BACK[way.back](flag, way, by, at)


@dataclass(slots=True)
class TakenBack:
    """How many flags are as they were, and, in words, why others are not."""

    done: int = 0
    left: list[str] = field(default_factory=list)


def go_back_all(ways: Sequence[Way], *, by: User, at: datetime) -> TakenBack:
    """Takes all of it back, each flag by itself. Whoever has changed a flag since is told that it was tried."""
    told = TakenBack()
    for way in ways:
        try:
            with transaction.atomic():
                go_back(way, by=by, at=at)
            told.done += 1
        except VersionConflict:
            told.left.append(_left_to(way, by, at))
        except (TransitionRefused, PermissionDenied) as error:
            told.left.append(f"F-{way.flag}: {error}")
        except (ObjectDoesNotExist, Http404):
            told.left.append(_("F-%(number)d: it is no longer there for you.") % {"number": way.flag})
    return told


def _left_to(way: Way, by: User, at: datetime) -> str:
    """Tells the person who was there after us, and says what they did."""
    flag = Flag.objects.get(pk=way.flag)
    changed = last_change(flag)
    if changed is None:
        return _("F-%(number)d has changed since.") % {"number": way.flag}
    tell_person(changed.actor_id, Told.Kind.CAME_TOO_LATE, flag, by=by, at=at, deed="undo", note="")
    line = line_of(changed)
    said = _("F-%(number)d is left as it is: %(who)s has changed it since (%(what)s).")
    return said % {"number": way.flag, "who": line.who, "what": line.said}


def _kept(request: HttpRequest, at: datetime) -> dict[str, Any] | None:
    kept: dict[str, Any] | None = request.session.get(_KEPT)
    if kept is None:
        return None
    made = parse_datetime(kept["at"])
    return kept if made is not None and at - made <= WITHIN else None


def _decision(flag: Flag, way: Way, by: User, at: datetime) -> None:
    made = Decision.objects.select_related("flag__article__channel").get(pk=way.what or 0, flag=flag)
    decisions.undo(made, by=by, at=at, expected_version=way.version)


def _waiver(flag: Flag, way: Way, by: User, at: datetime) -> None:
    made = Waiver.objects.select_related("flag__article__channel").get(pk=way.what or 0, flag=flag)
    waivers.revoke(made, by=by, at=at, expected_version=way.version)


def _release(flag: Flag, way: Way, by: User, at: datetime) -> None:
    triage.release(flag, by=by, at=at, expected_version=way.version)


def _assign(flag: Flag, way: Way, by: User, at: datetime) -> None:
    to = get_user_model()._default_manager.get(pk=way.what or 0)
    triage.assign(flag, to=to, by=by, at=at, expected_version=way.version)


def _send(flag: Flag, way: Way, by: User, at: datetime) -> None:
    triage.send_to(flag, waiting_on=str(way.what or ""), by=by, at=at, expected_version=way.version)


_BACK: dict[str, Callable[[Flag, Way, Any, datetime], None]] = {
    "decision": _decision, "waiver": _waiver, "release": _release, "assign": _assign, "send": _send,
}


