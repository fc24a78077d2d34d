"""What is owed to sources that ask for a link: every outcome, in three formats and two languages."""

from typing import Any

import pytest

from annotations.engine.attribution.directory import SourceDirectory
from tests.engine.attribution.reading import (
    DAY,
    HOME,
    ORIGINAL,
    OWN,
    SOURCES,
    article,
    facts,
    fixed,
    fixes,
    judge,
    outcome,
    slots,
)

STORY = "<p>The cranes came back on Monday, a week early, and the boats had to wait.</p>"
MORE = "<p>Nobody on the quay could say how long they would stay this time.</p>"
PLAIN = "The cranes came back on Monday, a week early, and the boats had to wait."
PAGE = "harbourgazette.example/2024/05/cranes-return-a80011"


def gazette(value: str, body_format: str = "html", **more: Any) -> str:
    return outcome(article(value, body_format, source="gazette", **({"original_url": ORIGINAL, "url": OWN} | more)))


@pytest.mark.parametrize(
    ("value", "body_format"),
    [
        (f'{STORY}<p>Original: <a href="{ORIGINAL}">The Harbour Gazette</a></p>', "html"),
        (f'{STORY}<p><a href="{ORIGINAL}">Here</a></p>', "html"),
        (f'<p>The cranes are back, <a href="{ORIGINAL}">it was said</a> on Monday by those who wait.</p>', "html"),
        (f"{STORY}<p>Original url:</p><p><a href='{ORIGINAL}'>{ORIGINAL}</a></p>", "html"),
        (f"{STORY}<a href={ORIGINAL}><img src=logo.png alt=''></a>", "html"),
        (f"{PLAIN}\n\nOriginal url:\n\n<{ORIGINAL}>", "markdown"),
        (f"{PLAIN}\n\n[Harbour Gazette]({ORIGINAL} 'the original')", "markdown"),
        (f"{PLAIN}\n\n**Original: [The Harbour Gazette]({ORIGINAL})**", "markdown"),
        (f"{PLAIN}\n\nOriginal: {ORIGINAL}", "text"),
        (f"{PLAIN}\n\nOriginal url:\n\n<{ORIGINAL}>", "text"),
        (f"{PLAIN} (www.{PAGE})", "text"),
        (f"Журавли вернулись, пишет The Harbour Gazette: {ORIGINAL}.", "text"),
    ],
)
def test_satisfied(value: str, body_format: str) -> None:
    assert gazette(value, body_format) == "satisfied"
    assert judge(article(value, body_format, source="gazette", original_url=ORIGINAL)).findings == ()


@pytest.mark.parametrize(
    "href",
    [
        f"http://{PAGE}", f"https://amp.{PAGE}/", f"HTTPS://WWW.{PAGE.upper().split('/')[0]}/{PAGE.split('/', 1)[1]}",
        f"https://{PAGE}?utm_source=a&utm_medium=b&fbclid=c", f"https://{PAGE}?gclid=1#comments", f"https://{PAGE}?mc_cid=1",
        f"https://{PAGE}?yclid=1&_openstat=2", f"//{PAGE}", f"https://{PAGE}#", f"https://{PAGE}/?",
        f"https://{PAGE.replace('cranes', '%63ranes')}", f"https://{PAGE.replace('.example', '.example:443')}",
    ],
)  # fmt: skip
def test_the_same_page_however_it_is_written(href: str) -> None:
    assert gazette(f'{STORY}<p>Original: <a href="{href}">The Harbour Gazette</a></p>') == "satisfied"
    assert gazette(f"{PLAIN}\n\nOriginal: [The Harbour Gazette]({href})", "markdown") == "satisfied"


def test_cyrillic_addresses_are_the_same_percent_encoded_or_not() -> None:
    value = "Original: [The Harbour Gazette](https://harbourgazette.example/%D0%BC%D0%BE%D1%81%D1%82)"
    assert gazette(value, "markdown", original_url="https://harbourgazette.example/мост") == "satisfied"


@pytest.mark.parametrize(
    "href",
    [
        HOME, "https://harbourgazette.example", "https://harbourgazette.example/2024/05/cranes-leave-a80012",
        f"https://{PAGE}?page=2", f"https://{PAGE}?output=amp", f"https://{PAGE}/amp", f"https://{PAGE}.pdf",
        "https://harbourgazette.example/files/cranes.pdf", "https://ru.harbourgazette.example/2024/05/krany",
        f"https://ru.{PAGE}", f"https://{PAGE.replace('.example', '.example.evil.example')}",
        f"https://harbourgazete.example/{PAGE.split('/', 1)[1]}", f"https://hаrbourgazette.example/{PAGE.split('/', 1)[1]}",
        f"https://harbourgazette.example@evil.example/{PAGE.split('/', 1)[1]}", f"https://blog.{PAGE}",
        f"https://web.archive.org/web/2024/{ORIGINAL}", f"https://cache.example/?page={PAGE}",
        f"https://www-harbourgazette-example.cdn.ampproject.org/c/s/{PAGE}", OWN, "/2024/cranes", "/",
        "www.harbourgazette.example/2024/05/cranes-return-a80011", "https://cyclists.example/a",
    ],
)  # fmt: skip
def test_wrong_link(href: str) -> None:
    for value, body_format in (
        (f'{STORY}<p>Original: <a href="{href}">The Harbour Gazette</a></p>', "html"),
        (f'{STORY}<p><a href="{href}">Read the original article</a></p>', "html"),
        (f"{PLAIN}\n\nRead the original at [The Harbour Gazette]({href}).", "markdown"),
    ):
        assert gazette(value, body_format) == "wrong-link"


@pytest.mark.parametrize(
    "href",
    [
        "https://bit.ly/3abcXYZ", "https://t.co/x", "http://goo.gl/x", "https://tinyurl.com/x", "https://clck.ru/x",
        "https://is.gd/x", "https://ow.ly/x", "https://buff.ly/x", f"{OWN}/out?u={ORIGINAL}", f"/out?url={ORIGINAL}",
        f"https://www.google.com/url?q={ORIGINAL}", f"https://vk.com/away.php?to={ORIGINAL}",
    ],
)  # fmt: skip
def test_review_where_the_end_of_a_link_cannot_be_seen(href: str) -> None:
    assert gazette(f'{STORY}<p>Original: <a href="{href}">The Harbour Gazette</a></p>') == "review"
    assert gazette(f"{PLAIN}\n\nOriginal url:\n\n<{href}>" if "//" in href[:8] else f"[original]({href})", "markdown") == "review"


@pytest.mark.parametrize(
    ("value", "body_format"),
    [
        ('<p class="byline">By <a href="">The Harbour Gazette</a></p>' + STORY, "html"),
        ('<p>By <a href="#">The Harbour Gazette</a></p>' + STORY, "html"),
        (STORY + '<p>Original: <a href="javascript:void(0)">The Harbour Gazette</a></p>', "html"),
        (STORY + '<p>Original: <a href="mailto:desk@harbourgazette.example">The Harbour Gazette</a></p>', "html"),
        (STORY + "<p>Original: <a>The Harbour Gazette</a></p>", "html"),
        (STORY + f"<p>Original: <span onclick=\"location='{ORIGINAL}'\">The Harbour Gazette</span></p>", "html"),
        (STORY + f"<p>Original url: {ORIGINAL}</p>", "html"),
        (STORY + f"<p>Source: The Harbour Gazette, {ORIGINAL}</p>", "html"),
        (STORY + "<p>Source: harbourgazette.example</p>", "html"),
        (f"By [The Harbour Gazette](#)\n\n{PLAIN}", "markdown"),
        (f"{PLAIN}\n\nOriginal url: {ORIGINAL}", "markdown"),
        (f"{PLAIN}\n\nOriginal url: `{ORIGINAL}`", "markdown"),
        (f"{PLAIN}\n\nSource: The Harbour Gazette", "text"),
        (f"By The Harbour Gazette\n\n{PLAIN}", "text"),
        ("Журавли вернулись в понедельник, сообщает The Harbour Gazette. Лодкам пришлось ждать.", "text"),
        (STORY + '<p>Via The Harbour Gazette. See the <a href="https://cyclists.example/">route</a> too.</p>', "html"),
        (STORY + '<p>This story first appeared in The Harbour Gazette under '
         '<a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>.</p>', "html"),
    ],
)  # fmt: skip
def test_missing_link(value: str, body_format: str) -> None:
    assert gazette(value, body_format) == "missing-link"


@pytest.mark.parametrize(
    ("value", "body_format"),
    [
        (STORY, "html"), (PLAIN, "text"), ("", "text"), (f"{PLAIN}\n\nSource: internet", "text"),
        (f"{PLAIN}\n\nИсточник: интернет", "markdown"), (STORY + '<p>Source: <a href="https://a.example/">internet</a></p>', "html"),
        (STORY + '<p>The route is <a href="https://cyclists.example/">here</a>.</p>', "html"),
        (STORY + '<p>The mayor said so <a href="https://harbourgazette.example/other">last week</a> in the town hall.</p>', "html"),
        (STORY + "<figure><img src=a.png><figcaption>Photo: The Harbour Gazette</figcaption></figure>", "html"),
        (STORY + "<p>The fire began on the ground floor of The Harbour Gazette building, where nobody slept.</p>", "html"),
        (STORY + f"<!-- Original: {ORIGINAL} -->", "html"),
        (STORY + '<aside class="related"><a href="#">The Harbour Gazette: boats</a></aside>', "html"),
    ],
)  # fmt: skip
def test_missing(value: str, body_format: str) -> None:
    assert gazette(value, body_format) == "missing"


def test_metadata_is_no_link_for_readers() -> None:
    written = article(PLAIN, source="gazette", original_url=ORIGINAL, canonical_url=ORIGINAL, url=OWN)
    (finding,) = judge(written).findings
    assert finding.outcome == "missing"
    assert "rel=canonical" in finding.help


@pytest.mark.parametrize(
    "hiding",
    [
        '<p style="display:none">{}</p>', "<p hidden>{}</p>", '<div style="visibility:hidden"><p>{}</p></div>',
        '<p style="font-size:0">{}</p>', '<p style="position:absolute;left:-9999px">{}</p>', '<p style="opacity:0">{}</p>',
    ],
)  # fmt: skip
def test_hidden(hiding: str) -> None:
    link = f'Original: <a href="{ORIGINAL}">The Harbour Gazette</a>'
    assert gazette(STORY + hiding.format(link)) == "hidden"
    assert gazette(STORY + hiding.format("Source: The Harbour Gazette")) == "hidden"
    assert gazette(STORY + hiding.format(link) + f"<p>{link}</p>") == "satisfied"


def test_hidden_is_a_link_without_anything_to_click() -> None:
    assert gazette(f'{STORY}<p>Original:<a href="{ORIGINAL}"></a></p>') == "hidden"


def test_review_of_a_link_that_is_folded_away() -> None:
    folded = f'<details><summary>More</summary><p><a href="{ORIGINAL}">The Harbour Gazette</a></p></details>'
    assert gazette(STORY + folded) == "review"


def test_the_best_link_decides() -> None:
    good = f'<p>Original: <a href="{ORIGINAL}">The Harbour Gazette</a></p>'
    for other in (HOME, "#", "https://bit.ly/1", "/about", "https://ru.harbourgazette.example/x"):
        assert gazette(f'<p>By <a href="{other}">The Harbour Gazette</a></p>{STORY}{good}') == "satisfied"


# The terms of other sources.


@pytest.mark.parametrize("rel", ["nofollow", "nofollow noopener", "UGC", "noopener sponsored", "noreferrer ugc"])
def test_a_mark_that_the_source_forbids(rel: str) -> None:
    value = f'<p>Мост открыли, сообщает <a href="https://vestnik.example/most" rel="{rel}">Речной вестник</a>.</p>{MORE}'
    written = article(value, "html", source="vestnik", original_url="https://vestnik.example/most", language="ru")
    assert outcome(written) == "wrong-link"
    (fix,) = fixes(written)
    assert outcome(fixed(written, fix)) == "satisfied"


@pytest.mark.parametrize("rel", ["noopener", "noreferrer noopener", "external", ""])
def test_marks_that_it_does_not_forbid(rel: str) -> None:
    value = f'<p>Мост открыли, сообщает <a href="https://vestnik.example/most" rel="{rel}">Речной вестник</a>.</p>{MORE}'
    written = article(value, "html", source="vestnik", original_url="https://vestnik.example/most", language="ru")
    assert outcome(written) == "satisfied"


LINK = "[Речной вестник](https://vestnik.example/most)"
LONG = "В районе живёт чуть больше восьми тысяч человек, и все они ждали моста много лет."


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (f"Мост открыли в полдень, передаёт {LINK}.\n\n{LONG}", "satisfied"),
        (f"# Мост открыли\n\nИван Петров\n\n12 мая 2024\n\nМост открыли в полдень, пишет {LINK}.\n\n{LONG}", "satisfied"),
        (f"Источник: {LINK}\n\n{LONG}\n\n{LONG}", "satisfied"),
        (f"{LONG}\n\nМост открыли в полдень, передаёт {LINK}.", "misplaced"),
        (f"{LONG}\n\n{LONG}\n\nИсточник: {LINK}", "misplaced"),
    ],
)
def test_first_paragraph(value: str, expected: str) -> None:
    written = article(value, "markdown", source="vestnik", original_url="https://vestnik.example/most", language="ru")
    assert outcome(written) == expected


ISLE = "https://islevoices.example/2024/05/02/a-radio/"
CREDIT = f"This story by Lena Idris originally appeared on [Isle Voices]({ISLE}) on May 2, 2024."


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (f"*{CREDIT}*\n\n{PLAIN}\n\n{PLAIN}", "satisfied"),
        (f"# A radio\n\nBy Lena Idris\n\nMay 6, 2024\n\n{CREDIT}\n\n{PLAIN}", "satisfied"),
        (f"\\* banned in Russia\n\n{CREDIT}\n\n{PLAIN}", "satisfied"),
        (f"By Lena Idris, [Isle Voices]({ISLE})\n\n{PLAIN}", "satisfied"),
        (f"Original url:\n\n<{ISLE}>\n\n{PLAIN}\n\n{PLAIN}", "satisfied"),
        (f"{PLAIN}\n\n{PLAIN}\n\n{CREDIT}", "misplaced"),
        (f"{PLAIN}\n\n{CREDIT}\n\n{PLAIN}", "misplaced"),
        (f"The cranes are back, [Isle Voices]({ISLE}) reported on Monday from the quay.\n\n{PLAIN}", "misplaced"),
    ],
)
def test_top(value: str, expected: str) -> None:
    assert outcome(article(value, "markdown", source="isle", original_url=ISLE)) == expected


TIDE = "https://tidenotes.example/why-tides-keep-time-200202"
PHRASED = f'<p>This article was republished from Tide Notes. Read the <a href="{TIDE}">original article</a>.</p>'
COUNTER = '<img src="https://count.tidenotes.example/content/200202/count.gif" width="1" height="1" alt="">'


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (STORY + MORE + PHRASED + COUNTER, {}),
        (PHRASED + COUNTER + STORY + MORE, {}),
        (STORY + MORE + PHRASED.replace(TIDE, "https://tidenotes.example/") + COUNTER, {}),
        (STORY + "<p>Republished\n from <i>Tide</i>&nbsp;Notes. <a href='" + TIDE + "'>Original</a></p>" + COUNTER, {}),
        (STORY + MORE + PHRASED + COUNTER.replace("https:", ""), {}),
        (STORY + MORE + PHRASED, {"counter": "incomplete"}),
        (STORY + MORE + PHRASED + COUNTER.replace("src=", "data-src="), {"counter": "incomplete"}),
        (STORY + MORE + PHRASED + COUNTER.replace("200202", "300303"), {"counter": "incomplete"}),
        (STORY + MORE + PHRASED + COUNTER.replace("count.tide", "count-tide"), {"counter": "incomplete"}),
        (STORY + PHRASED + MORE + COUNTER, {"": "misplaced"}),
        (STORY + MORE + PHRASED.replace("republished from", "taken from") + COUNTER, {"wording": "wrong-wording"}),
        (STORY + MORE + PHRASED.replace("Tide Notes", "tide notes") + COUNTER, {"wording": "incomplete"}),
        (STORY + MORE + f'<p>Read the <a href="{TIDE}">original</a>.</p>' + COUNTER, {"wording": "incomplete"}),
        (STORY + MORE + PHRASED.replace(TIDE, "https://bit.ly/1") + COUNTER, {"": "review"}),
        (STORY + MORE + PHRASED.replace(TIDE, "https://tidenotes.example/other") + COUNTER, {"": "wrong-link"}),
        (STORY + MORE + "<p>Republished from Tide Notes.</p>" + COUNTER, {"": "missing-link"}),
        (STORY + MORE + COUNTER, {"": "missing"}),
        (STORY + MORE, {"": "missing", "counter": "incomplete"}),
    ],
)
def test_words_link_and_counter(value: str, expected: dict[str, str]) -> None:
    written = article(value, "html", source="tide", original_url=TIDE)
    assert slots(written) == expected
    assert outcome(written) == (min(expected.items())[1] if expected else "satisfied")


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://almanac.example/", "satisfied"), ("http://www.almanac.example", "satisfied"),
        ("https://almanac.example/2024/x", "wrong-link"), ("https://bit.ly/1", "review"), ("#", "missing-link"),
    ],
)  # fmt: skip
def test_a_source_that_asks_for_its_home_page(href: str, expected: str) -> None:
    value = f'{STORY}<p>Source: <a href="{href}">Almanac</a></p>'
    assert outcome(article(value, "html", source="almanac", original_url="https://almanac.example/2024/x")) == expected


def test_terms_have_their_time() -> None:
    written = article(PLAIN, source="bygone")
    assert outcome(written, day=DAY) == ""
    assert outcome(written, day=DAY.replace(day=5)) == "missing"
    assert outcome(written, day=DAY.replace(year=2019)) == ""


def test_an_unknown_source_is_unchecked_not_clean() -> None:
    verdict = judge(article(PLAIN, source="nobody"))
    assert (verdict.requirements, verdict.findings) == ((), ())
    assert {(row.what, row.code) for row in verdict.unchecked} == {("source nobody", "unknown_source")}


def test_nothing_is_owed_by_an_article_that_declares_nothing() -> None:
    quoted = '"The cranes are back," wrote Ben Aru in The Harbour Gazette last week. Our reporter went to see for herself.'
    assert judge(article(quoted)).requirements == ()


# Messages and changes.


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (STORY, "declared to come from The Harbour Gazette"),
        (f'<p>Original: <a href="{HOME}">The Harbour Gazette</a></p>', "to the home page of The Harbour Gazette"),
        ('<p>By <a href="#">The Harbour Gazette</a></p>', "“The Harbour Gazette” has no address"),
        (f"<p>Original: {ORIGINAL}</p>", "words only"),
        ('<p>Original: <a href="https://bit.ly/1">here</a></p>', "a link shortener"),
        (f'<p>Original: <a href="https://harbourgazete.example/{PAGE[-8:]}">x</a></p>', "only looks like"),
        (f'<p hidden><a href="{ORIGINAL}">x</a></p>', "a reader does not see it"),
    ],
)
def test_a_finding_says_what_was_found_and_what_to_do(value: str, words: str) -> None:
    (finding,) = judge(article(value, "html", source="gazette", original_url=ORIGINAL)).findings
    assert words in finding.message
    assert finding.message.endswith((".", "/", "1")) or "https://" in finding.message
    assert finding.help
    assert dict(finding.details) == {"source": "The Harbour Gazette", "original": ORIGINAL}


def test_without_an_original_no_address_is_proposed() -> None:
    (finding,) = judge(article(STORY, "html", source="gazette")).findings
    assert "no address can be proposed" in finding.help.replace("so no ", "no ")
    assert finding.fixes == ()


NASTY = 'https://harbourgazette.example/a?b="><script>&c=(d) [e]'
BROKEN = [
    (STORY, "html"), (f"<div><article>{STORY}</article></div></body></html>", "html"), (PLAIN, "text"), (PLAIN, "markdown"),
    (f'{STORY}<p>Original: <a class="x" title="href=y" HREF={HOME}>The Harbour Gazette</a></p>', "html"),
    ("<p class='byline'>By <a href>The Harbour Gazette</a></p>" + STORY, "html"),
    (f"{PLAIN}\n\nOriginal: [The Harbour Gazette]({HOME} 'title')", "markdown"),
    (f"{PLAIN}\n\nOriginal: [The Harbour Gazette](<{HOME}>)", "markdown"),
    (f"By [The Harbour Gazette](#)\n\n{PLAIN}", "markdown"), (f"By [The Harbour Gazette]()\n\n{PLAIN}", "markdown"),
    (f"{PLAIN}\n\nOriginal url:\n\n<{HOME}>", "markdown"), (f"{PLAIN}\n\nOriginal url: {HOME}", "text"),
    (f"{PLAIN}\n\nOriginal: [The Harbour Gazette][1]\n\n[1]: {HOME}", "markdown"),
    (f'{STORY}<p hidden>Original: <a href="{ORIGINAL}">The Harbour Gazette</a></p>', "html"),
    (f'{STORY}<p>Original: <a href="https://bit.ly/1">The Harbour Gazette</a></p>', "html"),
    (f"<p>{PLAIN}</p><p>Original url: {ORIGINAL}</p>", "html"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "body_format"), BROKEN)
@pytest.mark.parametrize("original", [ORIGINAL, NASTY])
def test_every_change_clears_the_finding_and_nothing_is_left_to_do(value: str, body_format: str, original: str) -> None:
    written = article(value, body_format, source="gazette", original_url=original)
    proposed = fixes(written)
    assert proposed
    for fix in proposed:
        better = fixed(written, fix)
        assert outcome(better) == "satisfied"
        assert fixes(better) == []
        assert "<script>" not in better.body.value


def test_only_a_change_of_an_address_in_a_credit_line_is_safe() -> None:
    link = f'<a href="{HOME}">The Harbour Gazette</a>'
    declared = {"source": "gazette", "original_url": ORIGINAL}
    assert [fix.safe for fix in fixes(article(f"{STORY}<p>Original: {link}</p>", "html", **declared))] == [True]
    told = f"<p>The editors of {link} were among those who waited for the boat on Monday.</p>"
    assert [fix.safe for fix in fixes(article(STORY + told, "html", **declared))] == [False]
    assert [fix.safe for fix in fixes(article(STORY, "html", **declared))] == [False]


@pytest.mark.parametrize(
    ("source", "original", "language", "body_format", "expected"),
    [
        ("gazette", ORIGINAL, "en", "html", f'<p>Original: <a href="{ORIGINAL}">The Harbour Gazette</a></p>'),
        ("gazette", ORIGINAL, "ru", "markdown", f"Оригинал: [The Harbour Gazette]({ORIGINAL})"),
        ("gazette", ORIGINAL, "en", "text", f"Original: The Harbour Gazette, {ORIGINAL}"),
        ("vestnik", "https://vestnik.example/a", "ru", "text", " (Оригинал: Речной вестник, https://vestnik.example/a)"),
        ("vestnik", "https://vestnik.example/a", "en", "html", ' (Original: <a href="https://vestnik.example/a">River Herald</a>)'),
        ("isle", ISLE, "en", "markdown", f"Original: [Isle Voices]({ISLE})\n\n"),
        ("tide", TIDE, "en", "html", f'<p>Republished from Tide Notes. Original: <a href="{TIDE}">Tide Notes</a></p>'),
        ("almanac", None, "en", "markdown", "Original: [Almanac](https://almanac.example/)"),
    ],
)  # fmt: skip
def test_a_credit_is_put_in_in_the_format_language_and_place_of_the_terms(
    source: str, original: str | None, language: str, body_format: str, expected: str
) -> None:
    value = f"<p>{PLAIN}</p>\n<p>{PLAIN}</p>" if body_format == "html" else f"{PLAIN}\n\n{PLAIN}"
    written = article(value, body_format, source=source, original_url=original, language=language)
    (fix,) = fixes(written)
    assert expected in fix.edits[0].text
    better = fixed(written, fix)
    assert slots(better) == ({"counter": "incomplete"} if source == "tide" else {})


def test_the_order_of_sources_does_not_matter() -> None:
    assert list(SourceDirectory(dict(reversed(list(SOURCES.items()))))) == list(SOURCES)
    assert facts(article(PLAIN)).sources is SOURCES
