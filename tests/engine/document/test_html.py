"""The HTML reader: words, blocks, links, marks and images."""

from __future__ import annotations

import pytest

from annotations.engine.document.model import MarkKind, Visibility
from tests.engine.document.reading import blocks, check, read, seen


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("T<b>a</b>li<!-- x -->b<wbr>an", "Taliban"),
        ("«Тали&shy;бан»", "«Талибан»"),
        ("Тали\u00adбан \u2060и \U000e0020ИГ\ufe0f", "Талибан и ИГ"),
        ("A  b\n\tc <i> d </i> e", "A b c d e"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("a&nbsp;b", "a\xa0b"),
        ("<p>a<p>b", "a | b"),
        ("<ul><li>a<li>b</ul>c", "a | b | c"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a | b | c"),
        ("<h2>a</h2>b<div>c</div>d", "a | b | c | d"),
        ("<dl><dt>a<dd>b</dl>", "a | b"),
        ("<span style='display:block'>a</span>b", "a | b"),
        ("<p>Тали<div hidden>x</div>бан", "Тали | бан"),
        ("a <br> b", "a b"),
        ("a<br><br>b", "a | b"),
        ("a<br>&nbsp;<br>b", "a | b"),
        ("ИГИЛ*<br>* Запрещена", "ИГИЛ* | * Запрещена"),
        ("ИГИЛ<sup>1</sup><br><sup>1</sup> Запрещена", "ИГИЛ1 | 1 Запрещена"),
        ("a < b <3 & c", "a < b <3 & c"),
        ("<p>&nbsp;</p><p>a</p><p>\u200b</p>", "a"),
        ("a<textarea></b></textarea>b", "a | b"),
        ("<script>'</b><p>x'</script>a", "a"),
        ("<script><!--<script></script>--></script>a", "a"),
        ("a<p", "a"),
        ("a<p title='", "a"),
        ("a</p", "a"),
        ("<svg><![CDATA[a<b]]></svg>", "a<b"),
        ("<table>a<tr><td>b</table>", "a | b"),
        ("<a>1<p>2</a>3</p>", "1 | 23"),
    ],
)
def test_what_a_reader_sees(markup: str, text: str) -> None:
    assert seen(markup) == text
    check(read(markup))


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        ("&amp;", "&"),
        ("&ampx", "&x"),
        ("&notit;", "¬it;"),
        ("&notin;", "∉"),
        ("&nonsense;", "&nonsense;"),
        ("&#1058;", "Т"),
        ("&#x422", "Т"),
        ("&#151;", "—"),
        ("&#0;", "\ufffd"),
        ("&#xD800;", "\ufffd"),
        ("&#99999999999;", "\ufffd"),
        ("&#;", "&#;"),
        ("&", "&"),
    ],
)
def test_character_references(reference: str, text: str) -> None:
    document = read(f"<p>q{reference}z</p>")
    assert document.text == f"q{text}z"
    check(document)


def test_a_reference_is_the_stretch_that_made_its_character() -> None:
    document = read("<p>&laquo;Тали&shy;бан&raquo;</p>")
    name = document.passage(1, 8)
    assert document.values["body"][name.start : name.end] == "Тали&shy;бан"
    assert name.exact == "Талибан"


def test_references_in_addresses_follow_other_rules() -> None:
    document = read("<a href='?a=1&copy=2&amp;c&lt;d'>x</a>")
    assert document.links[0].href == "?a=1&copy=2&c<d"


def test_a_link_holds_its_words_its_stretch_and_its_rel() -> None:
    value = "<p>См. <A HREF=https://a.example/x rel='NoFollow noopener'> <b>тут</b> </A>.</p>"
    document = read(value)
    link = document.links[0]
    assert document.text[link.start : link.end] == "тут"
    assert value[link.source_start : link.source_end].endswith("</A>")
    assert link.href == "https://a.example/x"
    assert sorted(link.rel) == ["nofollow", "noopener"]
    assert link.visibility is Visibility.VISIBLE


@pytest.mark.parametrize(
    "markup",
    [
        "<a href=x></a>",
        "<a href=x><span hidden>a</span></a>",
        "<div style='display:none'><a href=x>a</a></div>",
        "<a href=x class=sr-only>a</a>",
    ],
)
def test_a_link_without_anything_to_see_is_hidden(markup: str) -> None:
    assert read(markup).links[0].visibility is Visibility.HIDDEN


def test_an_address_without_a_link_is_text() -> None:
    assert read("<p>https://a.example/x</p>").links == ()


def test_a_linked_image_is_something_to_see() -> None:
    document = read("<p>a</p><a href=x><img src=p.jpg alt='1 < 2'></a>")
    assert document.links[0].visibility is Visibility.VISIBLE
    image = document.images[0]
    assert (image.src, image.alt, image.visibility) == ("p.jpg", "1 < 2", Visibility.VISIBLE)
    assert document.values["body"][image.source_start : image.source_end] == "<img src=p.jpg alt='1 < 2'>"


def test_a_counter_is_an_image_that_nobody_sees() -> None:
    document = read("<img src=count.gif width=1 height=1><p hidden><img src=b.gif></p><noscript><img src=c></noscript>")
    assert [image.src for image in document.images] == ["count.gif", "b.gif"]
    assert {image.visibility for image in document.images} == {Visibility.HIDDEN}


def test_marks() -> None:
    document = read("<p>ИГ<sup>1</sup> <b><i>важно</i></b> <span style='vertical-align:super'>2</span></p>")
    marks = [(mark.kind, document.text[mark.start : mark.end]) for mark in document.marks]
    superscript, emphasis = MarkKind.SUPERSCRIPT, MarkKind.EMPHASIS
    assert marks == [(superscript, "1"), (emphasis, "важно"), (emphasis, "важно"), (superscript, "2")]


def test_formatting_goes_on_in_the_next_paragraph() -> None:
    document = read("<p><b>a<p>b</b>c")
    assert blocks(document) == ["a", "bc"]
    assert [document.text[mark.start : mark.end] for mark in document.marks] == ["a", "b"]
