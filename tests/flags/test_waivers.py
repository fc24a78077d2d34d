"""Obligations set aside for a time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.test import override_settings

from annotations import events
from annotations.flags import decisions, waivers
from annotations.flags.life import TransitionRefused, VersionConflict
from annotations.jobs.worker import Worker
from annotations.management.status import ExitStatus
from annotations.models.event import Event
from annotations.models.flag import Flag
from annotations.models.waiver import Waiver
from tests.flags.desk import PACT, PACT_NOTICE, Desk, state, story_of
from tests.management.run import Runner

WHY = "Юрист разрешил до пятницы."


@pytest.fixture
def flag(desk: Desk) -> Flag:
    """Open, of level warning."""
    desk.send(PACT)
    Flag.objects.update(level="warning")
    return desk.flag()


@pytest.fixture
def boris(desk: Desk) -> User:
    return desk.person("boris")


def waived(desk: Desk, flag: Flag, by: User, days: float = 5) -> Waiver:
    return waivers.request(flag, by=by, reason=WHY, until=desk.now + timedelta(days=days), at=desk.now)


def test_a_warning_is_waived_by_one_person_until_its_time_is_over(desk: Desk, flag: Flag, anna: User) -> None:
    made = waived(desk, flag, anna)
    assert (state(flag), made.state) == ("waived:waived", "active")
    assert waivers.end_due(at=desk.later(days=4.9)) == 0
    assert waivers.end_due(at=desk.later(days=0.2)) == 1
    assert (state(flag), flag.reopened_because) == ("open:reopened", "waiver_ended")
    made.refresh_from_db()
    assert (made.state, made.ended_at) == ("ended", desk.now)
    assert waivers.end_due(at=desk.later(days=1)) == 0
    assert story_of(flag) == ["opened", "waived", "reopened"]
    assert events.verify() == []


def test_an_error_waits_for_a_second_person(desk: Desk, anna: User, boris: User) -> None:
    desk.send(PACT)
    flag = desk.flag()
    made = waived(desk, flag, anna)
    assert (state(flag), made.state) == ("open:new", "requested")
    with pytest.raises(TransitionRefused) as refused:
        waivers.approve(made, by=anna, at=desk.now)
    assert refused.value.code == "second_person"
    waivers.approve(made, by=boris, at=desk.now)
    assert (state(flag), made.approved_by) == ("waived:waived", boris)
    assert story_of(flag) == ["opened", "waiver requested", "waived"]
    with pytest.raises(TransitionRefused):
        waivers.approve(made, by=boris, at=desk.now)


def test_nobody_approves_a_waiver_that_they_have_not_seen(desk: Desk, anna: User, boris: User) -> None:
    desk.send(PACT)
    flag = desk.flag()
    first = waived(desk, flag, anna, days=1 / 24)
    seen = flag.version
    waivers.revoke(first, by=anna, at=desk.now)
    longer = waived(desk, desk.flag(), anna, days=89)
    with pytest.raises(VersionConflict):
        waivers.approve(longer, by=boris, at=desk.now, expected_version=seen)
    assert state(flag) == "open:new"


def test_a_request_can_be_turned_down_or_lapses(desk: Desk, anna: User, boris: User) -> None:
    desk.send(PACT)
    flag = desk.flag()
    waivers.revoke(waived(desk, flag, anna), by=boris, at=desk.now)
    again = waived(desk, flag, anna)
    with pytest.raises(TransitionRefused) as refused:
        waived(desk, flag, boris)
    assert refused.value.code == "waiver_exists"
    assert waivers.end_due(at=desk.later(days=6)) == 1
    with pytest.raises(TransitionRefused):
        waivers.approve(again, by=boris, at=desk.now)
    assert state(flag) == "open:new"
    kinds = ["opened", "waiver requested", "waiver turned down", "waiver requested", "waiver lapsed"]
    assert story_of(flag) == kinds


def test_a_waiver_whose_time_is_over_is_not_approved(desk: Desk, anna: User, boris: User) -> None:
    desk.send(PACT)
    made = waived(desk, desk.flag(), anna, days=1)
    with pytest.raises(TransitionRefused) as refused:
        waivers.approve(made, by=boris, at=desk.now + timedelta(days=1))
    assert refused.value.code == "bad_end"


def test_a_waiver_ends_before_its_time(desk: Desk, flag: Flag, anna: User) -> None:
    made = waived(desk, flag, anna)
    waivers.revoke(made, by=anna, at=desk.later(days=1))
    assert (state(flag), flag.reopened_because) == ("open:reopened", "waiver_revoked")
    with pytest.raises(TransitionRefused):
        waivers.revoke(made, by=anna)


@pytest.mark.parametrize("days", [0.0, -1.0, 90.01])
def test_its_end_is_later_than_now_and_not_too_late(desk: Desk, flag: Flag, anna: User, days: float) -> None:
    with pytest.raises(TransitionRefused) as refused:
        waived(desk, flag, anna, days=days)
    assert refused.value.code == "bad_end"


def test_how_long_it_may_last_is_a_setting(desk: Desk, flag: Flag, anna: User) -> None:
    with override_settings(ANNOTATIONS={"WAIVER_MAX_DAYS": 3}), pytest.raises(TransitionRefused, match="3 days"):
        waived(desk, flag, anna)


def test_it_survives_edits_that_leave_the_obligation(desk: Desk, flag: Flag, anna: User) -> None:
    Flag.objects.update(level="error")
    made = waived(desk, flag, anna)
    waivers.approve(made, by=desk.person("boris"), at=desk.now)
    desk.send(f"Другое начало.\n\n{PACT.replace('набор', 'сбор')}")
    assert state(flag) == "waived:waived"
    assert Waiver.objects.get().state == "active"


def test_a_text_that_is_put_right_ends_it(desk: Desk, flag: Flag, anna: User) -> None:
    Flag.objects.update(level="error")
    waivers.approve(waived(desk, flag, anna), by=desk.person("boris"), at=desk.now)
    desk.send(f"{PACT}\n\n{PACT_NOTICE}")
    assert state(flag) == "closed:fixed"
    assert Waiver.objects.get().state == "ended"
    desk.send(PACT)
    assert state(flag) == "open:reopened"
    assert waivers.end_due(at=desk.later(days=10)) == 0


def test_a_level_that_rises_ends_it(desk: Desk, flag: Flag, anna: User) -> None:
    waived(desk, flag, anna)
    desk.send(PACT + " ")
    assert (state(flag), flag.reopened_because, flag.level) == ("open:reopened", "level_raised", "error")
    assert Waiver.objects.get().state == "ended"


def test_a_flag_that_is_dismissed_has_no_request_left(desk: Desk, anna: User) -> None:
    desk.send(PACT)
    flag = desk.flag()
    waived(desk, flag, anna)
    decisions.dismiss(flag, by=anna, reason="wrong_entity", note=WHY)
    assert Waiver.objects.get().state == "ended"


def test_reopening_a_waived_flag_ends_the_waiver(desk: Desk, flag: Flag, anna: User) -> None:
    waived(desk, flag, anna)
    decisions.reopen(flag, by=anna, note="Отозвано.", at=desk.now)
    assert state(flag) == "open:reopened"
    assert Waiver.objects.get().state == "ended"


def test_only_an_open_flag_is_waived(desk: Desk, flag: Flag, anna: User) -> None:
    waived(desk, flag, anna)
    with pytest.raises(TransitionRefused) as refused:
        waived(desk, flag, anna)
    assert refused.value.code == "wrong_state"


def test_it_needs_a_reason_and_the_permission(desk: Desk, flag: Flag, anna: User) -> None:
    with pytest.raises(TransitionRefused, match="why"):
        waivers.request(flag, by=anna, reason=" ", until=desk.now + timedelta(days=1), at=desk.now)
    with pytest.raises(PermissionDenied, match="waive_flag"):
        waived(desk, flag, desk.person("junior", ["dismiss_flag"]))
    made = waived(desk, flag, anna)
    with pytest.raises(PermissionDenied, match="approve_waiver"):
        waivers.approve(made, by=desk.person("senior", ["waive_flag"]))


@pytest.mark.django_db(transaction=True)
def test_workers_and_the_reconcile_command_end_them(
    desk: Desk, flag: Flag, anna: User, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    waived(desk, flag, anna)
    worker = Worker(by="test", clock=lambda: desk.now)
    desk.later(days=5)
    worker.serve(max_jobs=0)
    assert state(flag) == "open:reopened"
    waivers.request(flag, by=anna, reason=WHY, until=desk.now + timedelta(days=5), at=desk.now)
    Waiver.objects.filter(state="active").update(until=desk.now - timedelta(days=9000))
    run = Runner(capsys, monkeypatch)("reconcile")
    assert (run.status, "1 waivers ended" in run.err) == (ExitStatus.OK, True)
    assert Event.objects.latest("id").data["because"] == "waiver_ended"
