"""The examples on the editor's page come out as the page says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import pytest

from annotations.engine.check import check
from annotations.engine.notices.vocabulary import Vocabulary
from annotations.engine.report import Finding, Outcome, Requirement
from annotations.rulebook.wordings import shipped_wordings
from tests.docs.pages import ROOT, examples, tables
from tests.engine.newsroom import NOW, checked, desk, outcome, story

PAGE = ROOT / "docs" / "editor.md"
DAY = "2023-05-18"


class Told(NamedTuple):
    """A row of a table of examples."""

    outcome: str
    text: str
    language: str
    given: dict[str, Any]


def _rows() -> Iterator[Told]:
    """Rows under a heading that is an outcome, and rows that name theirs."""
    for heading, rows in tables(PAGE).items():
        for row in rows:
            if "article" in row:
                outcome = row.get("outcome", heading).strip("`")
                yield Told(outcome, _words(row["article"]), row["language"], _given(row.get("given", "")))


def _words(cell: str) -> str:
    return re.sub(r"\\([*()\[\]])", r"\1", cell.strip().strip("`").replace("<br>", "\n"))


def _given(cell: str) -> dict[str, Any]:
    return dict(json.loads(f"{{{cell.strip('`')}}}")) if cell else {}


@pytest.mark.parametrize("row", list(_rows()), ids=lambda row: f"{row.outcome}-{row.language}-{row.text[:30]}")
def test_an_example_comes_out_as_the_page_says(row: Told) -> None:
    given = {"language": row.language, "published": DAY} | row.given
    report = checked(row.text, **given)
    said: tuple[Requirement | Finding, ...] = (*report.requirements, *report.findings)
    found = {each.outcome.value for each in said}
    assert row.outcome in found, f"comes out as {found or 'nothing'}"


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_has_a_russian_and_an_english_example(outcome: Outcome) -> None:
    rows = tables(PAGE)[f"`{outcome}`"]
    assert {row["language"] for row in rows} == {"ru", "en"}


def test_the_wording_added_as_the_page_shows_counts() -> None:
    text = "Varkesh, barred in Russia since 2022, kept silent."
    assert outcome(text, "varkesh", language="en") == "missing"
    (example,) = [row for row in examples(PAGE) if row.text.startswith("ban:")]
    added = {"ban": [line.removeprefix("  - ") for line in example.text.splitlines()[1:]]}
    english, russian = shipped_wordings()
    vocabulary = Vocabulary.compile([english.model_copy(update=added), russian])
    article = story(text, language="en", published=DAY)
    report = check(article, replace(desk(), vocabulary=vocabulary), now=NOW, fixes=False)
    assert [row.outcome.value for row in report.requirements] == ["satisfied"]
