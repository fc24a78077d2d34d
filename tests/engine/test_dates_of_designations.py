"""The law of the day: clocks, ends, grace, time zones, jurisdictions."""

from datetime import date

import pytest

from annotations.engine.register import Designation, EffectiveOn
from tests.engine.newsroom import checked, outcome

TEXT = "Делегация Варкеша прилетела."
LABELLED = "Делегация Варкеша (запрещён в РФ) прилетела."


@pytest.mark.parametrize(
    ("published", "expected"),
    [("2022-02-19", None), ("2022-02-20", "missing"), ("2024-09-09", "missing"), ("2024-09-10", None)],
)
def test_the_first_and_the_last_day(published: str, expected: str | None) -> None:
    assert outcome(TEXT, "varkesh", published=published) == expected


@pytest.mark.parametrize(
    ("published", "expected"),
    [("2024-09-09", "satisfied"), ("2024-09-10", "stale"), ("2022-02-19", "review")],
)
def test_a_notice_on_the_edges(published: str, expected: str) -> None:
    assert outcome(LABELLED, "varkesh", published=published) == expected


def test_a_date_time_counts_by_the_local_day() -> None:
    assert outcome(TEXT, "varkesh", published="2024-09-09T20:59:00Z") == "missing"
    assert outcome(TEXT, "varkesh", published="2024-09-09T21:00:00Z") is None


def test_grace_runs_from_midnight_of_the_first_day() -> None:
    policy = {"grace_hours": 24}
    assert outcome(TEXT, "varkesh", published="2022-02-20T23:59:00+03:00", policy=policy) == "exempt"
    assert outcome(TEXT, "varkesh", published="2022-02-21T00:00:00+03:00", policy=policy) == "missing"
    assert outcome(LABELLED, "varkesh", published="2024-09-10", policy=policy) == "voluntary"


def test_the_later_of_published_and_modified_governs_and_a_draft_is_judged_today() -> None:
    assert outcome(TEXT, "varkesh", published="2023-01-01", modified="2025-01-01") is None
    assert checked(TEXT, published=None).as_of == "2026-11-22"


def test_jurisdictions() -> None:
    assert outcome(TEXT, "varkesh", jurisdictions=("US", "RU")) == "missing"
    assert outcome(TEXT, "varkesh", jurisdictions=("US",)) is None
    assert outcome(TEXT, "varkesh", jurisdictions=()) is None


@pytest.mark.parametrize(
    ("clock", "expected"),
    [("decided_on", date(2022, 3, 21)), ("in_force_on", date(2022, 11, 25)), ("listed_on", date(2022, 11, 25))],
)
def test_an_unknown_clock_takes_the_next_later_then_the_next_earlier(clock: EffectiveOn, expected: date) -> None:
    row = Designation.model_validate(
        {
            "register": "r",
            "jurisdiction": "RU",
            "status": "extremist",
            "decided_on": "2022-03-21",
            "listed_on": "2022-11-25",
        }
    )
    assert row.starts_on(clock) == expected
    earlier = row.model_copy(update={"listed_on": None})
    assert earlier.starts_on("listed_on") == date(2022, 3, 21)
