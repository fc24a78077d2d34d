"""Links that must not be there: to hosts of undesirable organisations, by whatever way; and the conflict with terms."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pytest

from annotations.engine.check import check
from annotations.engine.fixes.edits import apply_edits
from annotations.engine.reference import Reference
from annotations.engine.report import Level, Outcome, Report
from annotations.engine.source import Source
from annotations.registers.jsonl import read_register
from annotations.rulebook.cases import SAMPLES
from annotations.rulebook.load import load_packs
from annotations.rulebook.wordings import shipped_wordings
from tests.engine.newsroom import NOW, checked, story

PAGE = "https://midnight-courier.example/2024/05/river"
DAY: dict[str, Any] = {"published": "2024-05-10"}


def told(report: Report) -> list[tuple[str, str, str]]:
    return [(row.family, row.subject, row.outcome) for row in report.findings]


@pytest.mark.parametrize(
    "address",
    [
        PAGE, PAGE.upper().replace("HTTPS", "https"), "http://ru.midnight-courier.example/", PAGE + "?utm_source=x",
        "https://out.example/?u=https%3A%2F%2Fmidnight-courier.example%2Fa", "https://midnight-courier.example:8443/a",
        "https://www.google.com/url?q=" + PAGE,
    ],
)  # fmt: skip
def test_every_way_that_leads_there_is_shown(address: str) -> None:
    report = checked(f"Об этом [писали]({address}) вчера.", format="markdown", **DAY)
    assert told(report) == [("undesirable", "midnight-courier", "forbidden")]
    assert report.findings[0].level is Level.WARNING


@pytest.mark.parametrize(
    "address",
    [
        "https://web.archive.org/web/2024/" + PAGE, "https://midnight--courier-example.cdn.ampproject.org/c/s/a",
        "https://midnight--courier-example.translate.goog/2024/05/river",
    ],
)  # fmt: skip
def test_a_page_that_another_host_keeps_is_for_a_person(address: str) -> None:
    assert told(checked(f"См. {address}", **DAY)) == [("undesirable", "midnight-courier", "review")]


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("«Полуночный курьер» писал об этом.", {}),
        (f"См. {PAGE}", {"jurisdictions": ("US",)}),
        (f"См. {PAGE}", {"published": "2023-06-14"}),
        ("См. https://not-midnight-courier.example/a", {}),
        ("См. https://midnight-courier.example.evil.example/a", {}),
        ("См. https://facebook.com/sharer?u=https%3A%2F%2Fmidnight-courier.example%2Fa", {}),
        (f"См. {PAGE}", {"url": "https://midnight-courier.example/2024/05/lake"}),
    ],
)
def test_what_leads_elsewhere_is_not(text: str, more: dict[str, Any]) -> None:
    assert told(checked(text, **DAY | more)) == []


@pytest.mark.parametrize(
    ("text", "body_format", "left"),
    [
        (f'<p>Об этом <a class="x" href="{PAGE}">писала <b>газета</b></a>.</p>', "html", "<p>Об этом писала <b>газета</b>.</p>"),
        (f"Об этом [писала газета]({PAGE}).", "markdown", "Об этом писала газета."),
        (f"Об этом писали. {PAGE}", "text", "Об этом писали. "),
    ],
)
def test_the_change_keeps_the_words(text: str, body_format: str, left: str) -> None:
    report = checked(text, format=body_format, fixes=True, **DAY)
    (fix,) = report.findings[0].fixes
    assert apply_edits(story(text, format=body_format), fix.edits).body.value == left


@lru_cache(maxsize=2)
def courier_desk(**terms: Any) -> Reference:
    source = Source.model_validate(
        {"id": "courier", "name": "The Midnight Courier", "hosts": ("midnight-courier.example",), "link": "article"} | terms
    )
    return Reference.build(
        entities=read_register(str(SAMPLES / "register.jsonl")).values, sources=[source], packs=load_packs(),
        wordings=shipped_wordings(),
    )  # fmt: skip


def in_conflict(text: str, *, format: str = "text", **terms: Any) -> Report:
    written = story(text, format=format, source={"id": "courier"}, original_url=PAGE, **DAY)
    return check(written, courier_desk(**terms), now=NOW)


@pytest.mark.parametrize(
    "text",
    [
        "Река вышла из берегов.",
        f"Река вышла из берегов.\n\nОригинал: {PAGE}",
        "Река вышла из берегов.\n\nОригинал: https://midnight-courier.example/",
        f"Река вышла из берегов.\n\nОригинал: The Midnight Courier, {PAGE}?utm_source=x",
    ],
)
def test_a_link_that_one_rule_asks_for_and_one_forbids_is_one_conflict(text: str) -> None:
    report = in_conflict(text)
    assert told(report) == [("conflict", "courier", "conflict")]
    assert [(row.family, row.outcome) for row in report.requirements] == [("conflict", Outcome.CONFLICT)]
    assert "attribution.source.link" in report.findings[0].message
    assert "ru.undesirable.link" in report.findings[0].message
    assert report.findings[0].fixes == ()


def test_another_link_there_is_forbidden_all_the_same() -> None:
    report = in_conflict(f"Река вышла из берегов, см. https://midnight-courier.example/lake тоже.\n\nОригинал: {PAGE}")
    assert told(report) == [("conflict", "courier", "conflict"), ("undesirable", "midnight-courier", "forbidden")]


def test_where_the_terms_accept_another_host_there_is_no_conflict() -> None:
    report = in_conflict("Река.\n\nОригинал: https://courier-mirror.example/2024/05/river", equivalent_hosts=("courier-mirror.example",))
    assert told(report) == []
