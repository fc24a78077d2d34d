"""Where a text says phrases: each on its own, and many at one time."""

from __future__ import annotations

import pytest

from annotations.engine.notices.vocabulary import view_words
from annotations.engine.phrasing.book import PhraseBook
from annotations.engine.words import read_words


def said(phrase: str, text: str, *, exact: bool = False) -> list[str]:
    """The stretches of a text that say a phrase."""
    book = PhraseBook.compile((), exact=[phrase]) if exact else PhraseBook.compile([phrase])
    hits = book.find(view_words(text, read_words(text))).get(phrase, ())
    return [text[hit.start : hit.end] for hit in hits]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("affiliate links", "It has Affiliate  links.", ["Affiliate  links"]),
        ("affiliate links", "Affiliates link us.", []),
        ("affiliate links", "An affiliate, links and all.", []),
        ("we ... commission*", "We may earn a small commission.", ["We may earn a small commission"]),
        ("we ... commission*", "We sell. A commission sits.", []),
        ("made with AI", "Made with AI, made with ai.", ["Made with AI"]),
        ("künstliche", "Eine KÜNSTLICHE Stimme", ["KÜNSTLICHE"]),
        ("116 123", "Ring 116-123 or 116 123.", ["116-123", "116 123"]),
        ("call [the] [free] line", "call the line, call line", ["call the line", "call line"]),
        ("Anzeige", "Kleinanzeige", []),
    ],
)
def test_what_says_a_phrase(phrase: str, text: str, expected: list[str]) -> None:
    assert said(phrase, text) == expected


@pytest.mark.parametrize("text", ["Don’t lose, all: the MONEY!", "don't lose\nall the money", "Don't «lose all» the money"])
def test_signs_and_lines_make_no_difference_to_a_prescribed_text(text: str) -> None:
    assert len(said("Don't lose all the money.", text, exact=True)) == 1


def test_a_variable_stands_for_a_name_of_several_words() -> None:
    assert said("by {name}, 18+", "Written by The Quiet Press of Leeds, 18+", exact=True) == [
        "by The Quiet Press of Leeds, 18"
    ]


def test_many_phrases_find_what_each_finds_alone() -> None:
    phrases = ["we ... earn", "earn|make a commission*", "a commission", "commission on|from sales"]
    text = "We may earn a commission on sales. You make a commission."
    together = PhraseBook.compile(phrases).find(view_words(text, read_words(text)))
    alone = {phrase: said(phrase, text) for phrase in phrases}
    assert {phrase: [text[h.start : h.end] for h in hits] for phrase, hits in together.items()} == alone


def test_only_words_under_which_something_is_filed_are_looked_at() -> None:
    book = PhraseBook.compile([f"alpha{number} beta{number}" for number in range(2000)])
    assert max(len(filed) for filed in book.words.values()) == 1
    text = "alpha7 beta7 " * 2
    assert list(book.find(view_words(text, read_words(text)))) == ["alpha7 beta7"]
