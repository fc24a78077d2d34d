"""Visible text cut into pieces: nothing is lost, nothing is doubled, and what is found stands where it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.api.marked import MarkedText, marked_text
from annotations.engine.article import Article, Body
from annotations.engine.check import check
from annotations.engine.dates import parse_moment
from annotations.engine.reference import Reference
from annotations.engine.report import Evidence, Finding, Level, Outcome, Report

NOTHING = Reference.build(entities=(), sources=(), packs=(), wordings=())


def found(article: Article, *stretches: tuple[int, int]) -> Report:
    """A report that finds something at each stretch of the body as it was sent."""
    rows = tuple(
        Finding(
            rule=f"r{start}-{end}", family="designation", subject="x", outcome=Outcome.MISSING, level=Level.ERROR, message="m",
            evidence=(Evidence("body", start, end, article.body.value[start:end]),),
        )
        for start, end in stretches
    )
    return replace(check(article, NOTHING, now=parse_moment("2026-11-01")), findings=rows)


def text_of(marked: MarkedText) -> list[str]:
    return ["".join(piece.text for piece in paragraph.pieces) for paragraph in marked.paragraphs]


def test_tags_and_entities_are_not_part_of_what_is_marked() -> None:
    html = "<p>Tom &amp; <b>Je</b>rry ran</p><p>on.</p>"
    article = Article(id="1", body=Body(format="html", value=html))
    marked = marked_text(article, found(article, (html.index("<b>"), html.index(" ran"))))
    assert text_of(marked) == ["Tom & Jerry ran", "on."]
    assert [(piece.text, piece.numbers) for piece in marked.paragraphs[0].pieces] == [
        ("Tom & ", ()), ("Jerry", (1,)), (" ran", ()),
    ]


def test_what_overlaps_is_cut_and_bears_both_numbers() -> None:
    article = Article(id="1", body=Body(format="text", value="abcdef"))
    pieces = marked_text(article, found(article, (0, 4), (2, 6))).paragraphs[0].pieces
    assert [(piece.text, piece.numbers, piece.ends) for piece in pieces] == [
        ("ab", (1,), ()), ("cd", (1, 2), (1,)), ("ef", (2,), (2,)),
    ]


def test_what_readers_do_not_see_is_not_shown() -> None:
    html = '<p>seen</p><p style="display:none">secret</p>'
    article = Article(id="1", body=Body(format="html", value=html))
    marked = marked_text(article, found(article, (html.index("secret"), html.index("secret") + 6)))
    assert text_of(marked) == ["seen"]


@given(
    st.text(alphabet="abя \n", min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5),
)
def test_whatever_is_found_the_text_stays_whole(value: str, places: list[tuple[int, int]]) -> None:
    article = Article(id="1", body=Body(format="text", value=value))
    stretches = [(min(pair), min(max(pair), len(value))) for pair in places if min(pair) < min(max(pair), len(value))]
    bare, marked = marked_text(article, found(article)), marked_text(article, found(article, *stretches))
    assert text_of(marked) == text_of(bare)


@pytest.mark.parametrize("field", ["headline", "deck"])
def test_a_field_that_is_empty_has_no_paragraphs(field: str) -> None:
    article = Article(id="1", body=Body(format="text", value="abc"))
    assert marked_text(article, found(article), field).paragraphs == ()
