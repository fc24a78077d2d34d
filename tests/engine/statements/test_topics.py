"""What a text is about: the shipped topics."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.newsroom import checked


def about_suicide(text: str, **more: Any) -> bool:
    report = checked(text, language="en", jurisdictions=("GB",), **more)
    return any(row.family == "helpline" for row in report.requirements)


@pytest.mark.parametrize(
    "text",
    ["Her brother died by suicide in March.", "The coroner said that he had taken his own life.", "She killed herself at sea.",
     "Self-harm among pupils has doubled.", "Suicidal thoughts are common, nurses say.", "The singer's suicide shook the town.",
     "Two suicides in one week shook the school."],
)  # fmt: skip
def test_texts_about_suicide(text: str) -> None:
    assert about_suicide(text)


@pytest.mark.parametrize(
    "text",
    ["A suicide bomber struck the market.", "The vote was political suicide.", "It would be suicide to leave the union now.",
     "Suicide Squad opens on Friday.", "Two suicide drones hit the depot.", "He threw a suicide pass to the wing.",
     "The Virgin Suicides is back in print.", "She laughed and killed time."],
)  # fmt: skip
def test_attacks_figures_of_speech_and_films(text: str) -> None:
    assert not about_suicide(text)


def test_a_headline_counts_and_a_teaser_does_not() -> None:
    assert about_suicide("He was nineteen.", headline="Death by suicide: a father speaks")
    assert not about_suicide("<p>He was nineteen.</p><aside class='related'>Suicide: a guide</aside>", format="html")


def test_the_longer_term_decides_at_its_place_and_only_there() -> None:
    assert about_suicide("The vote was political suicide. A week later the minister died by suicide.")


@pytest.mark.parametrize(("text", "owed"), [("Buy bitcoin here.", True), ("A cryptic crossword and a token gift.", False)])
def test_cryptoassets(text: str, owed: bool) -> None:
    report = checked(text, language="en", jurisdictions=("GB",), published="2024-01-05", paid_by="Coin Ltd")
    assert any(row.family == "risk" for row in report.requirements) is owed
