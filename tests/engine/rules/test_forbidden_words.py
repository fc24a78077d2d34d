"""Rules about what must not be there: withheld names, words against a licence, a use that a licence leaves open."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.newsroom import checked

WITHHELD: dict[str, Any] = {"extra": {"withheld_names": ["Nell Ashby", "Иван Сорокин"]}, "jurisdictions": ("GB",), "language": "en"}


def said(text: str, **more: Any) -> list[str]:
    """The words that a finding about withheld names quotes."""
    report = checked(text, **{**WITHHELD, **more})
    found = [row for row in report.findings if row.rule == "gb.reporting-restriction.names"]
    return [piece.exact for row in found for piece in row.evidence]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nell Ashby left at nine.", ["Nell Ashby"]), ("NELL ASHBY's coat and Nell Ashby", ["NELL ASHBY", "Nell Ashby"]),
        ("Суд допросил мать Ивана Сорокина.", ["Ивана Сорокина"]), ("Ashby has a castle. Nell left.", []),
        ("Nell Ashton left.", []),
    ],
)
def test_names_in_any_form(text: str, expected: list[str]) -> None:
    assert said(text) == expected


def test_hidden_text_and_texts_of_pictures_are_published_too() -> None:
    text = '<p hidden>Nell Ashby</p><img src="https://cdn.example/a.jpg" alt="Nell Ashby at home"><p>The court sat.</p>'
    assert sorted(said(text, format="html")) == ["Nell Ashby", "Nell Ashby at home"]
    assert said("The court sat.", headline="Nell Ashby speaks") == ["Nell Ashby"]


def test_nothing_is_reported_where_nothing_is_withheld_or_said() -> None:
    report = checked("The court sat.", **WITHHELD)
    assert [row for row in report.requirements if row.family == "advisory"] == []
    assert said("Nell Ashby left.", extra={}) == []


def test_a_text_without_derivatives_that_says_it_was_changed() -> None:
    more: dict[str, Any] = {"language": "en", "jurisdictions": (), "licence": "CC-BY-ND-4.0", "byline": "Noor Vey"}
    report = checked("Rope is spun.\n\nThis article has been edited for length.", **more)
    assert "altered" in [row.outcome.value for row in report.findings if row.rule == "licences.nd.changed"]
    silent = checked("The film was edited in Leeds and cut for television.", **more)
    assert [row for row in silent.findings if row.rule == "licences.nd.changed"] == []


def test_money_for_a_text_that_is_not_for_sale_is_for_a_person_to_judge() -> None:
    more: dict[str, Any] = {"language": "en", "jurisdictions": (), "licence": "CC-BY-NC-4.0"}
    assert [row.outcome.value for row in checked("Rope.", paid_by="X", **more).findings if "nc.paid" in row.rule] == ["review"]
    assert [row for row in checked("Rope.", **more).findings if "nc.paid" in row.rule] == []
