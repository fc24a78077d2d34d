"""What a person asks of a flag, done by the functions of the desk that decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from django.contrib.auth import get_user_model
from django.db import transaction
from pydantic import Field

from annotations.flags import decisions, manual, triage, waivers
from annotations.flags.fixing import FixRefused, apply_fix
from annotations.flags.holding import last_dismissal
from annotations.flags.life import TransitionRefused, take
from annotations.models.decision import Decision
from annotations.models.flag import Flag
from annotations.models.waiver import Waiver
from annotations.rest.operation import Instant, Sent
from annotations.rest.problem import no_such
from annotations.rest.refusals import refused, resolved_already

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Action = Literal[
    "dismiss", "waive", "approve", "revoke", "reopen", "undo", "comment", "claim", "release", "assign", "send",
    "settle", "apply_fix",
]
Reason = Literal[
    "wrong_entity", "not_a_mention", "already_present", "not_in_force", "contract_exempt", "editorial_decision", "test"
]
_RESOLVING = frozenset({"dismiss", "waive", "settle", "apply_fix"})


class What(Sent):
    """What is asked of a flag, apart from which."""

    action: Action
    reason: Reason | None = Field(None, description="Of a dismissal.")
    note: str = Field("", max_length=4000, description="Why; required of a waiver, a comment, a reopening.")
    until: Instant | None = Field(None, description="When a waiver ends.")
    scope: Literal["article", "story"] = Field("article", description="How far a dismissal reaches.")
    assignee: str | None = Field(None, max_length=150, description="A user name, for `assign`.")
    waiting_on: Literal["", "desk", "legal", "partner"] = Field("", description="For `send`.")
    decision: int | None = Field(
        None, ge=1, lt=10**18, description="Which one to undo; default: the dismissal that keeps the flag closed."
    )
    fix: int = Field(0, ge=0, le=100, description="Which of the fixes to apply, from 0.")


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it."""

    flag: Flag
    decision: Decision | None = None
    waiver: Waiver | None = None


def decide(flag: Flag, asked: What, *, by: User, at: datetime, expected_version: int) -> Done:
    """Does what is asked of a flag at that version; one transaction.

    Raises:
        ApiProblem: somebody has resolved it before, or there is nothing to approve, revoke or undo.
        Http404, PermissionDenied, TransitionRefused, VersionConflict: as the functions that decide.
    """
    try:
        with transaction.atomic():
            if asked.action == "dismiss":
                # It takes the locks of the whole story itself, in the one order.
                return _dismiss(flag, asked, by, at, expected_version)
            take(flag, expected_version)
            return _DO[asked.action](flag, asked, by, at)
    except FixRefused as error:
        raise refused(error) from error
    except TransitionRefused as error:
        now = Flag.objects.get(pk=flag.pk)
        if asked.action in _RESOLVING and now.state == Flag.State.CLOSED:
            raise resolved_already(now) from error
        raise


def assign(flag: Flag, name: str | None, *, by: User, at: datetime, note: str = "") -> None:
    """Gives a flag to the person of that user name; ``None``: to nobody.

    Raises:
        TransitionRefused: ``not_a_member``, in the same words for a name that nobody has.
    """
    if name is None:
        triage.release(flag, by=by, at=at)
        return
    to = get_user_model().objects.filter(username=name).first()
    if to is None:
        raise TransitionRefused("not_a_member", f"{name} does not work on this channel.")
    triage.assign(flag, to=to, by=by, note=note, at=at)


def _dismiss(flag: Flag, asked: What, by: User, at: datetime, expected_version: int) -> Done:
    made = decisions.dismiss(
        flag, by=by, reason=asked.reason or "", note=asked.note, scope=asked.scope, at=at,
        expected_version=expected_version,
    )
    return Done(flag, decision=made)


def _waive(flag: Flag, asked: What, by: User, at: datetime) -> Done:
    if asked.until is None:
        raise TransitionRefused("bad_end", "is required")
    return Done(flag, waiver=waivers.request(flag, by=by, reason=asked.note, until=asked.until, at=at))


def _approve(flag: Flag, asked: What, by: User, at: datetime) -> Done:
    waiver = _waiver(flag)
    waivers.approve(waiver, by=by, at=at)
    return Done(waiver.flag, waiver=waiver)


def _revoke(flag: Flag, asked: What, by: User, at: datetime) -> Done:
    waiver = _waiver(flag)
    waivers.revoke(waiver, by=by, at=at)
    return Done(waiver.flag, waiver=waiver)


def _reopen(flag: Flag, asked: What, by: User, at: datetime) -> Done:
    decisions.reopen(flag, by=by, note=asked.note, at=at)
    return Done(flag)


def _undo(flag: Flag, asked: What, by: User, at: datetime) -> Done:
    known = Decision.objects.filter(flag=flag).select_related("flag__article__channel")
    found = known.filter(pk=asked.decision).first() if asked.decision else last_dismissal(flag)
    if found is None:
        raise no_such()
    decisions.undo(found, by=by, at=at)
    return Done(found.flag, decision=found)


def _comment(flag: Flag, asked: What, by: User, at: datetime) -> Done:
    return Done(flag, decision=decisions.comment(flag, by=by, note=asked.note, at=at))


def _claim(flag: Flag, asked: What, by: User, at: datetime) -> Done:
    triage.claim(flag, by=by, at=at)
    return Done(flag)


def _release(flag: Flag, asked: What, by: User, at: datetime) -> Done:
    triage.release(flag, by=by, at=at)
    return Done(flag)


def _assign(flag: Flag, asked: What, by: User, at: datetime) -> Done:
    assign(flag, asked.assignee, by=by, at=at, note=asked.note)
    return Done(flag)


def _send(flag: Flag, asked: What, by: User, at: datetime) -> Done:
    triage.send_to(flag, waiting_on=asked.waiting_on, by=by, note=asked.note, at=at)
    return Done(flag)


def _settle(flag: Flag, asked: What, by: User, at: datetime) -> Done:
    manual.settle(flag, by=by, note=asked.note, at=at)
    return Done(flag)


def _apply_fix(flag: Flag, asked: What, by: User, at: datetime) -> Done:
    apply_fix(flag, asked.fix, by=by)
    return Done(flag)


def _waiver(flag: Flag) -> Waiver:
    open_ones = Waiver.objects.filter(flag=flag, state__in=(Waiver.State.REQUESTED, Waiver.State.ACTIVE))
    found = open_ones.select_related("flag__article__channel").first()
    if found is None:
        raise TransitionRefused("wrong_state", "The flag has no waiver that is open.")
    return found


_DO: Mapping[str, Callable[..., Done]] = {
    "waive": _waive, "approve": _approve, "revoke": _revoke, "reopen": _reopen, "undo": _undo,
    "comment": _comment, "claim": _claim, "release": _release, "assign": _assign, "send": _send, "settle": _settle,
    "apply_fix": _apply_fix,
}
