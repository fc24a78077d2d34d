"""Labels: when words stand by themselves, and when they are part of a sentence."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.newsroom import checked

STORY = "The mill grinds rye and barley all year. Its wheel is older than the town."


def outcome(text: str, *, format: str = "text", country: str = "GB", **more: Any) -> str:
    report = checked(
        text, format=format, language="en", published="2026-09-15", jurisdictions=(country,), paid_by="Quill & Sons Ltd",
        **more,
    )  # fmt: skip
    return next(row.outcome.value for row in report.requirements if row.family == "sponsored")


@pytest.mark.parametrize(
    "line",
    ["Advertisement", "ADVERTISEMENT FEATURE", "[Ad]", "– Advertisement –", "Advertisement:", "Advertisement | Quill",
     "Advertisement feature by Quill & Sons", "“Advertisement”", "Advertisement."],
)  # fmt: skip
def test_a_line_that_is_a_label(line: str) -> None:
    assert outcome(f"{line}\n\n{STORY}") == "satisfied"


@pytest.mark.parametrize(
    "opening",
    ["Advertisement revenue fell by half.", "The advertisement of 1911 hangs here.", "Ad sales rose, the miller said.",
     "Adverts line the road.", "An advertisement (of 1911) hangs here."],
)  # fmt: skip
def test_words_of_a_sentence_are_no_label(opening: str) -> None:
    assert outcome(f"{opening} {STORY}") == "missing"


@pytest.mark.parametrize(
    ("text", "format"),
    [
        (f"<p><strong>Advertisement</strong> {STORY}</p>", "html"), ("<p>ADVERTISEMENT The mill grinds rye.</p>", "html"),
        (f"**Advertisement**\n\n# The mill\n\n{STORY}", "markdown"), (f"<h1>Advertisement</h1><p>{STORY}</p>", "html"),
        (f"Advertisement\n{STORY}", "text"),
    ],
)  # fmt: skip
def test_a_label_set_apart_by_markup(text: str, format: str) -> None:
    assert outcome(text, format=format) == "satisfied"


def test_headline_deck_and_byline_come_before_the_text() -> None:
    assert outcome(STORY, headline="Advertisement feature: the mill") == "satisfied"
    assert outcome(STORY, deck="Advertisement") == "satisfied"
    assert outcome(STORY, byline="Advertisement") == "satisfied"


def test_the_footer_of_the_site_labels_nothing() -> None:
    assert outcome(STORY, template_text="Advertisement") == "missing"


def test_after_the_first_paragraph_it_is_misplaced_and_unseen_it_is_hidden() -> None:
    assert outcome(f"{STORY}\n\nAdvertisement") == "misplaced"
    assert outcome(f"<p hidden>Advertisement</p><p>{STORY}</p>", format="html") == "hidden"
    assert outcome(f"<details><summary>i</summary>Advertisement</details><p>{STORY}</p>", format="html") == "review"


@pytest.mark.parametrize("line", ["Sponsored by Quill", "Promotion", "In association with Quill", "Brought to you by Quill."])
def test_weaker_words_are_told_from_none(line: str) -> None:
    assert outcome(f"{line}\n\n{STORY}") == "wrong-wording"
    assert outcome(f"{STORY}\n\n{line}") == "missing"
