"""The life of a flag: the one table of its transitions. Whatever is not in it is refused.

States and why a flag is in them: open (new, ongoing, reopened), waived, closed (fixed, false positive, not applicable,
obsolete). Every transition is written together with its event, and grows the flag's version by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from annotations import events
from annotations.locking import locked
from annotations.models.article import Article
from annotations.models.check import Check
from annotations.models.event import Event
from annotations.models.flag import Flag, urgency_of
from annotations.models.revision import Revision
from annotations.models.waiver import Waiver
from annotations.signals import announce, flag_changed, flag_opened

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


class TransitionRefused(Exception):
    """A step that a flag does not take now. ``code`` is stable, the message is for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class VersionConflict(TransitionRefused):
    """The flag has changed since the caller looked at it."""

    def __init__(self, flag: Flag) -> None:
        super().__init__("version_conflict", f"flag {flag.pk} has changed since: it is at version {flag.version} now")


class Step(StrEnum):
    """What can happen to a flag."""

    CONTINUE = "continued"
    FIX = "fixed"
    RETIRE = "obsolete"
    CALL_FALSE = "dismissed"
    CALL_NOT_APPLICABLE = "set aside"
    WAIVE = "waived"
    FIND_AGAIN = "found again"
    TAKE_BACK = "taken back"


class Who(StrEnum):
    """Who can take a step."""

    CHECK = "check"
    PERSON = "person"
    ANYONE = "anyone"


@dataclass(frozen=True, slots=True)
class Transition:
    """From which reasons a step leads where, and who takes it."""

    of: frozenset[str]
    to: tuple[str, str]
    who: Who


_OPEN = frozenset({"new", "ongoing", "reopened"})
_DISMISSED = frozenset({"false_positive", "not_applicable"})

TRANSITIONS: Mapping[Step, Transition] = MappingProxyType(
    {
        Step.CONTINUE: Transition(frozenset({"new"}), ("open", "ongoing"), Who.CHECK),
        Step.FIX: Transition(_OPEN | {"waived"}, ("closed", "fixed"), Who.CHECK),
        Step.RETIRE: Transition(_OPEN | {"waived"}, ("closed", "obsolete"), Who.ANYONE),
        Step.CALL_FALSE: Transition(_OPEN, ("closed", "false_positive"), Who.PERSON),
        Step.CALL_NOT_APPLICABLE: Transition(_OPEN, ("closed", "not_applicable"), Who.PERSON),
        Step.WAIVE: Transition(_OPEN, ("waived", "waived"), Who.PERSON),
        Step.FIND_AGAIN: Transition(_DISMISSED | {"fixed", "obsolete", "waived"}, ("open", "reopened"), Who.CHECK),
        Step.TAKE_BACK: Transition(_DISMISSED | {"waived"}, ("open", "reopened"), Who.ANYONE),
    }
)
"""The whole life of a flag. A reason belongs to one state, so a reason says where a flag is."""

_EVENT = {
    Step.CALL_FALSE: "dismissed",
    Step.CALL_NOT_APPLICABLE: "dismissed",
    Step.FIND_AGAIN: "reopened",
    Step.TAKE_BACK: "reopened",
}
"""Kinds of events that are not called like their step."""

_OPENING = frozenset({"opened", "reopened", "raised"})
"""Kinds of events after which a flag waits for people."""


_WORDS = ("field", "prefix", "exact", "suffix")
"""Of a piece of evidence, what people read; where it stands changes with every edit before it."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What makes a flag change: who, when, why, and the check when it was one."""

    at: datetime
    actor: AbstractBaseUser | None = None
    check: Check | None = None
    revision: Revision | None = None
    """The text that was looked at; of a check, its own."""
    because: str = ""
    data: Mapping[str, Any] | None = None


def is_dismissed(flag: Flag) -> bool:
    """Whether a person closed it."""
    return flag.reason in _DISMISSED


def move(flag: Flag, step: Step, cause: Cause, **changes: Any) -> Event:
    """Takes a step of the table, with ``changes`` to other fields of the flag, and records it.

    Raises:
        TransitionRefused: ``wrong_state`` when the table has no such step from here, ``check_required`` or
            ``person_required`` when somebody else takes it.
        VersionConflict: when the flag was changed meanwhile.
    """
    transition = TRANSITIONS[step]
    _allow(flag, step, transition, cause)
    before = f"{flag.state}:{flag.reason}"
    state, reason = transition.to
    changes |= {"state": state, "reason": reason, "closed_at": cause.at if state == "closed" else None}
    changes["reopened_because"] = cause.because if reason == "reopened" else ""
    if state == "closed":
        changes |= {"waiting_on": "", "assignee": None, "claimed_at": None}
    if step is not Step.WAIVE:
        _end_waivers(flag, state, cause.at)
    return alter(flag, _EVENT.get(step, step.value), cause, before=before, **changes)


def alter(flag: Flag, kind: str, cause: Cause, *, before: str = "", **changes: Any) -> Event:
    """Writes ``changes`` with an event of ``kind``; the state stays as it is unless ``move`` calls."""
    if "level" in changes or changes.get("reason") == Flag.Reason.REOPENED:
        live = flag.article.status == Article.Status.LIVE
        changes["urgency"] = urgency_of(changes.get("level", flag.level), live=live)
    written = Flag.objects.filter(pk=flag.pk, version=flag.version)
    if not written.update(version=flag.version + 1, **changes):
        raise VersionConflict(Flag.objects.get(pk=flag.pk))
    for name, value in changes.items():
        setattr(flag, name, value)
    flag.version += 1
    return tell(flag, kind, cause, before=before)


def tell(flag: Flag, kind: str, cause: Cause, *, before: str = "") -> Event:
    """Records an event of a flag: who, when, what, why, by which revision, rule version and register snapshots."""
    check = cause.check
    revision = cause.revision or (check.revision if check is not None else flag.last_revision)
    after = f"{flag.state}:{flag.reason}"
    data: dict[str, Any] = {
        "state": after,
        "rule": flag.rule,
        "rule_version": flag.rule_version,
        "subject": flag.subject,
        "outcome": flag.outcome,
        "level": flag.level,
        "version": flag.version,
        **_grounds(check or _newest_check(revision)),
        **(cause.data or {}),
    }
    if before and before != after:
        data["before"] = before
    if cause.because:
        data["because"] = cause.because
    event = events.record(
        kind,
        channel=flag.article.channel,
        article=flag.article,
        flag=flag,
        revision=revision,
        actor=cause.actor,
        data=data,
        at=cause.at,
    )
    announce(flag_changed, Flag, flag=flag, event=event)
    if kind in _OPENING:
        announce(flag_opened, Flag, flag=flag)
    return event


def note(flag: Flag, content: Mapping[str, Any]) -> None:
    """Takes over what is no change of state: without an event, and only where something differs.

    When the evidence is another one the version grows: who decides must have seen it.
    """
    changed = {name: value for name, value in content.items() if getattr(flag, name) != value}
    if not changed:
        return
    if _seen(flag) != _seen(flag, **changed):
        changed["version"] = flag.version + 1
    Flag.objects.filter(pk=flag.pk).update(**changed)
    for name, value in changed.items():
        setattr(flag, name, value)


def take(flag: Flag, expected_version: int | None = None) -> None:
    """Locks the flag's article and reads the flag anew, inside a transaction, so that what is decided holds.

    Raises:
        VersionConflict: when it is not at ``expected_version``.
    """
    locked(Article.objects.filter(pk=flag.article_id), by="unchecked")
    flag.refresh_from_db()
    if expected_version is not None and flag.version != expected_version:
        raise VersionConflict(flag)


def moment(at: datetime | None) -> datetime:
    """``at``, or now."""
    return at if at is not None else timezone.now()


def _allow(flag: Flag, step: Step, transition: Transition, cause: Cause) -> None:
    if flag.reason not in transition.of:
        raise TransitionRefused("wrong_state", f"flag {flag.pk} is {flag.state} ({flag.reason}): it cannot be {step}")
    if transition.who is Who.CHECK and (cause.check is None or cause.actor is not None):
        raise TransitionRefused("check_required", f"only a check makes a flag {step}")
    if transition.who is Who.PERSON and cause.actor is None:
        raise TransitionRefused("person_required", f"only a person makes a flag {step}")


def _seen(flag: Flag, **changed: Any) -> object:
    """What people see of a flag when they decide: whether it is found, what it says, and the words around it."""
    finding = changed.get("finding", flag.finding)
    pieces = [[piece.get(name) for name in _WORDS] for piece in finding.get("evidence", ())]
    return changed.get("found", flag.found), changed.get("message", flag.message), pieces


def _end_waivers(flag: Flag, state: str, at: datetime) -> None:
    """A flag that is closed, or no longer waived, has no open waiver left."""
    over = [Waiver.State.ACTIVE] + ([Waiver.State.REQUESTED] if state == "closed" else [])
    Waiver.objects.filter(flag=flag, state__in=over).update(state=Waiver.State.ENDED, ended_at=at)


def _grounds(check: Check | None) -> dict[str, Any]:
    if check is None:
        return {}
    return {"check": check.pk, "as_of": check.as_of, "registers": check.registers, "packs": check.packs}


def _newest_check(revision: Revision | None) -> Check | None:
    if revision is None:
        return None
    return Check.objects.filter(revision=revision).order_by("-id").first()
