"""The whole article: its fields in order, what is hidden after them, and the language that is noted."""

from __future__ import annotations

from typing import Any

from annotations.engine.document.model import Visibility, Zone
from tests.engine.document.reading import blocks, check, read

WHOLE: dict[str, Any] = {
    "headline": "«Талибан»* &amp; соседи",
    "deck": "Коротко <b>о главном</b>",
    "byline": "Lena Idris",
    "images": [{"src": "a.jpg", "caption": "Кабул", "credit": "AFP"}, {"src": "b.jpg", "alt": "alt"}],
    "template_text": "© <a href='/'>Газета</a>",
    "tags": ["талибан"],
    "ed_note": "не печатать",
    "extra": {"note": "запрещён"},
}


def test_fields_stand_in_the_order_in_which_they_are_read() -> None:
    document = read("<p>Текст.</p><p hidden>Скрыто.</p>", **WHOLE)
    found = [(block.field, block.zone) for block in document.blocks]
    assert found == [
        ("headline", Zone.HEADLINE),
        ("deck", Zone.DECK),
        ("byline", Zone.BYLINE),
        ("body", Zone.BODY),
        ("images/0/caption", Zone.CAPTION),
        ("images/0/credit", Zone.CAPTION),
        ("template_text", Zone.FOOTER),
        ("body", Zone.BODY),
    ]
    assert blocks(document)[0] == "«Талибан»* & соседи"
    assert document.blocks[-1].visibility is Visibility.HIDDEN
    check(document)


def test_what_is_not_printed_is_no_text() -> None:
    document = read("<p>Текст.</p>", **WHOLE)
    assert not any(word in document.text for word in ("печатать", "запрещён", "alt", "талибан"))


def test_images_of_the_article() -> None:
    document = read("<p>Текст.</p>", **WHOLE)
    assert [(image.src, image.alt, image.field) for image in document.images] == [
        ("a.jpg", "", "images/0/src"),
        ("b.jpg", "alt", "images/1/src"),
    ]


def test_a_passage_is_cut_from_the_field_that_was_sent() -> None:
    document = read("<p>Текст.</p>", **WHOLE)
    at = document.text.index("&")
    passage = document.passage(at, at + 1)
    assert (passage.field, passage.exact) == ("headline", "&")
    assert document.values["headline"][passage.start : passage.end] == "&amp;"


def test_an_article_without_words_has_no_blocks() -> None:
    for body_format in ("html", "markdown", "text"):
        document = read("", body_format)
        assert (document.text, document.blocks) == ("", ())
        assert len(document.source_starts) == 0


def test_language_and_format_are_noted() -> None:
    document = read("a", "markdown")
    assert (document.language, document.body_format) == ("und", "markdown")
