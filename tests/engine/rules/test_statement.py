"""Rules that ask for words: parts, dates of texts, exemption, grace, language, fixes."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.engine.check import check
from annotations.engine.fixes.verify import apply_fix
from annotations.engine.report import Finding
from tests.engine.newsroom import NOW, checked, desk, story

STORY = "The mill grinds rye and barley all year. Its wheel is older than the town."
TODAY = {"language": "en", "published": "2026-09-15"}


def found(text: str, family: str, **more: Any) -> list[str]:
    report = checked(text, **{**TODAY, **more})
    return [row.outcome.value for row in report.requirements if row.family == family]


def test_parts_tell_what_is_not_there() -> None:
    report = checked("Реклама. ООО «Мельница», ИНН 7700000000", published="2026-09-15", paid_by="ООО «Мельница»")
    finding = next(row for row in report.findings if row.family == "sponsored")
    assert (finding.outcome.value, "not there: the token (erid)" in finding.message) == ("incomplete", True)


@pytest.mark.parametrize(("day", "outcome"), [("2024-11-07", "wrong-wording"), ("2024-11-08", "satisfied")])
def test_a_text_is_right_on_its_days(day: str, outcome: str) -> None:
    text = "Partenariat rémunéré\n\nLe moulin moud du seigle toute l'année."
    assert found(text, "sponsored", language="fr", published=day, jurisdictions=("FR",), paid_by="X") == [outcome]


def test_both_facts_exempt_and_one_does_not() -> None:
    ai = {"generated": True, "human_reviewed_by": "A. Otter"}
    assert found(STORY, "ai", jurisdictions=("DE",), ai=ai) == ["missing"]
    assert found(STORY, "ai", jurisdictions=("DE",), ai=ai, editorial_responsible="B. Stork") == ["exempt"]


def test_grace_begins_with_the_duty() -> None:
    more = {"jurisdictions": ("EU",), "ai": {"generated": True}, "published": "2026-08-02", "policy": {"grace_hours": 48}}
    assert found(STORY, "ai", **more) == ["exempt"]
    assert found(STORY, "ai", **{**more, "published": "2026-08-04"}) == ["missing"]


def test_the_day_of_publication_decides_not_a_later_change() -> None:
    more = {"jurisdictions": ("EU",), "ai": {"generated": True}}
    assert found(STORY, "ai", published="2026-08-01", modified="2026-08-20", **more) == []


@pytest.mark.parametrize("country", ["GB", "US"])
def test_a_number_of_another_country_is_of_no_use(country: str) -> None:
    numbers = {"GB": "Samaritans: 116 123", "US": "Call or text 988."}
    text = f"He died by suicide in May.\n\n{numbers.pop(country)}"
    assert found(text, "helpline", jurisdictions=(country,)) == ["satisfied"]
    assert found(f"He died by suicide in May.\n\n{numbers.popitem()[1]}", "helpline", jurisdictions=(country,)) == [
        "wrong-target"
    ]


def test_a_number_in_a_sentence_is_no_helpline() -> None:
    text = "He died by suicide in May. 988 people came to the church."
    assert found(text, "helpline", jurisdictions=("US",)) == ["missing"]


def fixable() -> list[tuple[str, dict[str, Any]]]:
    paid, link = {"paid_by": "Quill"}, '<p>Try <a href="https://s.example/?tag=x">it</a>.</p>'
    return [
        (STORY, {**paid, "jurisdictions": ("US",)}), (f"Sponsored by Quill\n\n{STORY}", {**paid, "jurisdictions": ("GB",)}),
        (f"{STORY}\n\nAnzeige", {**paid, "language": "de", "jurisdictions": ("DE",)}),
        (link, {"format": "html", "jurisdictions": ("US",)}),
        ("Buy bitcoin on our exchange today.", {**paid, "jurisdictions": ("GB",)}),
        ("He died by suicide in May.", {"jurisdictions": ("GB",), "format": "markdown"}),
        (STORY, {"jurisdictions": ("EU",), "ai": {"generated": True}}),
        (STORY, {"jurisdictions": (), "corrected_at": "2026-09-16", "modified": "2026-09-16"}),
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "more"), fixable())
def test_after_each_fix_the_finding_is_gone_and_nothing_new_has_come(text: str, more: dict[str, Any]) -> None:
    article = story(text, **{**TODAY, **more})
    report = check(article, desk(), now=NOW)
    offered = [(finding, fix) for finding in report.findings for fix in finding.fixes]
    assert offered
    for finding, fix in offered:
        again = check(apply_fix(article, report, fix), desk(), now=NOW, fixes=False)
        assert set(map(_what, again.findings)) <= set(map(_what, report.findings)) - {_what(finding)}


def _what(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.subject, finding.slot
