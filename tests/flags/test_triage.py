"""Whose turn it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied

from annotations import events
from annotations.flags import decisions, triage
from annotations.flags.life import TransitionRefused, VersionConflict
from annotations.models.event import Event
from annotations.models.flag import Flag
from tests.flags.desk import PACT, PACT_NOTICE, Desk, state, story_of


@pytest.fixture
def flag(desk: Desk) -> Flag:
    desk.send(PACT)
    return desk.flag()


@pytest.fixture
def boris(desk: Desk) -> User:
    return desk.person("boris")


def test_a_claim_keeps_others_off_for_half_an_hour(desk: Desk, flag: Flag, anna: User, boris: User) -> None:
    triage.claim(flag, by=anna, at=desk.now)
    with pytest.raises(TransitionRefused, match="anna") as refused:
        triage.claim(flag, by=boris, at=desk.later(minutes=29))
    assert refused.value.code == "claimed"
    triage.claim(flag, by=anna, at=desk.now)
    with pytest.raises(TransitionRefused):
        triage.claim(flag, by=boris, at=desk.later(minutes=29))
    triage.claim(flag, by=boris, at=desk.later(minutes=1))
    assert flag.assignee == boris
    assert triage.claimant(flag, at=desk.now) == boris
    assert state(flag) == "open:new"


def test_it_is_released_and_given_to_somebody(desk: Desk, flag: Flag, anna: User, boris: User) -> None:
    triage.claim(flag, by=anna, at=desk.now)
    triage.release(flag, by=boris, at=desk.now)
    assert flag.assignee is None
    triage.release(flag, by=boris, at=desk.now)
    triage.assign(flag, to=boris, by=anna, note="Это твоё.", at=desk.now)
    assert flag.assignee == boris
    assert story_of(flag) == ["opened", "claimed", "released", "assigned"]
    assert Event.objects.latest("id").data["to_name"] == "boris"


def test_it_is_given_to_nobody_who_does_not_work_there(desk: Desk, flag: Flag, anna: User) -> None:
    with pytest.raises(TransitionRefused) as refused:
        triage.assign(flag, to=User.objects.create_user("stranger"), by=anna)
    assert refused.value.code == "not_a_member"


def test_it_waits_on_legal_and_comes_back(desk: Desk, flag: Flag, anna: User) -> None:
    triage.send_to(flag, waiting_on="legal", by=anna, at=desk.now)
    triage.send_to(flag, waiting_on="legal", by=anna, at=desk.now)
    assert flag.waiting_on == "legal"
    triage.send_to(flag, waiting_on="", by=anna, at=desk.now)
    assert story_of(flag) == ["opened", "sent", "sent"]
    with pytest.raises(TransitionRefused, match="legal") as refused:
        triage.send_to(flag, waiting_on="Santa", by=anna)
    assert refused.value.code == "unknown_desk"


def test_who_looks_at_what_has_changed_is_told(desk: Desk, flag: Flag, anna: User, boris: User) -> None:
    seen = flag.version
    triage.claim(flag, by=boris, at=desk.now, expected_version=seen)
    with pytest.raises(VersionConflict):
        triage.send_to(flag, waiting_on="legal", by=anna, expected_version=seen)


def test_a_flag_that_is_closed_is_nobodys(desk: Desk, flag: Flag, anna: User) -> None:
    triage.claim(flag, by=anna, at=desk.now)
    triage.send_to(flag, waiting_on="partner", by=anna, at=desk.now)
    desk.send(f"{PACT}\n\n{PACT_NOTICE}")
    assert state(flag) == "closed:fixed"
    assert (flag.assignee, flag.waiting_on) == (None, "")
    steps: tuple[Callable[[], object], ...] = (
        lambda: triage.claim(flag, by=anna), lambda: triage.release(flag, by=anna),
        lambda: triage.assign(flag, to=anna, by=anna), lambda: triage.send_to(flag, waiting_on="desk", by=anna),
    )
    for step in steps:
        with pytest.raises(TransitionRefused, match="closed"):
            step()
    assert events.verify() == []


def test_it_needs_the_permission(desk: Desk, flag: Flag) -> None:
    junior = desk.person("junior", [])
    steps: tuple[Callable[[], object], ...] = (
        lambda: triage.claim(flag, by=junior), lambda: triage.release(flag, by=junior),
        lambda: triage.assign(flag, to=junior, by=junior), lambda: triage.send_to(flag, waiting_on="desk", by=junior),
        lambda: decisions.comment(flag, by=junior, note="So?"),
    )
    for step in steps:
        with pytest.raises(PermissionDenied, match="triage_flag"):
            step()
