"""How a link stands to the original: the same page, another, or a host that is not the source's."""

import pytest

from annotations.engine.attribution.directory import SourceHosts
from annotations.engine.attribution.relations import LinkRelation, relation
from annotations.engine.attribution.urls import parse
from annotations.engine.source import Source

GAZETTE = Source(
    id="gazette",
    name="The Harbour Gazette",
    hosts=("harbourgazette.example",),
    equivalent_hosts=("www.harbourgazette.example", "amp.harbourgazette.example", "M.harbourgazette.example"),
    other_language_hosts={"ru": ("ru.harbourgazette.example", "www.ru.harbourgazette.example"), "fi": ("gazette.fi",)},
    link="article",
)
ORIGINAL = "https://www.harbourgazette.example/2024/05/cranes-return-a80011"
OWN = "https://ourpaper.example/2024/cranes"


def of(link: str, *, original: str | None = ORIGINAL, source: Source = GAZETTE) -> LinkRelation:
    return relation(
        parse(link, base=OWN),
        original=parse(original) if original else None,
        hosts=SourceHosts.of(source),
        own=parse(OWN),
    )


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (ORIGINAL, "same"),
        ("http://harbourgazette.example/2024/05/cranes-return-a80011/", "same"),
        ("https://amp.harbourgazette.example/2024/05/cranes-return-a80011", "same"),
        ("https://m.harbourgazette.example/2024/05/cranes-return-a80011?utm_source=x#top", "same"),
        ("https://www.harbourgazette.example/", "home"),
        ("https://harbourgazette.example", "home"),
        ("https://harbourgazette.example/index.html", "home"),
        ("https://harbourgazette.example/en", "home"),
        ("https://harbourgazette.example/2024/05/cranes-leave-a80012", "other page"),
        ("https://harbourgazette.example/2024/05/cranes-return-a80011?page=2", "other page"),
        ("https://harbourgazette.example/2024/05/cranes-return-a80011/amp", "other page"),
        ("https://harbourgazette.example/2024", "other page"),
        ("https://harbourgazette.example/files/cranes.PDF", "file"),
        ("https://ru.harbourgazette.example/2024/05/cranes-return-a80011", "other language"),
        ("https://gazette.fi/", "other language"),
        ("https://bit.ly/3abcXYZ", "shortener"),
        ("http://t.co/abc", "shortener"),
        ("https://clck.ru/abc", "shortener"),
        ("https://www.tinyurl.com/abc", "shortener"),
        ("https://is.gd/x", "shortener"),
        ("https://ourpaper.example/out?u=https%3A%2F%2Fwww.harbourgazette.example%2F2024%2F05%2Fcranes-return-a80011", "wrapped"),
        ("/out?url=http://harbourgazette.example/2024/05/cranes-return-a80011/", "wrapped"),
        ("https://www.google.com/url?sa=t&q=https://www.harbourgazette.example/2024/05/cranes-return-a80011", "wrapped"),
        ("https://l.facebook.com/l.php?u=https://harbourgazette.example/2024/05/cranes-return-a80011&h=AT0", "wrapped"),
        ("https://vk.com/away.php?to=https://harbourgazette.example/2024/05/cranes-return-a80011", "wrapped"),
        ("https://href.li/?https://www.harbourgazette.example/2024/05/cranes-return-a80011", "wrapped"),
        ("https://www.facebook.com/sharer/sharer.php?u=https://harbourgazette.example/2024/05/cranes-return-a80011", "other host"),
        ("/out?u=https://harbourgazette.example/", "own site"),
        ("/about", "own site"),
        (OWN, "own site"),
        ("https://www.ourpaper.example/other#x", "own site"),
        ("www.harbourgazette.example/2024/05/cranes-return-a80011", "own site"),
        ("https://web.archive.org/web/2024/https://www.harbourgazette.example/2024/05/cranes-return-a80011", "copy"),
        ("https://webcache.example/search?q=cache:www.harbourgazette.example/2024/05/cranes-return-a80011", "copy"),
        ("https://www-harbourgazette-example.cdn.ampproject.org/c/s/www.harbourgazette.example/2024/x", "copy"),
        ("https://www-harbourgazette-example.translate.goog/2024/05/cranes-return-a80011", "copy"),
        ("https://harbourgazette.example.evil.example/2024/05/cranes-return-a80011", "look-alike"),
        ("https://harbourgazette.example@evil.example/2024/05/cranes-return-a80011", "look-alike"),
        ("https://harbourgazete.example/2024/05/cranes-return-a80011", "look-alike"),
        ("https://harbourgazette.co/2024/05/cranes-return-a80011", "look-alike"),
        ("https://harbour-gazette.example/2024/05/cranes-return-a80011", "look-alike"),
        ("https://harb0urgazette.example/2024/05/cranes-return-a80011", "look-alike"),
        ("https://hаrbourgаzette.example/2024/05/cranes-return-a80011", "look-alike"),
        ("https://xn--hrbourgzette-x9jg.example/2024/05/cranes-return-a80011", "look-alike"),
        ("https://blog.harbourgazette.example/2024/05/cranes-return-a80011", "other host"),
        ("https://harbourgazette.example:8443/2024/05/cranes-return-a80011", "other host"),
        ("https://cyclists.example/route", "other host"),
        ("#", "not a link"),
        ("javascript:void(0)", "not a link"),
    ],
)  # fmt: skip
def test_where_a_link_leads(link: str, expected: str) -> None:
    assert of(link).value == expected


def test_rn_reads_like_m() -> None:
    times = Source(id="times", name="Moorland Times", hosts=("moorlandtimes.example",))
    assert of("https://rnoorlandtirnes.example/a", original=None, source=times) is LinkRelation.LOOKALIKE


def test_without_a_declared_original_any_page_of_the_source_will_do() -> None:
    assert of("https://harbourgazette.example/2024/05/x", original=None) is LinkRelation.SAME
    assert of("https://harbourgazette.example/", original=None) is LinkRelation.HOME
    assert of("https://ru.harbourgazette.example/2024/05/x", original=None) is LinkRelation.OTHER_LANGUAGE


def test_an_original_of_another_edition_is_compared_within_that_edition() -> None:
    original = "https://ru.harbourgazette.example/2024/05/krany"
    assert of("https://www.ru.harbourgazette.example/2024/05/krany/", original=original) is LinkRelation.SAME
    assert of("https://harbourgazette.example/2024/05/krany", original=original) is LinkRelation.OTHER_LANGUAGE


def test_an_original_on_a_host_nobody_listed_is_compared_as_it_is() -> None:
    original = "https://stories.example/cranes"
    assert of("http://www.stories.example/cranes/", original=original) is LinkRelation.SAME
    assert of("https://stories.example/other", original=original) is LinkRelation.OTHER_HOST


def test_a_source_named_in_an_international_host() -> None:
    volna = Source(id="volna", name="Волна", hosts=("волна.example",))
    assert of("https://xn--80ad1aid.example/most", original="https://волна.example/most", source=volna).value == "same"
