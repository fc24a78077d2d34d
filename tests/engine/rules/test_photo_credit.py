"""Rules about pictures: where a credit stands, and whether it names the photographer."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.newsroom import checked

SRC = "https://cdn.example/quay.jpg"


def credit(shown: str = "", caption: str = "The quay.") -> str:
    images = ({"src": SRC, "alt": "Photo: Alt Text", "caption": caption, "credit": shown},)
    return outcome("The quay reopened.", images=images)


def outcome(text: str, **more: Any) -> str:
    report = checked(text, language="en", jurisdictions=(), **more)
    return ", ".join(row.outcome.value for row in report.requirements if row.family == "photo-credit")


@pytest.mark.parametrize(
    "text",
    ["Ines Roth", "Ines Roth/AFP", "Photo by Ines Roth/Getty Images", "AP Photo/Ines Roth", "© Ines Roth / dpa",
     "Ines Roth/AFP via Getty Images", "Фото: Инна Рот / ТАСС", "Courtesy of the Rope Museum"],
)  # fmt: skip
def test_whole_credits(text: str) -> None:
    assert credit(text) == "satisfied"


@pytest.mark.parametrize("text", ["Getty", "AFP via Getty Images", "AP Photo", "Фото: ТАСС", "© РИА Новости", "Photo: Reuters"])
def test_an_agency_is_half_a_credit(text: str) -> None:
    assert credit(text) == "incomplete"


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("The quay.", "missing"), ("The quay. Photo: Ines Roth", "satisfied"), ("The quay. AFP", "incomplete"),
        ("The quay. Ines Roth/AFP", "satisfied"), ("The quay (Ines Roth/The Ledger)", "satisfied"),
        ("The quay, where the Reuters building stood until it was pulled down in the spring of 1951.", "missing"),
    ],
)
def test_credits_in_captions(caption: str, expected: str) -> None:
    assert credit(caption=caption) == expected


@pytest.mark.parametrize(
    ("text", "format", "expected"),
    [
        (f'<p>Text.</p><figure><img src="{SRC}"><figcaption>Quay. Photo: Ines Roth</figcaption></figure>', "html", "satisfied"),
        (f'<figure><figcaption>Quay. Ines Roth / AP</figcaption><img src="{SRC}"></figure><p>Text.</p>', "html", "satisfied"),
        (f'<figure><img src="{SRC}"><figcaption>Quay.</figcaption></figure><p>Photo: Ines Roth</p>', "html", "satisfied"),
        (f'<p>Text.</p><img src="{SRC}"><p>The quay reopened.</p>', "html", "missing"),
        (f"![Quay]({SRC})\n*Photo: Ines Roth*\n\nText.", "markdown", "satisfied"),
        (f'<img src="{SRC}" width="1" height="1"><p>Text.</p>', "html", ""),
        (f'<img src="{SRC}"><p>A.</p><img src="{SRC}"><p>Photo: Ines Roth</p>', "html", "missing"),
    ],
)  # fmt: skip
def test_pictures_in_the_text(text: str, format: str, expected: str) -> None:
    assert outcome(text, format=format) == expected


def test_each_picture_is_a_debt_of_its_own() -> None:
    images = tuple({"src": f"https://cdn.example/{n}.jpg", "credit": "Ines Roth" if n else ""} for n in range(3))
    report = checked("Text.", language="en", jurisdictions=(), images=images)
    found = [row for row in report.findings if row.family == "photo-credit"]
    assert [(row.subject, row.slot, row.evidence[0].field) for row in found] == [
        ("https://cdn.example/0.jpg", "https://cdn.example/0.jpg", "images/0/src")
    ]
