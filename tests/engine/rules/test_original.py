"""Texts held against what is known of them: their original, their note for editors, their metadata."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from annotations.engine.check import check
from annotations.engine.copies.index import CopyIndex
from annotations.engine.fixes.edits import apply_edits
from annotations.engine.report import Finding, Report
from tests.engine.copies.texts import AMERICAN, BRITISH, RUSSIAN, RUSSIAN_TOO, article
from tests.engine.newsroom import NOW, desk

URL = "https://tidenotes.example/ferry-1207"
ND = {"licence": "CC-BY-ND-4.0", "original_url": URL}


def report(text: str, *, known: str = "", format: str = "text", **more: Any) -> Report:
    index = CopyIndex([article(known, id="k", url=URL)]) if known else None
    return check(article(text, format=format, **more), replace(desk(), known=index), now=NOW)


def of_family(family: str, found: Report) -> list[Finding]:
    return [finding for finding in found.findings if finding.family == family]


def altered(text: str, known: str, **more: Any) -> list[str]:
    """The quoted words of each change."""
    return [piece.exact for finding in of_family("licence", report(text, known=known, **ND | more)) for piece in finding.evidence]


@pytest.mark.parametrize(("text", "known"), [(AMERICAN, BRITISH), (RUSSIAN_TOO, RUSSIAN), (BRITISH, BRITISH)])
def test_house_style_is_no_change(text: str, known: str) -> None:
    assert altered(text, known) == []


@pytest.mark.parametrize(
    ("old", "new", "quoted"),
    [
        ("20,000", "2,000", ["2,000"]),
        ("had rotted", "had not rotted", ["not"]),
        ("every pile of", "many piles of", ["many piles"]),
        (", nine months after the defence ministry had taken it", "", ["back"]),
        ("the old pier in April", "the pier in April", ["the"]),
    ],
)
def test_other_words_and_cuts_are_shown_where_they_stand(old: str, new: str, quoted: list[str]) -> None:
    assert old in BRITISH
    assert altered(BRITISH.replace(old, new), BRITISH) == quoted


@pytest.mark.parametrize(("old", "new"), [("on Monday", "yesterday"), ("found that one", "found one"), ("in April", "last month")])
def test_day_place_and_small_words_may_change(old: str, new: str) -> None:
    assert old in BRITISH
    assert altered(BRITISH.replace(old, new), BRITISH) == []


def test_a_notice_that_the_law_asks_for_may_be_put_in() -> None:
    known = RUSSIAN.replace("Старый причал", "Варкеш молчит. Старый причал")
    text = known.replace("Варкеш молчит", "Варкеш (террористическая организация, запрещена в РФ) молчит")
    found = report(text, known=known, language="ru", published="2023-05-10", jurisdictions=("RU",), **ND)
    assert [row for row in found.findings if row.outcome == "altered"] == []


def test_without_a_known_original_or_such_a_licence_nothing_is_said() -> None:
    changed = BRITISH.replace("every", "no")
    assert altered(changed, RUSSIAN) == []
    assert altered(changed, BRITISH, licence="CC-BY-4.0") == []
    assert altered(changed, BRITISH, original_url="https://elsewhere.example/1") == []


NOTE = "EDITORS: Corrects the name of the captain. Adds photo of the old pier."


@pytest.mark.parametrize(
    ("text", "body_format", "left"),
    [
        (f"{NOTE}\n\nThe ferry is back.", "text", "The ferry is back."),
        ("<p>The ferry is back. (Corrects the name of the captain.)</p>", "html", "<p>The ferry is back.</p>"),
    ],
)
def test_a_printed_note_is_shown_and_can_be_taken_out(text: str, body_format: str, left: str) -> None:
    written = article(text, format=body_format, ed_note=NOTE)
    found = [row for row in check(written, desk(), now=NOW).findings if row.rule == "attribution.editor-note"]
    assert [(row.subject, row.outcome) for row in found] == [("article", "altered")]
    assert apply_edits(written, found[0].fixes[0].edits).body.value.strip() == left


@pytest.mark.parametrize("text", ["The ferry is back.", "The captain adds a photo of the pier to his name.", "<!-- " + NOTE + " -->"])
def test_a_note_that_is_kept_out_is_no_finding(text: str) -> None:
    assert of_family("advisory", report(text, format="html", ed_note=NOTE)) == []


def page(**data: Any) -> str:
    linked = json.dumps({"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle", **data}]})
    return f'<script type="application/ld+json">{linked}</script><p>The ferry is back.</p><p><a href="{URL}">Tide Notes</a></p>'


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"isBasedOn": URL + "?utm_source=x"}, []),
        ({"isBasedOn": [{"@id": "https://harbourgazette.example/1"}]}, [("isBasedOn", "harbour-gazette")]),
        ({"creditText": "Meridian"}, [("creditText meridian", "meridian")]),
        ({"creditText": "Tide Notes"}, []),
        ({"isBasedOn": "not an address", "creditText": ["", None]}, []),
    ],
)
def test_metadata_and_text_must_tell_one_story(data: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    found = report(page(**data), format="html")
    assert [(row.slot, row.subject) for row in found.findings if row.rule == "attribution.metadata"] == expected


@pytest.mark.parametrize("broken", ["{", "[" * 5000, '{"@graph": 1}', "null", '{"@type": 3, "isBasedOn": {"url": 7}}'])
def test_broken_metadata_says_nothing(broken: str) -> None:
    text = f'<script type="application/ld+json">{broken}</script><p>The ferry is back.</p>'
    assert [row for row in report(text, format="html").findings if row.rule == "attribution.metadata"] == []
