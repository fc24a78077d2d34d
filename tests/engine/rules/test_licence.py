"""Rules about Creative Commons licences: what makes an attribution whole."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.engine.check import check
from annotations.engine.fixes.verify import apply_fix
from tests.engine.newsroom import NOW, checked, desk, story

FOUR, THREE = "https://creativecommons.org/licenses/by/4.0/", "https://creativecommons.org/licenses/by/3.0/"
URL = "https://lab.example/rope"
AUTHOR = f"[Noor Vey]({URL})"


def owed(line: str, licence: str = "CC-BY-4.0", **more: Any) -> str:
    stated = {"byline": "Noor Vey", "original_url": URL, "format": "markdown", "language": "en", "jurisdictions": ()}
    report = checked(f"Rope is spun by hand.\n\n{line}", licence=licence, **{**stated, **more})
    rows = [row for row in report.requirements if row.rule.startswith("licences.cc-by")]
    return ", ".join(row.outcome.value for row in rows)


@pytest.mark.parametrize(
    "line",
    [f"By {AUTHOR}, [CC BY 4.0]({FOUR}).", f"[Rope by hand]({URL}) by Noor Vey / [Creative Commons]({FOUR})",
     f"Noor Vey ([source]({URL}?utm_source=x)), [licence]({FOUR})", f"Noor Vey, <{URL}>, CC BY 4.0 <{FOUR}>"],
)  # fmt: skip
def test_whole_attributions(line: str) -> None:
    assert owed(line) == "satisfied"


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("", "missing"), (f"By {AUTHOR}, CC BY 4.0.", "incomplete"), (f"By Noor Vey, [CC BY 4.0]({FOUR}).", "incomplete"),
        (f"By {AUTHOR}, [CC BY 4.0]({THREE}).", "wrong-link"), (f"By {AUTHOR}.", "incomplete"),
        (f"By [Noor Vey](https://lab.example/other), [CC BY 4.0]({FOUR}).", "incomplete"),
    ],
)
def test_what_is_not_whole(line: str, outcome: str) -> None:
    assert owed(line) == outcome


def test_the_title_is_part_of_it_before_version_four() -> None:
    without = f"By {AUTHOR}, [CC BY 3.0]({THREE})."
    assert owed(without, "CC-BY-3.0", headline="Rope by hand") == "incomplete"
    assert owed(f"“Rope by hand” by {AUTHOR}, [CC BY 3.0]({THREE}).", "CC-BY-3.0", headline="Rope by hand") == "satisfied"
    assert owed(f"[A day at the mill]({URL}) by Noor Vey, [CC BY 3.0]({THREE}).", "CC-BY-3.0") == "satisfied"


def test_an_author_must_be_named_somewhere() -> None:
    line = f"[Source]({URL}), [CC BY 4.0]({FOUR})"
    assert owed(line, byline=None) == "incomplete"
    assert owed(f"By Noor Vey. {line}", byline=None) == "satisfied"


def test_a_licence_that_is_none_of_these_owes_nothing() -> None:
    assert owed("", "CC0-1.0") == ""
    assert owed("", "All rights reserved") == ""


@pytest.mark.parametrize("format", ["html", "markdown", "text"])
def test_the_line_that_is_proposed_makes_it_whole(format: str) -> None:
    text = "<p>Rope is spun.</p>" if format == "html" else "Rope is spun."
    article = story(text, format=format, language="en", jurisdictions=(), licence="CC-BY-3.0", byline="By Noor Vey",
                    original_url=f"{URL}?a=1&b=2", headline="Rope & <hand>")  # fmt: skip
    report = check(article, desk(), now=NOW)
    fixes = [fix for row in report.findings if row.family == "licence" for fix in row.fixes]
    assert len(fixes) == 1
    again = check(apply_fix(article, report, fixes[0]), desk(), now=NOW)
    assert [row.outcome.value for row in again.requirements if row.family == "licence"] == ["satisfied"]
