"""What a person can do with a flag: each is a call of ``annotations.flags``, and how it is taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from annotations.flags import decisions, manual, triage, waivers
from annotations.flags.fixing import apply_fix
from annotations.flags.holding import last_dismissal
from annotations.flags.life import TRANSITIONS, Step, TransitionRefused, take
from annotations.jobs.checks import ARRIVED, enqueue_checks
from annotations.models.flag import Flag
from annotations.models.waiver import Waiver
from annotations.permissions import require
from annotations.review.flag.forms import Asked, AssignForm, CommentForm, DeedForm, DismissForm, NoteForm, WaiveForm

if TYPE_CHECKING:
    from django.contrib.auth.models import User

OPEN_WAIVERS = (Waiver.State.REQUESTED, Waiver.State.ACTIVE)


@dataclass(frozen=True, slots=True)
class Way:
    """The way back from what was done to one flag. ``version``: of the flag after it; any later one is another's."""

    flag: int
    version: int
    back: str
    """``decision``, ``waiver``, ``release``, ``assign``, ``send``."""
    what: int | str | None = None


Run = Callable[[Flag, Asked, "User", datetime, int], list[Way]]


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing to do. ``key``: on the keyboard; ``done``: what is said afterwards."""

    name: str
    label: str | Promise
    done: str | Promise
    permission: str
    run: Run
    fits: Callable[[Flag], bool]
    """Whether it is offered for a flag in this state; whether it is done, ``run`` says."""
    form: type[DeedForm] = DeedForm
    key: str = ""
    asks: bool = False
    """Something must be said first, so it is a link to a page; else it is a button."""
    onward: bool = False
    """The flag is done with: the next one is shown."""
    at_once: bool = False
    """It can be done to many flags."""
    main: bool = False


def _is_open(flag: Flag) -> bool:
    return flag.state != Flag.State.CLOSED


def _claim(flag: Flag, asked: Asked, by: User, at: datetime, version: int) -> list[Way]:
    before = flag.assignee_id
    triage.claim(flag, by=by, at=at, expected_version=version)
    return [] if before == by.pk else [Way(flag.pk, flag.version, "release")]


def _release(flag: Flag, asked: Asked, by: User, at: datetime, version: int) -> list[Way]:
    before = flag.assignee_id
    triage.release(flag, by=by, at=at, expected_version=version)
    return [Way(flag.pk, flag.version, "assign", before)] if before is not None else []


def _assign(flag: Flag, asked: Asked, by: User, at: datetime, version: int) -> list[Way]:
    assert asked.assignee is not None
    before = flag.assignee_id
    triage.assign(flag, to=asked.assignee, by=by, note=asked.note, at=at, expected_version=version)
    return [Way(flag.pk, flag.version, "assign" if before is not None else "release", before)]


def _to_legal(flag: Flag, asked: Asked, by: User, at: datetime, version: int) -> list[Way]:
    return _send(flag, Flag.WaitingOn.LEGAL, asked, by, at, version)


def _to_desk(flag: Flag, asked: Asked, by: User, at: datetime, version: int) -> list[Way]:
    return _send(flag, Flag.WaitingOn.DESK, asked, by, at, version)


def _send(flag: Flag, to: str, asked: Asked, by: User, at: datetime, version: int) -> list[Way]:
    before = flag.waiting_on
    triage.send_to(flag, waiting_on=to, by=by, note=asked.note, at=at, expected_version=version)
    return [Way(flag.pk, flag.version, "send", before)]


def _dismiss(flag: Flag, asked: Asked, by: User, at: datetime, version: int) -> list[Way]:
    others = decisions.also_dismissed(flag) if asked.scope == decisions.Scope.STORY else []
    made = decisions.dismiss(
        flag, by=by, reason=asked.reason, note=asked.note, scope=asked.scope, at=at, expected_version=version
    )
    ways = [Way(flag.pk, flag.version, "decision", made.pk)]
    for other in others:
        other.refresh_from_db()
        its = last_dismissal(other)
        if its is not None and its.at == at:
            ways.append(Way(other.pk, other.version, "decision", its.pk))
    return ways


def _waive(flag: Flag, asked: Asked, by: User, at: datetime, version: int) -> list[Way]:
    if asked.until is None:
        raise TransitionRefused("bad_end", _t("Say until when."))
    made = waivers.request(flag, by=by, reason=asked.note, until=asked.until, at=at, expected_version=version)
    return [Way(flag.pk, flag.version, "waiver", made.pk)]


def _approve(flag: Flag, asked: Asked, by: User, at: datetime, version: int) -> list[Way]:
    waiver = _waiver(flag)
    waivers.approve(waiver, by=by, at=at, expected_version=version)
    return []


def _revoke(flag: Flag, asked: Asked, by: User, at: datetime, version: int) -> list[Way]:
    waivers.revoke(_waiver(flag), by=by, at=at, expected_version=version)
    return []


def _waiver(flag: Flag) -> Waiver:
    found = Waiver.objects.filter(flag=flag, state__in=OPEN_WAIVERS).select_related("flag__article__channel").first()
    if found is None:
        raise TransitionRefused("wrong_state", _t("The flag has no waiver that is open."))
    return found


def _comment(flag: Flag, asked: Asked, by: User, at: datetime, version: int) -> list[Way]:
    # A comment loses nothing of what others did meanwhile, so it is taken whatever they did.
    made = decisions.comment(flag, by=by, note=asked.note, at=at)
    return [Way(flag.pk, flag.version, "decision", made.pk)]


def _reopen(flag: Flag, asked: Asked, by: User, at: datetime, version: int) -> list[Way]:
    decisions.reopen(flag, by=by, note=asked.note, at=at, expected_version=version)
    return []


def _settle(flag: Flag, asked: Asked, by: User, at: datetime, version: int) -> list[Way]:
    manual.settle(flag, by=by, note=asked.note, at=at, expected_version=version)
    return []


def _fix(flag: Flag, asked: Asked, by: User, at: datetime, version: int) -> list[Way]:
    # The host's own code changes the text, so it is there that a fix is taken back.
    take(flag, version)
    apply_fix(flag, asked.fix, by=by)
    return []


def _recheck(flag: Flag, asked: Asked, by: User, at: datetime, version: int) -> list[Way]:
    require(by, "triage_flag", flag.article.channel)
    if flag.article.latest_id is None:
        raise TransitionRefused("no_text", _t("There is no text of this article to check."))
    enqueue_checks([flag.article.latest_id], at=at, priority=ARRIVED)
    return []


def _by(step: Step) -> Callable[[Flag], bool]:
    """Whether the table of transitions has the step from where a flag is."""
    return lambda flag: flag.reason in TRANSITIONS[step].of


def _has_fix(flag: Flag) -> bool:
    return flag.state == Flag.State.OPEN and bool(flag.finding.get("fixes"))


_ALL = (
    Deed("fix", _("Apply fix and next"), _("The fix is made; the check of the new text closes the flag."), "fix_flag",
         _fix, _has_fix, key="f", onward=True, main=True),
    Deed("dismiss", _("Dismiss…"), _("Dismissed."), "dismiss_flag", _dismiss, _by(Step.CALL_FALSE), DismissForm, "d",
         asks=True, onward=True, at_once=True),
    Deed("waive", _("Waive until…"), _("Waived, or waiting for a second person."), "waive_flag", _waive,
         _by(Step.WAIVE), WaiveForm, "w", asks=True, onward=True, at_once=True),
    Deed("legal", _("Send to legal"), _("Sent to legal."), "triage_flag", _to_legal,
         lambda flag: _is_open(flag) and flag.waiting_on != Flag.WaitingOn.LEGAL, NoteForm, "l", onward=True,
         at_once=True),
    Deed("desk", _("Back to the desk"), _("Back at the desk."), "triage_flag", _to_desk,
         lambda flag: _is_open(flag) and flag.waiting_on in (Flag.WaitingOn.LEGAL, Flag.WaitingOn.PARTNER), NoteForm,
         at_once=True),
    Deed("claim", _("Claim"), _("Claimed for half an hour."), "triage_flag", _claim, _is_open, key="c", at_once=True),
    Deed("release", _("Release"), _("Released."), "triage_flag", _release,
         lambda flag: _is_open(flag) and flag.assignee_id is not None, at_once=True),
    Deed("assign", _("Assign…"), _("Assigned."), "triage_flag", _assign, _is_open, AssignForm, asks=True, at_once=True),
    Deed("comment", _("Comment…"), _("The comment is kept."), "triage_flag", _comment, lambda flag: True, CommentForm,
         "m", asks=True),
    Deed("recheck", _("Check again"), _("The newest text is checked again."), "triage_flag", _recheck,
         lambda flag: True, at_once=True),
    Deed("approve", _("Approve the waiver"), _("The waiver holds."), "approve_waiver", _approve, lambda flag: False),
    Deed("revoke", _("End the waiver"), _("The waiver is over."), "waive_flag", _revoke, lambda flag: False),
    Deed("settle", _("Settled…"), _("Settled."), "add_flag", _settle,
         lambda flag: flag.manual and _is_open(flag), NoteForm, asks=True, onward=True),
    Deed("reopen", _("Open again…"), _("Open again."), "dismiss_flag", _reopen, _by(Step.TAKE_BACK), CommentForm,
         asks=True),
)  # fmt: skip
DEEDS: Mapping[str, Deed] = {deed.name: deed for deed in _ALL}
