"""The reader of plain text: paragraphs, footnotes' marks, emphasis, bare addresses."""

from __future__ import annotations

import pytest

from annotations.engine.document.model import Zone
from tests.engine.document.reading import check, read, seen, zones


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("  a\nb\n \t\nc  ", "a b | c"),
        ("a\r\nb\r\n\r\nc", "a b | c"),
        ("a\n* b\n** c\n† d\n¹ e\n1) f\n[2] g", "a | * b | ** c | † d | ¹ e | 1) f | [2] g"),
        ("a\n- b\n• c\n1. d", "a | - b | • c | 1. d"),
        ("Тали\u00adбан\u200b", "Талибан"),
        ("<p>a & b</p> &amp;", "<p>a & b</p> &amp;"),
        ("[AFP](#)", "[AFP](#)"),
    ],
)
def test_paragraphs(value: str, text: str) -> None:
    assert seen(value, "text") == text
    check(read(value, "text"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("*so* **so** ***so*** __so__", "so so so so"),
        ("Он (*так*) сказал «*нет*».", "Он (так) сказал «нет»."),
        ("July 8, 2021 **TASS**", "July 8, 2021 TASS"),
        ("*The Taliban is\nbanned in Russia.*", "The Taliban is banned in Russia."),
        ("**Meta*:** за два года", "Meta*: за два года"),
    ],
)
def test_paired_marks_are_emphasis(value: str, text: str) -> None:
    document = read(value, "text")
    assert document.text == text
    assert document.marks
    check(document)


@pytest.mark.parametrize(
    "value",
    [
        "«Талибан»* и «ИГ»*",
        "«А»*, «Б»* и ИГИЛ**",
        "Талибан*",
        "«Талибан*» отклонил. Позже «Талибан» * его принял.",
        "* Организация запрещена. ИГИЛ* тоже",
        "*Талибан запрещён в РФ.",
        "«Талибан» запрещён (*в РФ) и ИГИЛ* тоже",
        "5*4 = 20, 3* и f***",
        "***",
        "фильм получил оценку ***** от зрителей",
        "_so_ и __init",
    ],
)
def test_other_stars_stay(value: str) -> None:
    document = read(value, "text")
    assert document.text == value
    assert document.marks == ()


@pytest.mark.parametrize(
    ("value", "href"),
    [
        ("см. https://a.example/x?y=1.", "https://a.example/x?y=1"),
        ("<https://a.example/x>", "https://a.example/x"),
        ("(https://a.example/b_(c))", "https://a.example/b_(c)"),
        ("«http://пример.рф/путь»", "http://пример.рф/путь"),
        ("www.a.example/x, и", "www.a.example/x"),
        ("*https://a.example/x_y*", "https://a.example/x_y"),
        ("[a](https://a.example/x)", "https://a.example/x"),
    ],
)
def test_bare_addresses_are_links(value: str, href: str) -> None:
    document = read(value, "text")
    link = document.links[0]
    assert link.href == href
    assert document.text[link.start : link.end] == href
    assert value[link.source_start : link.source_end] == href


def test_items_of_lists() -> None:
    assert [zone for zone, _ in zones(read("a\n- b\n* c", "text"))] == [Zone.BODY, Zone.LIST, Zone.BODY]
