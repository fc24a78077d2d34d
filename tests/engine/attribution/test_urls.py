"""Addresses: one form for one page, another form for another page, and no address that makes the parser fall over."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotations.engine.attribution.urls import canonical, host_of, parse, target, with_scheme
from tests.shared import shared_lines

PAGE = "https://harbourgazette.example/2024/05/cranes-return"


@pytest.mark.parametrize(
    "written",
    [
        "https://www.harbourgazette.example/2024/05/cranes-return",
        "http://harbourgazette.example/2024/05/cranes-return",
        "HTTPS://Harbourgazette.EXAMPLE/2024/05/cranes-return",
        "https://harbourgazette.example./2024/05/cranes-return",
        "https://harbourgazette.example:443/2024/05/cranes-return",
        "http://harbourgazette.example:80/2024/05/cranes-return",
        "https://harbourgazette.example/2024/05/cranes-return/",
        "https://harbourgazette.example/2024/05/cranes-return#comments",
        "https://harbourgazette.example/2024/05/cranes-return?",
        "https://harbourgazette.example/2024/05/cranes-return/?utm_source=feed&utm_medium=rss#top",
        "https://harbourgazette.example/2024/05/cranes-return?fbclid=abc&gclid=1&mc_cid=2&mc_eid=3&yclid=4&_openstat=5",
        "https://harbourgazette.example/2024/05/cranes-return?UTM_Campaign=spring&msclkid=1&ysclid=2&igshid=3",
        "https://harbourgazette.example/2024/05/cranes-return?ref=home&ref_src=twsrc",
        "https://harbourgazette.example/2024/05/cranes-return;jsessionid=1A530637289A03B07199A44E8D531427",
        "https://harbourgazette.example/2024/05/cranes%2Dreturn",
        "https://harbourgazette.example/2024/%30%35/cranes-return",
        "https://harbourgazette.example/2024/04/../05/./cranes-return",
        "https://reader:secret@harbourgazette.example/2024/05/cranes-return",
        "  https://harbourgazette.example/2024/05/cranes-return\n",
        "https://harbourgazette.example/2024/05/cranes-\nreturn",
        "//www.harbourgazette.example/2024/05/cranes-return",
        "https:\\\\harbourgazette.example\\2024\\05\\cranes-return",
    ],
)
def test_one_page_has_one_form(written: str) -> None:
    assert canonical(written) == PAGE


@pytest.mark.parametrize(
    "written",
    [
        "https://harbourgazette.example/2024/05/cranes-leave",
        "https://harbourgazette.example/2024/05/Cranes-Return",
        "https://harbourgazette.example/2024/05/cranes-return?page=2",
        "https://harbourgazette.example/2024/05/cranes-return?output=amp",
        "https://harbourgazette.example/2024/05/cranes-return/amp",
        "https://harbourgazette.example/2024/05/cranes-return.pdf",
        "https://harbourgazette.example//2024/05/cranes-return",
        "https://harbourgazette.example/2024/05%2Fcranes-return",
        "https://harbourgazette.example:8443/2024/05/cranes-return",
        "https://m.harbourgazette.example/2024/05/cranes-return",
        "https://harbourgazette.example.evil.example/2024/05/cranes-return",
        "https://harbourgazette.example@evil.example/2024/05/cranes-return",
    ],
)
def test_another_page_has_another_form(written: str) -> None:
    assert canonical(written) not in {PAGE, None}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://пример.рф/новости", "https://xn--e1afmkfd.xn--p1ai/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"),
        ("https://ПРИМЕР.РФ/новости", "https://пример.рф/%d0%bd%d0%be%d0%b2%d0%be%d1%81%d1%82%d0%b8/"),
        ("https://a.example/?b=2&a=1", "https://a.example/?a=1&b=2"),
        ("https://a.example/?q=two+words", "https://a.example/?q=two%20words"),
        ("https://a.example/it's(1)", "https://a.example/it%27s%281%29"),
        ("https://a.example/a[1]?b=[2]", "https://a.example/a%5b1%5D?b=%5B2%5D"),
        ("https://a.example", "http://www.a.example/"),
    ],
)
def test_two_ways_of_writing_are_equal(one: str, other: str) -> None:
    assert canonical(one) == canonical(other) is not None


@pytest.mark.parametrize(
    "written",
    [
        "", "   ", "#", "#top", "javascript:void(0)", "JavaScript:alert(1)", "mailto:desk@harbourgazette.example",
        "tel:+441234567", "data:text/html,x", "about:blank", "ftp://harbourgazette.example/a", "http://", "https:///",
        "http://[::1", "http://a b/", "http://a\x00b/", "http://\ud800/", "http://a..example/", "x" * 9000,
    ],
)  # fmt: skip
def test_what_leads_to_no_page_has_no_form(written: str) -> None:
    assert canonical(written) is None


def test_a_relative_address_belongs_to_the_article() -> None:
    assert canonical("/about", base="https://ourpaper.example/2024/ferry") == "https://ourpaper.example/about"
    assert canonical("/about") == "https://this-article.invalid/about"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("www.harbourgazette.example/a", "https://www.harbourgazette.example/a"),
        ("harbourgazette.example", "https://harbourgazette.example"),
        ("https://a.example", "https://a.example"),
        ("mailto:desk@a.example", "mailto:desk@a.example"),
        ("/about", "/about"),
    ],
)
def test_a_bare_address_gets_the_scheme_that_people_leave_out(typed: str, meant: str) -> None:
    assert with_scheme(typed) == meant


def test_hosts_of_sources_are_brought_to_the_form_of_addresses() -> None:
    assert [host_of(host) for host in ("WWW.Example.org", "волна.example", "")] == [
        "example.org", "xn--80ad1aid.example", "",
    ]  # fmt: skip


@given(st.text(max_size=60))
@example("http://./")
@example("\\\\\\.\\y:")
@example("http://foo.09..")
@example("http://a/..;jsessionid=1/b")
@example("http://a/%%36%31")
@example("http://www.www.a.b/")
def test_the_form_of_a_form_is_itself(text: str) -> None:
    for written in (text, "https://" + text, "https://a.example/" + text, "https://a.example/?" + text):
        form = canonical(written)
        assert form is None or canonical(form) == form


def test_no_address_of_the_url_standards_tests_raises_and_refused_ones_are_refused() -> None:
    rows = [row for row in shared_lines("suites/url_urltestdata.jsonl") if "input" in row]
    refused = [row for row in rows if row.get("failure") and row["input"].lower().startswith(("http:", "https:"))]
    for row in rows:
        form = canonical(row["input"])
        assert form is None or canonical(form) == form
    assert len(rows) > 400
    assert sum(parse(row["input"]) is None for row in refused) >= 0.99 * len(refused) > 0


def test_addresses_are_read_as_the_url_standard_reads_them() -> None:
    rows = [row for row in shared_lines("suites/url_urltestdata.jsonl") if "input" in row]
    web = [row for row in rows if row.get("failure") or row["href"].startswith(("http:", "https:"))]
    read = [target(row["input"], base=row["base"]) for row in web]
    differences = [
        f"{row['input']!r} on {row['base']!r}: {found and found.href!r}, not {row.get('href')!r}"
        for row, found in zip(web, read, strict=True)
        if (found.href if found else None) != row.get("href")
    ]
    assert len(web) > 400
    assert len(differences) <= 0.01 * len(web), differences


def test_no_host_of_the_idna_tests_raises() -> None:
    for row in shared_lines("suites/url_idna.jsonl"):
        form = canonical(f"https://{row['input']}/x")
        assert form is None or canonical(form) == form
