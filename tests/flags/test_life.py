"""The table of transitions: what is in it happens, everything else is refused."""

from __future__ import annotations

from itertools import product

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from annotations.flags import life
from annotations.flags.life import TRANSITIONS, Cause, Step, TransitionRefused, VersionConflict, Who
from annotations.models.event import Event
from annotations.models.flag import Flag
from tests.flags.desk import PACT, Desk, state

REASONS = {
    "new": "open", "ongoing": "open", "reopened": "open", "waived": "waived", "fixed": "closed",
    "false_positive": "closed", "not_applicable": "closed", "obsolete": "closed",
}  # fmt: skip
ALLOWED = {
    ("new", "continued"): "ongoing",
    **{(reason, "fixed"): "fixed" for reason in ("new", "ongoing", "reopened", "waived")},
    **{(reason, "obsolete"): "obsolete" for reason in ("new", "ongoing", "reopened", "waived")},
    **{(reason, "dismissed"): "false_positive" for reason in ("new", "ongoing", "reopened")},
    **{(reason, "set aside"): "not_applicable" for reason in ("new", "ongoing", "reopened")},
    **{(reason, "waived"): "waived" for reason in ("new", "ongoing", "reopened")},
    **{
        (reason, "found again"): "reopened"
        for reason in ("waived", "fixed", "false_positive", "not_applicable", "obsolete")
    },
    **{(reason, "taken back"): "reopened" for reason in ("waived", "false_positive", "not_applicable")},
}


@pytest.mark.parametrize(("reason", "step"), list(product(REASONS, Step)), ids=str)
def test_a_step_leads_where_the_table_says_or_is_refused(desk: Desk, anna: User, reason: str, step: Step) -> None:
    check = desk.send(PACT)
    flag = desk.flag()
    closed = desk.now if REASONS[reason] == "closed" else None
    Flag.objects.filter(pk=flag.pk).update(state=REASONS[reason], reason=reason, closed_at=closed)
    flag.refresh_from_db()
    by_check = TRANSITIONS[step].who is Who.CHECK
    cause = Cause(at=desk.now, actor=None if by_check else anna, check=check if by_check else None, because="why")
    before = Event.objects.count()
    with transaction.atomic():
        if (reason, step.value) not in ALLOWED:
            with pytest.raises(TransitionRefused) as refused:
                life.move(flag, step, cause)
            assert refused.value.code == "wrong_state"
            assert Event.objects.count() == before
            return
        event = life.move(flag, step, cause)
    to = ALLOWED[reason, step.value]
    assert state(flag) == f"{REASONS[to]}:{to}"
    assert (flag.closed_at is not None) == (REASONS[to] == "closed")
    assert event.data["before"] == f"{REASONS[reason]}:{reason}"
    assert event.data["rule"] == flag.rule
    assert event.data["check"] == check.pk


def test_only_a_check_fixes_and_only_a_person_dismisses(desk: Desk, anna: User) -> None:
    check = desk.send(PACT)
    for step, cause, code in (
        (Step.FIX, Cause(at=desk.now, actor=anna), "check_required"),
        (Step.FIX, Cause(at=desk.now), "check_required"),
        (Step.FIX, Cause(at=desk.now, actor=anna, check=check), "check_required"),
        (Step.CALL_FALSE, Cause(at=desk.now, check=check), "person_required"),
        (Step.WAIVE, Cause(at=desk.now), "person_required"),
    ):
        with pytest.raises(TransitionRefused) as refused:
            life.move(desk.flag(), step, cause)
        assert refused.value.code == code


def test_of_two_who_saw_the_same_one_comes_late(desk: Desk, anna: User) -> None:
    desk.send(PACT)
    mine, theirs = desk.flag(), desk.flag()
    with transaction.atomic():
        life.move(mine, Step.CALL_FALSE, Cause(at=desk.now, actor=anna))
    with pytest.raises(VersionConflict, match="version 2"), transaction.atomic():
        life.move(theirs, Step.WAIVE, Cause(at=desk.now, actor=anna))


@pytest.mark.parametrize(("state_", "reason"), [
    (s, r) for s, r in product(("open", "waived", "closed", "lost"), [*REASONS, "why"]) if REASONS.get(r) != s
])  # fmt: skip
def test_the_database_holds_no_state_with_a_reason_of_another(desk: Desk, state_: str, reason: str) -> None:
    desk.send(PACT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Flag.objects.update(state=state_, reason=reason, closed_at=desk.now if state_ == "closed" else None)
