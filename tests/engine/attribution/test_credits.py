"""Credits in three formats and two languages: what credits the text, what credits a picture or a quotation only."""

from typing import Any

import pytest

from annotations.engine.attribution.credits import credit_facts
from tests.engine.attribution.reading import SOURCES, article, facts

STORY = (
    "The ferry to the islands is running again after nine months in dock, the harbour office said on Monday.\n\n"
    "It carries forty cars and a post van, and the captain has worked the line for thirty years.\n\n"
    "The next one leaves at six."
)
ИСТОРИЯ = (
    "Паром на острова снова ходит после девяти месяцев ремонта, сообщили в порту в понедельник.\n\n"
    "Он берёт сорок машин и почтовый фургон, а капитан работает на линии тридцать лет.\n\n"
    "Следующий рейс в шесть утра."
)


def forms(value: str, body_format: str = "text", **more: Any) -> list[tuple[str, str]]:
    """The form of every visible credit, and its words."""
    seen = facts(article(value, body_format, **more))
    return [(credit.form.value, seen.document.text[credit.start : credit.end]) for credit in seen.credits]


@pytest.mark.parametrize(
    "top",
    [
        "By Meridian", "BY MERIDIAN", "By Meridian.", "By Jane Doe, Meridian", "By Jane Doe and John Roe, Meridian",
        "By Jane Doe for Meridian", "Jane Doe, Meridian", "Jane Doe | Meridian", "Jane Doe (Meridian)", "Meridian",
        "Meridian staff", "Meridian/Borealis", "Meridian, May 6, 2024", "May 6, 2024 — Meridian", "Von Meridian",
        "Автор: Меридиан", "Текст: Меридиан", "Иван Петров, Меридиан", "Меридиан, 6 мая 2024",
        "Meridian Press Agency", "PARIS — Meridian", "Meridian | Kabul", "Reporting by Meridian",
    ],
)  # fmt: skip
def test_a_line_above_the_story_is_a_byline(top: str) -> None:
    assert forms(f"{top}\n\n{STORY}")[0][0] == "byline"


@pytest.mark.parametrize(
    "opening",
    [
        "MOSCOW (Meridian) — ", "MOSCOW (Meridian) - ", "MOSCOW, May 6 (Meridian) – ", "KABUL, Afghanistan (Meridian) —",
        "(Meridian) — ", "Meridian — ", "Meridian: ", "Kabul (Meridian) -- ", "MOSCOW, 6 May. /Meridian/. ",
        "МОСКВА, 5 мая — Меридиан. ", "МОСКВА, 5 мая. /Меридиан/. ", "Москва. 5 мая. Меридиан - ",
        "МОСКВА, 5 мая (Меридиан) — ", "Меридиан, 5 мая. ", "/Меридиан/ ", "Меридиан. ", "Meridian, Kabul: ",
        "PARIS, 5 mai 2024 (Meridian) - ", "MOSCOW (Borealis/Meridian) — ", "By Jane Doe\nMOSCOW, May 6 (Meridian) - ",
        "МИНСК, 5 мая. /Корр. Меридиан/. ", "МОСКВА, 5 мая /Корр. Меридиан Иван Петров/. ",
        "Ferry returns after nine months By Jane Doe KABUL, May 6 (Meridian) - ",
    ],
)  # fmt: skip
def test_a_dateline_names_the_agency(opening: str) -> None:
    assert "dateline" in [form for form, _ in forms(opening + STORY)]


@pytest.mark.parametrize(
    "end",
    [
        "© Meridian 2024", "© 2024 Meridian", "(c) Meridian", "Copyright 2024 Meridian. All rights reserved.",
        "Copyright © 2024 Meridian. This material may not be published, broadcast, rewritten or redistributed.",
        "Source: Meridian", "Source — Meridian", "Sources: Meridian, Borealis", "Via: Meridian", "Meridian", "(Meridian)",
        "/Меридиан/", "— Meridian", "Источник: Меридиан", "Источник — «Меридиан»", "По материалам Меридиан",
        "С использованием материалов Меридиан.", "This article was originally published by Meridian.",
        "This story by Jane Doe originally appeared on Meridian on May 2, 2024.", "Republished from Meridian.",
        "Материал впервые опубликован агентством Меридиан.", "With reporting by Meridian", "(With inputs from Meridian)",
        "Meridian writers Jane Doe and John Roe contributed to this report.",
    ],
)  # fmt: skip
@pytest.mark.parametrize("story", [STORY, ИСТОРИЯ])
def test_a_line_below_the_story_is_a_credit(story: str, end: str) -> None:
    assert forms(f"{story}\n\n{end}")[0][0] == "end"


@pytest.mark.parametrize("end", [" (Meridian)", " (Meridian).", " /Меридиан/", " — Meridian", " (Borealis/Meridian)"])
def test_the_end_of_the_text_can_carry_the_credit(end: str) -> None:
    assert ("end", "Meridian") in forms(STORY + end) or ("end", "Меридиан") in forms(STORY + end)


@pytest.mark.parametrize("end", [" (Meridian)", " /Meridian/", " — Meridian"])
def test_the_end_of_the_lead_can_carry_the_credit(end: str) -> None:
    lead, rest = STORY.split("\n\n", 1)
    assert forms(f"{lead}{end}\n\n{rest}") == [("lead", "Meridian")]


@pytest.mark.parametrize(
    "told",
    [
        "The ferry is late again, according to Meridian.",
        "Meridian reported on Monday that the ferry is late again.",
        "Meridian said the ferry is late.",
        "The captain told Meridian that he would stay.",
        "The ferry is late again, said Meridian Press Agency (Meridian).",
        "The Meridian Press Agency (Meridian) said on Friday that the ferry is late.",
        "Паром снова опаздывает, сообщает Меридиан.",
        "Как передаёт Меридиан, паром снова опаздывает.",
        "По данным агентства Меридиан, паром снова опаздывает, но в порту это отрицают.",
        "By Tuesday Meridian, the oldest agency of the coast, had left the harbour for good.",
        "“We waited all night.” — Meridian editors were among those who waited at the quay for the boat.",
    ],
)
def test_who_is_named_for_a_quotation_has_no_credit(told: str) -> None:
    for value in (f"{told}\n\n{STORY}", f"{STORY}\n\n{told}", told):
        assert [form for form, _ in forms(value) if form != "photo"] == []


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Meridian", "Photo by Jane Doe / Meridian", "The quay on Monday. Photo: Jane Doe/Meridian", "Фото: Меридиан",
        "Фото: Иван Петров / Меридиан", "The quay in the north. July 8, 2021 Meridian", "Image courtesy of Meridian",
        "The quay at night / Meridian", "(Meridian Photo/Jane Doe)", "Фотография: Меридиан",
    ],
)  # fmt: skip
def test_a_picture_has_a_credit_of_its_own(line: str) -> None:
    assert [form for form, _ in forms(f"{line}\n\n{STORY}")] == ["photo"]


def test_captions_credit_pictures() -> None:
    figure = '<figure><img src="a.jpg"><figcaption>The quay. Meridian</figcaption></figure>'
    assert forms(f"{figure}<p>{STORY}</p>", "html") == [("photo", "Meridian")]
    image = {"src": "https://a.example/a.jpg", "caption": "The quay", "credit": "Jane Doe / Meridian"}
    assert forms(STORY, images=[image]) == [("photo", "Meridian")]


def test_the_byline_field_is_a_byline() -> None:
    assert forms(STORY, byline="Jane Doe, Meridian") == [("byline", "Meridian")]


@pytest.mark.parametrize(
    ("value", "body_format"),
    [
        (f"# Ferry returns\n\nBy [Meridian](#)\n\nMay 6, 2024\n\n{STORY}", "markdown"),
        (f"# Ferry returns\n\n**By Meridian**\n\n{STORY}", "markdown"),
        (f"<h1>Ferry returns</h1><p>By <a href=''>Meridian</a></p><p>{STORY}</p>", "html"),
        (f"<div class=byline>Meridian</div><p>{STORY}</p>", "html"),
        (f"<p>By Meridian<br>{STORY}</p>", "html"),
        (f"By Meridian\n{STORY}", "text"),
    ],
)
def test_bylines_in_the_formats(value: str, body_format: str) -> None:
    assert forms(value, body_format) == [("byline", "Meridian")]


def test_words_that_a_source_prescribes_are_a_credit_wherever_they_stand() -> None:
    assert forms(f"{STORY}\n\nWe thank them for all the reporting by Borealis.") == [("end", "Borealis")]


@pytest.mark.parametrize("zone", ["<aside class=related><p>Source: Meridian</p></aside>", "<code>Source: Meridian</code>"])
def test_teasers_and_code_credit_nobody(zone: str) -> None:
    assert forms(f"<p>{STORY}</p>{zone}", "html") == []


def test_a_hidden_credit_is_known_as_hidden_and_left_out_of_the_report() -> None:
    seen = facts(article(f'<p>{STORY}</p><p style="display:none">Source: Meridian</p>', "html"))
    assert [credit.visibility.name for credit in seen.credits] == ["HIDDEN"]
    assert credit_facts(seen.document, seen.credits) == ()


def test_the_report_cites_what_was_sent() -> None:
    seen = facts(article("<p>By <b>Meri&shy;dian</b></p>", "html"))
    fact = credit_facts(seen.document, seen.credits)[0]
    value = seen.article.body.value
    assert (fact.source, fact.form, fact.evidence.exact) == ("meridian", "byline", "Meridian")
    assert value[fact.evidence.start : fact.evidence.end] == "Meri&shy;dian"


def test_texts_made_of_nothing_but_credits_are_read_in_little_time() -> None:
    for value in ("Meridian " * 8_000, "Source: " * 8_000, "(Meridian) — " * 6_000, "By Meridian\n" * 6_000):
        facts(article(value))


def test_every_source_of_the_directory_is_looked_for() -> None:
    value = f"By Meridian\n\n{STORY}\n\nSource: The Harbour Gazette"
    found = facts(article(value)).credits
    assert [(credit.source, credit.form.value) for credit in found] == [("meridian", "byline"), ("gazette", "end")]
    assert set(SOURCES) >= {credit.source for credit in found}
