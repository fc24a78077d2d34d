"""Phrases as people write them: what they may hold, and what is said when they cannot be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from annotations.engine.phrasing.phrase import LONGEST_GAP, Phrase, readings, verbatim


def words(phrase: str) -> list[list[list[str]]]:
    """The words of each reading, alternatives in order; a star stays on a word with any ending."""
    return [
        [sorted({*choice.words, *choice.cased, *(f"{stem}*" for stem in choice.stems)}) for choice in reading.choices]
        for reading in readings(phrase)
    ]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Affiliate links", [[["affiliate"], ["links"]]]),
        ("earn|receive money", [[["earn", "receive"], ["money"]]]),
        ("commission*", [[["commission*"]]]),
        ("call [the] 988", [[["call"], ["the"], ["988"]], [["call"], ["988"]]]),
        ("(artificial intelligence|AI) text", [[["AI"], ["text"]], [["artificial"], ["intelligence"], ["text"]]]),
        ("AI-generated", [[["AI"], ["generated"]]]),
        ("ещё раз", [[["еще"], ["раз"]]]),
    ],
)
def test_how_a_phrase_is_read(phrase: str, expected: list[list[list[str]]]) -> None:
    assert words(phrase) == expected


def test_three_dots_stand_for_other_words() -> None:
    assert readings("we ... earn")[0].gaps == (0, LONGEST_GAP)


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("", "no word"), ("...", "between words"), ("[the]", "no word"), ("(a|b", "a bracket is not closed"),
        ("a | b)", "a lone ')'"), ("ab*", "at least 3 letters"), ("co*mmission", "a star stands at the end"),
        ("crypto-asset|coin", "put the words in round brackets"), ("a" * 700, "limit 600"),
        ("[a][b][c][d][e][f][g][h][i] x", "more than 200 readings"), ("we ...", "not at an end"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(phrase: str, reason: str) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Phrase).validate_python(phrase)
    error = caught.value.errors()[0]
    assert (error["type"], reason in error["msg"]) == ("phrase", True), error["msg"]


def test_a_prescribed_text_is_its_words_and_a_variable_any_words() -> None:
    reading = verbatim("Don't invest (ever) in {name}, please.")
    assert [sorted(choice.words)[0] for choice in reading.choices] == ["don", "t", "invest", "ever", "in", "please"]
    assert reading.gaps[-1] > 0


@given(st.text(alphabet="ab*|()[]. АИ-'", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = readings(text)
    except ValueError:
        return
    assert found
    assert all(reading.choices and len(reading.choices) == len(reading.gaps) for reading in found)
