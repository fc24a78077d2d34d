"""Prescribed texts with changes: found where they are, however many texts there are, and not where other words stand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.engine.notices.vocabulary import view_words
from annotations.engine.phrasing.near import Near, NearTexts
from annotations.engine.words import read_words

RISK = (
    "Never lend more than you can spare for a year. This loan is not insured and you should not expect to get it back if "
    "the borrower fails. Take two minutes to read on."
)
OTHERS = [f"The {word} of this text was paid for by the {word} house and its readers." for word in ("first", "second", "last")]
BOOK = NearTexts.compile([RISK, *OTHERS])


def near(text: str, book: NearTexts = BOOK) -> dict[str, Near]:
    return dict(book.find(view_words(text, read_words(text))))


@pytest.mark.parametrize(
    "printed",
    [
        RISK,
        RISK.upper(),
        RISK.replace("two minutes", "2 mins"),
        RISK.replace("not expect", "expect"),
        RISK.replace("insured", "isnured"),
        RISK.replace("This loan is", "Please note that this loan is"),
        RISK.partition(" Take")[0],
    ],
)
def test_changed_words_are_found_where_they_stand(printed: str) -> None:
    text = f"The lender opens on Monday.\n\n{printed}\n\nTickets are sold out."
    found = near(text)[RISK]
    assert text[found.hit.start : found.hit.end].strip(".") in printed
    assert found.hit.end - found.hit.start > 0.9 * len(printed.rstrip(".")) - 10


@pytest.mark.parametrize(
    "printed",
    [
        "Lending is risky.",
        "This loan is not what the mayor expected, and he would not take two minutes to read on about it.",
        "",
    ],
)
def test_other_words_are_not(printed: str) -> None:
    assert RISK not in near(printed)


def test_of_texts_that_are_alike_each_is_as_alike_as_it_is() -> None:
    found = near("The second of this text was paid for by the second house and its readers.")
    assert found[OTHERS[1]].alike == 100
    assert all(each.alike < 100 for text, each in found.items() if text != OTHERS[1])


def test_short_texts_are_left_out() -> None:
    assert NearTexts.compile(["All rights reserved."]).texts == ()
    assert near("All rights reserved.", NearTexts.compile([])) == {}


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_and_places_are_true(text: str) -> None:
    for found in near(f"{text}\n{RISK}\n{text}").values():
        assert 0 <= found.hit.start < found.hit.end
