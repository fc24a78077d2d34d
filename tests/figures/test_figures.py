"""The numbers of the dashboard, against a desk on which they are known; and their queries, which do not grow."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.accuracy import accuracies
from annotations.figures import clearing, exceptions, open_flags
from annotations.flags import waivers
from annotations.flags.triage import CLAIM_LASTS, claim
from annotations.models.channel import Channel
from annotations.models.flag import Flag
from tests.flags.desk import LEGION, PACT, PACT_NOTICE, Desk

ALL = Channel.objects.all()
RULE = "ru.designation.notice"


def test_open_flags_are_counted_by_level_and_age(desk: Desk) -> None:
    desk.send(PACT, id="old", status="live")
    desk.later(hours=1)
    desk.send(f"{PACT}\n\n{LEGION}", id="new")
    errors, warnings, notes = open_flags.open_by_level(ALL, desk.now)
    assert (errors.by_age, errors.total) == ((2, 1, 0, 0), 3)
    assert (warnings.total, notes.total) == (0, 0)
    live = open_flags.live_with_errors(ALL)
    assert (live.count, [flag.article.external_id for flag in live.rows]) == (1, ["old"])


def test_a_claim_counts_while_it_lasts(desk: Desk, anna: User) -> None:
    desk.send(PACT)
    claim(desk.flag(), by=anna, at=desk.now)
    assert open_flags.mine(anna.pk, ALL, desk.now, lasts=CLAIM_LASTS) == 1
    assert open_flags.mine(anna.pk, ALL, desk.later(hours=1), lasts=CLAIM_LASTS) == 0


def test_waivers_are_listed_in_their_last_week(desk: Desk, anna: User) -> None:
    desk.send(PACT)
    asked = waivers.request(desk.flag(), by=anna, reason="Суд ещё идёт.", until=desk.now + timedelta(days=9), at=desk.now)
    waivers.approve(asked, by=desk.person("bob"), at=desk.now)
    assert exceptions.waivers_ending(ALL, desk.now).count == 0
    assert exceptions.waivers_ending(ALL, desk.later(days=3)).rows == (asked,)


def test_times_to_clear_and_closings_a_day(desk: Desk) -> None:
    for number in range(10):
        desk.send(PACT, id=f"a{number}")
    for number in range(10):
        desk.later(minutes=10)
        desk.send(f"{PACT}\n\n{PACT_NOTICE}", id=f"a{number}", revision=2)
    (errors,) = clearing.time_to_clear(ALL)
    assert (errors.level, errors.count, errors.p50, errors.p99) == ("error", 10, timedelta(minutes=60), timedelta(minutes=100))
    days = clearing.closed_by_day(ALL, desk.now)
    assert (len(days), days[-1].fixed, days[-1].dismissed, days[0].fixed) == (14, 10, 0, 0)


def test_accuracy_is_of_the_last_hundred(desk: Desk) -> None:
    desk.send(PACT)
    for number in range(120):
        settled(desk, number, "false_positive" if number < 20 or number >= 117 else "fixed")
    (found,) = accuracies([RULE]).values()
    assert (found.decided, found.false, found.agreed) == (100, 3, 97)
    assert accuracies(["nobody.knows"])["nobody.knows"].decided == 0
    low, high = found.interval
    assert low < 0.03 < high


def settled(desk: Desk, number: int, reason: str) -> None:
    at = desk.now + timedelta(minutes=number)
    Flag.objects.create(
        article=desk.article(), key=f"k{number}", rule=RULE, family="designation", subject=f"s{number}", outcome="missing",
        level="error", state="closed", reason=reason, opened_at=desk.now, closed_at=at,
    )


def test_what_belongs_to_other_channels_is_not_counted(desk: Desk, tmp_path: Path) -> None:
    desk.send(PACT, status="live")
    other = Channel.objects.filter(pk=Channel.objects.create(name="other").pk)
    assert open_flags.open_by_level(other, desk.now)[0].total == 0
    assert open_flags.live_with_errors(other).count == 0
    assert clearing.time_to_clear(other) == ()


@pytest.mark.parametrize("more", [1, 30])
def test_the_number_of_queries_is_the_same_however_much_there_is(desk: Desk, more: int) -> None:
    for number in range(more):
        desk.send(PACT, id=f"a{number}", status="live")
    with CaptureQueriesContext(connection) as captured:
        open_flags.open_by_level(ALL, desk.now)
        open_flags.live_with_errors(ALL)
        exceptions.waivers_ending(ALL, desk.now)
        exceptions.overrides_of_the_day(ALL, desk.now)
        exceptions.unchecked(ALL)
        exceptions.failing_callbacks(ALL)
        exceptions.backlog(desk.now)
        clearing.time_to_clear(ALL)
        clearing.closed_by_day(ALL, desk.now)
        accuracies(["a", "b", "c"])
    assert len(captured) == 15
