"""House wordings: other words than the house's are a finding of their own, and fixes propose the house's."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from annotations.engine.check import check
from annotations.engine.fixes.verify import apply_fix
from annotations.engine.report import Report
from annotations.engine.rulebook import Pack
from tests.engine.newsroom import NOW, desk, story

BAN = {
    "rules": ["ru.designation.notice"], "scope": {"languages": ["ru"]},
    "preferred": [
        {"text": "{name} — {status} организация, запрещённая в РФ", "to": "2023-12-31"},
        {"text": "{name} — {status} организация, её деятельность запрещена на территории РФ", "from": "2024-01-01"},
    ],
    "accepted": "запрещена в Российской Федерации",
}  # fmt: skip
LABEL = {"rules": ["us.sponsored.label"], "preferred": "Paid Advertisement", "level": "note"}


def report_on(text: str, wording: dict[str, Any] = BAN, *, fixes: bool = False, **more: Any) -> Report:
    pack = Pack.model_validate({"pack": "ours", "version": "1", "title": "t", "wordings": [wording]}, strict=False)
    reference = replace(desk(), packs=(*desk().packs, pack))
    return check(story(text, **{"published": "2024-05-10", **more}), reference, now=NOW, fixes=fixes)


def wordings(report: Report) -> list[str]:
    return [f"{row.level.value} {row.subject}" for row in report.findings if row.slot == "wording"]


@pytest.mark.parametrize(
    ("notice", "expected"),
    [
        ("«Северный пакт» — террористическая организация, её деятельность запрещена на территории РФ.", []),
        ("Северный пакт - ТЕРРОРИСТИЧЕСКАЯ организация; ее деятельность запрещена на территории РФ", []),
        ("«Северный пакт» — организация, запрещена в Российской Федерации.", []),
        ("«Северный пакт» — террористическая организация, запрещена в РФ.", ["warning northern-pact"]),
    ],
)
def test_the_words_of_the_house_and_other_words(notice: str, expected: list[str]) -> None:
    report = report_on(f"Отряд «Северного пакта» отошёл к реке.\n\n{notice}")
    assert [row.outcome.value for row in report.requirements] == ["satisfied"]
    assert wordings(report) == expected


def test_the_wording_of_the_day_and_of_the_language() -> None:
    old = "Отряд «Северного пакта» отошёл.\n\n«Северный пакт» — террористическая организация, запрещённая в РФ."
    assert wordings(report_on(old, published="2023-05-10")) == []
    assert wordings(report_on(old)) == ["warning northern-pact"]
    assert wordings(report_on("Northern Pact, banned in Russia, withdrew.", language="en")) == []


def test_fixes_propose_the_words_of_the_house() -> None:
    article_text = "Отряд «Северного пакта» отошёл к реке."
    report = report_on(article_text, fixes=True)
    texts = [edit.text for row in report.findings for fix in row.fixes for edit in fix.edits]
    assert any("её деятельность запрещена на территории РФ" in text for text in texts)


def test_a_label_of_the_house() -> None:
    more: dict[str, Any] = {"language": "en", "jurisdictions": ("US",), "paid_by": "Quill"}
    article = story("Advertisement\n\nThe mill grinds rye all year.", **{"published": "2024-05-10", **more})
    report = report_on("Advertisement\n\nThe mill grinds rye all year.", LABEL, fixes=True, **more)
    assert wordings(report) == ["note article"]
    fix = next(fix for row in report.findings if row.slot == "wording" for fix in row.fixes)
    assert apply_fix(article, report, fix).body.value.startswith("Paid Advertisement")
