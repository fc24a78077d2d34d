"""Links as the report states them, and which of them readers are shown as the way to the original."""

from typing import Any

import pytest

from annotations.engine.article import Article
from annotations.engine.attribution.carried import Carried, carried
from annotations.engine.attribution.links import declared_source
from tests.engine.attribution.reading import HOME, ORIGINAL, OWN, SOURCES, article, facts


def stands(value: str, body_format: str = "html", **more: Any) -> Carried:
    written = article(value, body_format, **({"source": "gazette", "original_url": ORIGINAL, "url": OWN} | more))
    seen = facts(written)
    return carried(written, seen.document, seen.credits, SOURCES, "gazette")


@pytest.mark.parametrize(
    ("value", "body_format"),
    [
        (f"Original url:\n\n<{ORIGINAL}>", "markdown"),
        (f"Original url:\n\n<{ORIGINAL}>", "text"),
        (f"Original url: {ORIGINAL}", "text"),
        (f"[the cranes]({ORIGINAL}?utm_source=x)", "markdown"),
        (f"<a href='{ORIGINAL}/'>the cranes</a>", "html"),
        ("<a href='//harbourgazette.example/2024/05/cranes-return-a80011#top'>the cranes</a>", "html"),
        ("harbour: www.harbourgazette.example/2024/05/cranes-return-a80011", "text"),
    ],
)
def test_a_link_to_the_original_is_recognised(value: str, body_format: str) -> None:
    for declared in ({"source": "gazette", "original_url": ORIGINAL}, {}):
        (fact,) = facts(article(value, body_format, **declared)).links
        assert (fact.same_as, fact.canonical) == ("gazette", "https://harbourgazette.example/2024/05/cranes-return-a80011")


@pytest.mark.parametrize("href", [HOME, "#", "", "mailto:a@b.example", "https://cyclists.example/a", "/about"])
def test_other_links_are_the_same_as_nothing(href: str) -> None:
    (fact,) = facts(article(f'<a href="{href}">words</a>', "html")).links
    assert (fact.href, fact.text, fact.same_as) == (href, "words", None)


def test_another_page_is_not_the_declared_original_but_the_page_of_a_source() -> None:
    value = "<a href='https://harbourgazette.example/other'>words</a>"
    assert facts(article(value, "html", source="gazette", original_url=ORIGINAL)).links[0].same_as is None
    assert facts(article(value, "html")).links[0].same_as == "gazette"


def test_a_fact_cites_the_markup_and_tells_rel_and_visibility() -> None:
    value = f'<p>See <a rel="ugc nofollow" href="{ORIGINAL}">the <b>cranes</b></a> now.</p><a href="/x" hidden>x</a>'
    first, second = facts(article(value, "html")).links
    assert value[first.evidence.start : first.evidence.end].startswith("<a rel=")
    assert (first.evidence.exact, first.evidence.prefix, first.evidence.suffix) == ("the cranes", "See ", " now.")
    assert (first.rel, first.visible, second.visible) == (("nofollow", "ugc"), True, False)


@pytest.mark.parametrize(
    "value",
    [
        '<p>Original: <a href="{}">The Harbour Gazette</a></p>',
        '<p>told <a href="{}">The Harbour Gazette</a> on Monday that the boats are late again.</p>',
        '<p><a href="{}">Read the original</a></p>',
        '<p>Original: <a href="{}">here</a></p>',
        '<p>Original url:</p><p><a href="{}">here</a></p>',
        '<p>Original url:<br><a href="{}">here</a></p>',
        '<p>Оригинал статьи: <a href="{}">по ссылке</a></p>',
        '<p>Читать <a href="{}">оригинал</a></p>',
        '<p>Source: <a href="{}">cyclists.example</a></p>',
        '<p>Link to the original: <a href="{}">here</a></p>',
        '<p>Ссылка на оригинал: <a href="{}">здесь</a></p>',
        '<p>See <a href="{}">https://harbourgazette.example/2024</a> for more on this and other boats.</p>',
    ],
)
def test_what_is_shown_as_the_way_to_the_original_whatever_its_address(value: str) -> None:
    for href in ("https://cyclists.example/a", "https://bit.ly/1", HOME, "/about"):
        assert [each.presented for each in stands(value.format(href)).links] == [True]


@pytest.mark.parametrize(
    "value",
    [
        '<p>The route is <a href="https://cyclists.example/a">on the site</a> of the club, said the mayor on Monday.</p>',
        '<p>As reported <a href="https://harbourgazette.example/other">last week</a>, the boats are late again.</p>',
        '<p>This story first appeared in The Harbour Gazette under <a href="https://creativecommons.org/x">CC BY</a>.</p>',
        '<p>Source: <a href="https://cyclists.example/a">internet</a></p>',
        '<p>Original: <a href="#">here</a></p>',
    ],
)
def test_what_is_not(value: str) -> None:
    assert [each.presented for each in stands(value).links] == [False]


def test_a_teaser_leads_to_other_articles_and_is_no_way_to_the_original() -> None:
    value = '<aside class="related"><a href="https://harbourgazette.example/b">The Harbour Gazette: boats</a></aside>'
    assert stands(value).links == ()


@pytest.mark.parametrize(
    ("value", "body_format", "expected"),
    [
        (f"<p>Original: {ORIGINAL}</p>", "html", [ORIGINAL]),
        (f"Original: {ORIGINAL}.", "markdown", [ORIGINAL + "."]),
        ("<p>Source: harbourgazette.example</p>", "html", ["harbourgazette.example"]),
        ("Source: www.HarbourGazette.example/2024", "markdown", ["www.HarbourGazette.example/2024"]),
        (f'<p><a href="">{ORIGINAL}</a></p>', "html", [ORIGINAL]),
        (f'<p><a href="{HOME}">{ORIGINAL}</a></p>', "html", []),
        (f"<{ORIGINAL}>", "markdown", []),
        (f"{ORIGINAL}", "text", []),
        ("<p>desk@harbourgazette.example</p>", "html", []),
        ("<p>harbourgazette.example.evil.example, myharbourgazette.example</p>", "html", []),
        (f'<p style="display:none">{ORIGINAL}</p>', "html", []),
    ],
)  # fmt: skip
def test_addresses_that_are_words_only(value: str, body_format: str, expected: list[str]) -> None:
    read = stands(value, body_format)
    assert [read.document.text[start:end] for start, end in read.addresses] == expected


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ({"source": {"id": "gazette"}}, "gazette"),
        ({"source": {"id": "unknown", "name": "Harbour gazette"}}, "gazette"),
        ({"source": {"id": "unknown", "name": "Nobody"}}, None),
        ({"original_url": ORIGINAL}, "gazette"),
        ({"original_url": ORIGINAL, "url": "https://amp.harbourgazette.example/x"}, None),
        ({"canonical_url": ORIGINAL, "url": OWN}, "gazette"),
        ({"canonical_url": ORIGINAL}, None),
        ({"original_url": "https://cyclists.example/a"}, None),
        ({}, None),
    ],
)  # fmt: skip
def test_which_source_an_article_declares(declared: dict[str, object], expected: str | None) -> None:
    written = Article.model_validate({"id": "a", "body": {"format": "text", "value": "x"}} | declared)
    assert declared_source(written, SOURCES) == expected


def test_a_link_without_words_in_a_text_without_words() -> None:
    assert [fact.text for fact in facts(article(f"<a href='{ORIGINAL}'></a>", "html")).links] == [""]
