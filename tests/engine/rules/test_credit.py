"""What is owed to agencies that ask for their name with the text."""

from typing import Any

import pytest

from tests.engine.attribution.reading import article, fixed, fixes, judge, outcome, slots

STORY = "The ferry to the islands is running again after nine months in dock, the harbour office said."
MORE = "The captain has worked the line for thirty years, and he says that the boat is as good as new."
ПАРОМ = "Паром на острова снова ходит после девяти месяцев ремонта, сообщили в порту в понедельник."


def meridian(value: str, body_format: str = "text", **more: Any) -> str:
    return outcome(article(value, body_format, source="meridian", **more))


@pytest.mark.parametrize(
    ("value", "body_format"),
    [
        (f"By Meridian\n\n{STORY}\n\n{MORE}", "text"), (f"By [Meridian](#)\n\n{STORY}", "markdown"),
        (f"<p>By <a href='#'>Meridian</a></p><p>{STORY}</p>", "html"), (f"<p class=byline>Meridian</p><p>{STORY}</p>", "html"),
        (f"MOSCOW (Meridian) — {STORY}\n\n{MORE}", "text"), (f"<p><b>MOSCOW (Meridian) —</b> {STORY}</p>", "html"),
        (f"МОСКВА, 5 мая — Меридиан. {ПАРОМ}", "text"), (f"**МОСКВА, 5 мая. /Меридиан/.** {ПАРОМ}", "markdown"),
        (f"{ПАРОМ}\n\nИсточник: Меридиан", "text"), (f"{STORY}\n\n© Meridian 2024", "text"),
        (f"{STORY} (Meridian)\n\n{MORE}", "text"), (f"{STORY}\n\n{MORE}\n\n— Meridian", "markdown"),
    ],
)  # fmt: skip
def test_satisfied(value: str, body_format: str) -> None:
    assert meridian(value, body_format) == "satisfied"
    assert judge(article(value, body_format, source="meridian")).findings == ()


def test_the_byline_field_satisfies() -> None:
    assert meridian(STORY, byline="Jane Doe, Meridian") == "satisfied"
    assert meridian(STORY, byline="Jane Doe") == "missing"


@pytest.mark.parametrize(
    ("value", "body_format"),
    [
        (STORY, "text"),
        (f"{STORY}\n\nThe boat is late, according to the news agency Meridian.\n\n{MORE}", "text"),
        (f"Meridian reported that {STORY}", "text"),
        (f"{ПАРОМ} Об этом сообщает Меридиан.", "text"),
        (f"<figure><img src=a.png><figcaption>The quay. Meridian</figcaption></figure><p>{STORY}</p>", "html"),
        (f"Photo: Meridian\n\n{STORY}", "text"),
        (f"{STORY}\n\nSource: internet", "text"),
        (f"By Borealis\n\n{STORY}", "text"),
        (f"<p>{STORY}</p><!-- By Meridian -->", "html"),
        (f"<p>{STORY}</p><img src=a.png alt='By Meridian'>", "html"),
        (f"By meridian\n\n{STORY}", "text"),
    ],
)
def test_missing(value: str, body_format: str) -> None:
    assert meridian(value, body_format) == "missing"


def test_hidden_and_folded() -> None:
    assert meridian(f"<p>{STORY}</p><p hidden>By Meridian</p>", "html") == "hidden"
    folded = f"<p>{STORY}</p><details><summary>More</summary><p>Source: Meridian</p></details>"
    assert meridian(folded, "html") == "review"


def test_metadata_is_not_read_by_readers() -> None:
    assert meridian(STORY, ed_note="By Meridian", extra={"credit": "Meridian"}, tags=["Meridian"]) == "missing"


def test_words_of_its_own() -> None:
    assert slots(article(f"By Borealis\n\n{STORY}", source="borealis")) == {"wording": "wrong-wording"}
    assert slots(article(f"{STORY}\n\nWith reporting by Borealis.", source="borealis")) == {}
    assert slots(article(STORY, source="borealis")) == {"": "missing"}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (STORY, "neither byline nor dateline"),
        (f"{STORY} It is late, according to Meridian.", "credits a quotation"),
        (f"Photo: Meridian\n\n{STORY}", "for the picture alone"),
    ],
)
def test_a_finding_says_why_what_is_there_is_not_enough(value: str, words: str) -> None:
    (finding,) = judge(article(value, source="meridian")).findings
    assert words in finding.message
    assert [piece.exact for piece in finding.evidence] == ["Meridian"] * ("Meridian" in value)


@pytest.mark.parametrize(
    ("value", "body_format", "language", "expected"),
    [
        (STORY, "text", "en", f"By Meridian\n\n{STORY}"),
        (ПАРОМ, "text", "ru", f"Меридиан\n\n{ПАРОМ}"),
        (f"# Ferry\n\n**{STORY}**", "markdown", "en", f"# Ferry\n\nBy Meridian\n\n**{STORY}**"),
        (
            f"<h1>Ferry</h1>\n<div><p><b>{STORY}</b></p></div>", "html", "en",
            f'<h1>Ferry</h1>\n<div><p class="byline">By Meridian</p>\n<p><b>{STORY}</b></p></div>',
        ),
    ],
)  # fmt: skip
def test_a_byline_is_put_above_the_story(value: str, body_format: str, language: str, expected: str) -> None:
    written = article(value, body_format, source="meridian", language=language)
    (fix,) = fixes(written)
    better = fixed(written, fix)
    assert (better.body.value, fix.safe) == (expected, False)
    assert outcome(better) == "satisfied"
    assert fixes(better) == []


def test_a_byline_that_is_there_is_completed() -> None:
    written = article(STORY, source="meridian", byline="By Jane Doe ")
    (fix,) = fixes(written)
    assert fixed(written, fix).byline == "By Jane Doe, Meridian "
    assert outcome(fixed(written, fix)) == "satisfied"
