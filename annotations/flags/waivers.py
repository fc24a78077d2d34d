"""Waivers: an obligation set aside until a stated time. A waiver of an error needs a second person."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from annotations import conf
from annotations.delivery.verdicts import tell_again
from annotations.flags.decisions import close_if_gone
from annotations.flags.life import Cause, Step, TransitionRefused, alter, moment, move, take
from annotations.flags.notes import required
from annotations.models.flag import Flag
from annotations.models.waiver import Waiver
from annotations.permissions import require

if TYPE_CHECKING:
    from django.contrib.auth.models import User

State = Waiver.State
_AT_ONCE = 500


def request(
    flag: Flag, *, by: User, reason: str, until: datetime, at: datetime | None = None,
    expected_version: int | None = None,
) -> Waiver:
    """Waives an open flag until then. One of level ``error`` stays open until a second person approves.

    Raises:
        Http404, PermissionDenied: as ``permissions.require`` for ``waive_flag``.
        TransitionRefused: ``reason_required``, ``bad_end`` (not later, or longer than ``WAIVER_MAX_DAYS``),
            ``waiver_exists``; ``wrong_state`` when it is not open.
        VersionConflict: it is not at ``expected_version``.
    """
    require(by, "waive_flag", flag.article.channel)
    said, now = required(reason, "reason_required", _("Say why it is waived.")), moment(at)
    _require_end(until, now)
    with transaction.atomic():
        take(flag, expected_version)
        if flag.state != Flag.State.OPEN:
            raise TransitionRefused("wrong_state", _("Only an open flag can be waived."))
        made = _make(flag, by, said, until)
        data = {"waiver": made.pk, "reason": said, "until": until.isoformat()}
        if made.state == State.ACTIVE:
            _waive(flag, Cause(at=now, actor=by, because=said, data=data))
        else:
            alter(flag, "waiver requested", Cause(at=now, actor=by, because=said, data=data))
    return made


def approve(waiver: Waiver, *, by: User, at: datetime | None = None, expected_version: int | None = None) -> None:
    """A second person lets a waiver of level ``error`` begin.

    Raises:
        Http404, PermissionDenied: as ``permissions.require`` for ``approve_waiver``.
        TransitionRefused: ``second_person`` for who asked for it; ``wrong_state`` when it does not wait for approval;
            ``bad_end`` when its time is over.
        VersionConflict: the flag, and with it its waivers, is not at ``expected_version``.
    """
    flag, now = waiver.flag, moment(at)
    require(by, "approve_waiver", flag.article.channel)
    with transaction.atomic():
        _take(waiver, expected_version)
        if waiver.state != State.REQUESTED:
            raise TransitionRefused("wrong_state", _("This waiver does not wait for approval."))
        if waiver.requested_by_id == by.pk:
            raise TransitionRefused("second_person", _("A second person must approve it."))
        if waiver.until <= now:
            raise TransitionRefused("bad_end", _("Its time is over."))
        waiver.state, waiver.approved_by = State.ACTIVE, by
        waiver.save(update_fields=["state", "approved_by"])
        data = {"waiver": waiver.pk, "reason": waiver.reason, "until": waiver.until.isoformat()}
        _waive(flag, Cause(at=now, actor=by, because=waiver.reason, data=data))


def revoke(waiver: Waiver, *, by: User, at: datetime | None = None, expected_version: int | None = None) -> None:
    """Ends a waiver before its time, or turns down one that waits for approval.

    Raises:
        Http404, PermissionDenied: as ``permissions.require`` for ``waive_flag``.
        TransitionRefused: ``wrong_state`` when it is over.
    """
    flag, now = waiver.flag, moment(at)
    require(by, "waive_flag", flag.article.channel)
    with transaction.atomic():
        _take(waiver, expected_version)
        data = {"waiver": waiver.pk}
        if waiver.state == State.REQUESTED:
            _end(waiver, State.REVOKED, now)
            alter(flag, "waiver turned down", Cause(at=now, actor=by, data=data))
        elif waiver.state == State.ACTIVE:
            _end(waiver, State.REVOKED, now)
            _open_again(flag, Cause(at=now, actor=by, because="waiver_revoked", data=data))
        else:
            raise TransitionRefused("wrong_state", _("This waiver is over."))


def end_due(*, at: datetime) -> int:
    """Ends the waivers whose time is over, and opens their flags again; how many. To be called every minute."""
    ended = 0
    due = Waiver.objects.filter(state__in=(State.REQUESTED, State.ACTIVE), until__lte=at).order_by("until", "pk")
    for waiver in due.select_related("flag__article__channel")[:_AT_ONCE]:
        with transaction.atomic():
            _take(waiver)
            ended += _end_due(waiver, at)
    return ended


def _end_due(waiver: Waiver, at: datetime) -> bool:
    if waiver.state not in (State.REQUESTED, State.ACTIVE) or waiver.until > at:
        return False
    was_active = waiver.state == State.ACTIVE
    _end(waiver, State.ENDED, at)
    cause = Cause(at=at, because="waiver_ended", data={"waiver": waiver.pk})
    if was_active:
        _open_again(waiver.flag, cause)
    else:
        alter(waiver.flag, "waiver lapsed", cause)
    return True


def _waive(flag: Flag, cause: Cause) -> None:
    move(flag, Step.WAIVE, cause)
    tell_again(flag.article_id, at=cause.at)


def _open_again(flag: Flag, cause: Cause) -> None:
    move(flag, Step.TAKE_BACK, cause)
    close_if_gone(flag, at=cause.at)
    tell_again(flag.article_id, at=cause.at)


def _make(flag: Flag, by: User, reason: str, until: datetime) -> Waiver:
    state = State.REQUESTED if flag.level == "error" else State.ACTIVE
    try:
        with transaction.atomic():
            return Waiver.objects.create(flag=flag, state=state, reason=reason, until=until, requested_by=by)
    except IntegrityError:
        raise TransitionRefused("waiver_exists", _("A waiver of this flag waits for approval already.")) from None


def _require_end(until: datetime, now: datetime) -> None:
    longest = conf.desk().waiver_max_days
    if until <= now:
        raise TransitionRefused("bad_end", _("A waiver ends later than now."))
    if until - now > timedelta(days=longest):
        raise TransitionRefused("bad_end", _("A waiver lasts %(days)d days at most.") % {"days": longest})


def _take(waiver: Waiver, expected_version: int | None = None) -> None:
    take(waiver.flag, expected_version)
    waiver.refresh_from_db(fields=["state", "until", "approved_by", "ended_at"])


def _end(waiver: Waiver, state: str, at: datetime) -> None:
    waiver.state, waiver.ended_at = state, at
    waiver.save(update_fields=["state", "ended_at"])
