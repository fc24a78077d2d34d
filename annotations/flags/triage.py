"""Whose turn it is: a flag is claimed, released, assigned, sent to legal or a partner. None of it changes its state."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from annotations.flags.life import Cause, TransitionRefused, alter, moment, take
from annotations.flags.notes import optional
from annotations.flags.telling import tell_person
from annotations.models.flag import Flag
from annotations.models.told import Told
from annotations.permissions import channels_of, require

if TYPE_CHECKING:
    from django.contrib.auth.models import User

PERMISSION = "triage_flag"
CLAIM_LASTS = timedelta(minutes=30)
"""A claim that is older may be taken over by anybody."""


def claim(flag: Flag, *, by: User, at: datetime | None = None, expected_version: int | None = None) -> None:
    """``by`` takes a flag on; claiming it again makes the claim last anew.

    Raises:
        Http404, PermissionDenied: as ``permissions.require`` for ``triage_flag``.
        TransitionRefused: ``claimed`` while it is somebody else's; ``wrong_state`` when it is closed.
    """
    require(by, PERMISSION, flag.article.channel)
    now = moment(at)
    with transaction.atomic():
        _take(flag, expected_version)
        holder = claimant(flag, at=now)
        if holder is not None and holder.pk != by.pk:
            raise TransitionRefused(
                "claimed", _("%(name)s has claimed it; a claim lasts 30 minutes.") % {"name": holder.get_username()}
            )
        before = flag.assignee_id
        _alter(flag, "claimed", by, now, assignee=by, claimed_at=now)
        tell_person(before, Told.Kind.TAKEN_OVER, flag, by=by, at=now)


def release(flag: Flag, *, by: User, at: datetime | None = None, expected_version: int | None = None) -> None:
    """Nobody has it any more. A flag that nobody has stays as it is.

    Raises:
        Http404, PermissionDenied: as ``permissions.require`` for ``triage_flag``.
        TransitionRefused: ``wrong_state`` when it is closed.
    """
    require(by, PERMISSION, flag.article.channel)
    with transaction.atomic():
        _take(flag, expected_version)
        if flag.assignee_id is not None:
            _alter(flag, "released", by, moment(at), assignee=None, claimed_at=None)


def assign(
    flag: Flag, *, to: User, by: User, note: str = "", at: datetime | None = None, expected_version: int | None = None
) -> None:
    """Gives a flag to somebody of its channel; whoever had it loses it.

    Raises:
        Http404, PermissionDenied: as ``permissions.require`` for ``triage_flag``.
        TransitionRefused: ``not_a_member`` when ``to`` does not work on the channel; ``wrong_state`` when it is closed.
    """
    require(by, PERMISSION, flag.article.channel)
    if not channels_of(to).filter(pk=flag.article.channel_id).exists():
        raise TransitionRefused(
            "not_a_member", _("%(name)s does not work on this channel.") % {"name": to.get_username()}
        )
    now = moment(at)
    with transaction.atomic():
        _take(flag, expected_version)
        data = {"to": to.pk, "to_name": to.get_username(), "note": optional(note)}
        _alter(flag, "assigned", by, now, data=data, assignee=to, claimed_at=now)


def send_to(
    flag: Flag, *, waiting_on: str, by: User, note: str = "", at: datetime | None = None,
    expected_version: int | None = None,
) -> None:
    """Says whom a flag waits for (``Flag.WaitingOn``); empty: for nobody in particular.

    Raises:
        Http404, PermissionDenied: as ``permissions.require`` for ``triage_flag``.
        TransitionRefused: ``unknown_desk``; ``wrong_state`` when it is closed.
    """
    require(by, PERMISSION, flag.article.channel)
    if waiting_on not in Flag.WaitingOn.values:
        known = ", ".join(filter(None, Flag.WaitingOn.values))
        raise TransitionRefused("unknown_desk", _("A flag can wait on: %(known)s.") % {"known": known})
    with transaction.atomic():
        _take(flag, expected_version)
        if flag.waiting_on != waiting_on:
            data = {"waiting_on": waiting_on, "note": optional(note)}
            _alter(flag, "sent", by, moment(at), data=data, waiting_on=waiting_on)


def claimant(flag: Flag, *, at: datetime) -> User | None:
    """Who has a flag now; a claim ends after half an hour without a step."""
    if flag.assignee is None or flag.claimed_at is None or at - flag.claimed_at >= CLAIM_LASTS:
        return None
    return flag.assignee


def _take(flag: Flag, expected_version: int | None) -> None:
    take(flag, expected_version)
    if flag.state == Flag.State.CLOSED:
        raise TransitionRefused("wrong_state", _("The flag is closed."))


def _alter(
    flag: Flag, kind: str, by: User, at: datetime, *, data: dict[str, Any] | None = None, **changes: Any
) -> None:
    alter(flag, kind, Cause(at=at, actor=by, data=data), **changes)
