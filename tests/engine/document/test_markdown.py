"""The Markdown reader: CommonMark with tables, footnotes and raw HTML, offsets kept."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from annotations.engine.document.model import MarkKind, Visibility, Zone
from tests.engine.document.oracle import all_text, lexbor_text
from tests.engine.document.reading import blocks, check, read, seen, zones


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a\nb\n\nc", "a b | c"),
        ("a  \nb\\\nc", "a b c"),
        ("# a #\n\nb\n---\n\nc\n===", "a | b | c"),
        ("a\n\n***\n\nb", "a | b"),
        ("> a\nb\n> > c", "a b | c"),
        ("- a\n  b\n- c\n\n  d", "a b | c | d"),
        ("1. a\n2) b", "1. a | 2) b"),
        ("2024. Год дождей", "2024. Год дождей"),
        ("```\n*a*\n```", "*a*"),
        ("    a\n    b\n\n", "a\nb"),
        ("`a` `` b`c ``", "a | b`c"),
        ("**a** *b* __c__ _d_ ***e*** a_b_c 5*4", "a b c d e a_b_c 5*4"),
        ("\\*a\\* &copy; &amp &laquo;", "*a* © &amp «"),
        ("| a | b |\n|---|:-:|\n| c\\|d | e |", "a | b | c|d | e"),
        ("a\n| b |\n|---|\n| c |", "a | b | c"),
        ("a ~~b~~ c", "a | c"),
        ("T<b>a</b>li<!-- x -->b<wbr>an", "Taliban"),
        ("a<br>b <span style='font-size:0'>c</span>", "a b"),
        ("<div hidden>\n\na\n\n</div>\n\nb", "b"),
        ("<!--\n\na\n\n-->\n\nb", "b"),
        ("<script>\n\na\n\n</script>\n\nb", "b"),
        ("<style>.x{display:none}</style>\n\n<p class=x>a</p>\n\nb", "b"),
        ("[a]: https://a.example\n\nb", "b"),
        ("<3 a < b", "<3 a < b"),
    ],
)
def test_what_a_reader_sees(value: str, text: str) -> None:
    assert seen(value, "markdown") == text
    check(read(value, "markdown"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("*The Taliban is banned in Russia.*", "The Taliban is banned in Russia."),
        ("«А»* и «Б»*", "«А»* и «Б»*"),
        ("**Meta* и Instagram* обновят ленты**", "Meta* и Instagram* обновят ленты"),
        ("*Meta** и Instagram**", "*Meta** и Instagram**"),
        ("**Meta* **[**выпустила **](x)**ленту **", "Meta* выпустила ленту"),
        ("**Meta **обновит ленты\n** **", "Meta обновит ленты"),
        ("«А» ** и «Б» ** ушли", "«А» ** и «Б» ** ушли"),
        ("«А»** и «Б»** ушли\n** Запрещены", "«А»** и «Б»** ушли | ** Запрещены"),
        ("«А»** ушла\n**Запрещена", "«А»** ушла | **Запрещена"),
        ("«А»*, «Б»*, «В»* пришли", "«А»*, «Б»*, «В»* пришли"),
        ("Талибан* встретил ИГИЛ*.", "Талибан* встретил ИГИЛ*."),
        ("ЛГБТ*-группы и Meta*:", "ЛГБТ*-группы и Meta*:"),
        ("«Талибан»\\*", "«Талибан»*"),
        ("*«Талибан» и «ИГ» запрещены в РФ.", "*«Талибан» и «ИГ» запрещены в РФ."),
        ("«ИГ»* ушло\n\n* Организация запрещена", "«ИГ»* ушло | * Организация запрещена"),
        ("«ИГ»* ушло\n\n* - запрещена", "«ИГ»* ушло | * - запрещена"),
        ("«ИГ» *, ушло\n\n* Запрещена", "«ИГ» *, ушло | * Запрещена"),
        ("5 * 4\n\n* молоко", "5 * 4 | молоко"),
        ("ИГ<sup>*</sup>\n\n* Запрещена", "ИГ* | * Запрещена"),
        ("ИГ\\* ушло\n\\* Запрещена", "ИГ* ушло | * Запрещена"),
        ("*важно*\n\n* молоко\n* хлеб", "важно | молоко | хлеб"),
        ("ИГИЛ[^1]\n\n[^1]: Запрещена", "ИГИЛ1 | 1 Запрещена"),
    ],
)
def test_stars_that_are_marks_stay_and_stars_of_emphasis_go(value: str, text: str) -> None:
    assert seen(value, "markdown") == text


def test_a_mark_in_the_headline_makes_a_footnote_of_the_starred_item() -> None:
    document = read("Он ушёл.\n\n* Запрещена в РФ", "markdown", headline="«ИГ»* ушло")
    assert zones(document)[-1] == (Zone.BODY, "* Запрещена в РФ")


def test_footnotes_are_superscript() -> None:
    document = read("ИГИЛ[^1]\n\n[^1]: Запрещена", "markdown")
    assert [mark.kind for mark in document.marks] == [MarkKind.SUPERSCRIPT] * 2
    assert [document.text[mark.start : mark.end] for mark in document.marks] == ["1", "1"]


@pytest.mark.parametrize(
    ("value", "href", "words", "stretch"),
    [
        ("a [b *c*](x) d", "x", "b c", "[b *c*](x)"),
        ('[b](<x y> "t")', "x y", "b", '[b](<x y> "t")'),
        ("[b](x_(y)?a=1&amp;b)", "x_(y)?a=1&b", "b", "[b](x_(y)?a=1&amp;b)"),
        ("[AFP](#)", "#", "AFP", "[AFP](#)"),
        ("[b]()", "", "b", "[b]()"),
        ("<https://a.example/x>", "https://a.example/x", "https://a.example/x", "<https://a.example/x>"),
        ("[b][R]\n\n[r]: <https://a.example> 't'", "https://a.example", "b", "[b][R]"),
        ("[r]\n\n[r]: https://a.example", "https://a.example", "r", "[r]"),
        ("<a href='x'>b</a>", "x", "b", "<a href='x'>b</a>"),
    ],
)
def test_links(value: str, href: str, words: str, stretch: str) -> None:
    document = read(value, "markdown")
    link = document.links[0]
    assert link.href == href
    assert document.text[link.start : link.end] == words
    assert value[link.source_start : link.source_end] == stretch
    assert link.visibility is Visibility.VISIBLE


def test_a_bare_address_is_text() -> None:
    assert read("https://a.example/x", "markdown").links == ()


def test_an_image_has_its_description_beside_the_text() -> None:
    document = read("a ![Талибан *у* ворот](x.jpg 't') b", "markdown")
    assert "Талибан" not in document.text
    assert (document.images[0].src, document.images[0].alt) == ("x.jpg", "Талибан *у* ворот")


def test_zones_of_blocks() -> None:
    value = "# a\n\n> b\n\n- c\n\n| d |\n|---|\n| e |\n\n```\nf\n```\n\ng\n\n<figcaption>h</figcaption>"
    found = [zone for zone, _ in zones(read(value, "markdown"))]
    table = [Zone.TABLE, Zone.TABLE]
    assert found == [Zone.HEADING, Zone.QUOTE, Zone.LIST, *table, Zone.CODE, Zone.BODY, Zone.CAPTION]


def test_struck_words_are_apart() -> None:
    document = read("a ~~b~~", "markdown")
    assert [block.visibility for block in document.blocks] == [Visibility.VISIBLE, Visibility.STRUCK]
    assert blocks(document)[1] == "b"


PIECES = st.sampled_from(
    ["слово", "word", " ", "\n", "\n\n", "**", "*", "_", "`", "[a](b)", "[", "]", "(", ")", "<b>", "</b>", "\n> ", "\n- ",
     "\n# ", "&amp;", "\\*", "  \n", "~~x~~ ", ".", ",", "\n```\n", "<https://x.example>", "\n\n<div>\n\n", "\n\n</div>\n\n"]
)  # fmt: skip
ORACLE = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_the_words_are_those_of_another_implementation(value: str) -> None:
    ours, theirs = all_text(read(value, "markdown")), lexbor_text(ORACLE.render(value))
    # Stars between signs, and one star inside bold words, are footnotes' marks to us: compare what is left without
    # them, and without the underscores around which they would have paired.
    assert re.sub("[*_]", "", ours) == re.sub("[*_]", "", theirs)
