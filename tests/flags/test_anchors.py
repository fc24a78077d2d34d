"""Evidence found again in later texts, or lost; never moved to a look-alike."""

from __future__ import annotations

import pytest

from annotations.engine.article import Article
from annotations.flags.anchors import Anchor, Placed, anchor_at, anchors_of, find
from annotations.flags.reading import Reading

MONDAY = "Fighters of the Northern Pact took the town of Arn on Monday."
TUESDAY = "Fighters of the Northern Pact took the town of Arn on Tuesday."
OTHER = "Nobody in the valley had heard of the Northern Pact before the flood."


def reading(text: str, form: str = "text") -> Reading:
    return Reading(Article.model_validate({"id": "a1", "language": "en", "body": {"format": form, "value": text}}))


def anchor(text: str, exact: str = "Northern Pact", nth: int = 0, form: str = "text") -> Anchor:
    page = reading(text, form)
    return anchor_at(page, page.places("body", exact)[nth])


def placed(was: Anchor, text: str, form: str = "text") -> Placed | None:
    return find(was, reading(text, form))


def test_moved_evidence_is_found_where_it_is_now() -> None:
    now = f"A new first paragraph.\n\n{OTHER}\n\n{MONDAY}"
    found = placed(anchor(MONDAY), now)
    assert found is not None
    assert now[found.start : found.end] == found.exact == "Northern Pact"
    assert now.startswith(MONDAY, found.start - MONDAY.index("Northern"))
    assert found.match == 1.0


@pytest.mark.parametrize(
    "now",
    [
        MONDAY.replace("Fighters", "fighters"), MONDAY.replace("town", "Town").replace("on Monday", "Monday"),
        MONDAY.replace(" ", "\u00a0"), MONDAY.replace("Northern Pact", "NORTHERN PACT"), f"“{MONDAY}”",
        MONDAY.replace("Monday.", "Monday, it said."),
    ],
)  # fmt: skip
def test_house_style_does_not_lose_it(now: str) -> None:
    found = placed(anchor(MONDAY), f"{OTHER}\n\n{now}")
    assert found is not None
    assert found.start > len(OTHER)
    assert found.match >= 0.8


def test_markup_around_it_does_not_lose_it() -> None:
    html = "<p>Fighters of the <a href='https://pact.example/'>Northern <b>Pact</b></a> took the town of Arn on Monday.</p>"
    found = placed(anchor(MONDAY), html, form="html")
    assert found is not None
    assert html[found.start : found.end] == "Northern <b>Pact"
    back = placed(anchor(html, form="html"), MONDAY)
    assert back is not None
    assert back.start == MONDAY.index("Northern")


@pytest.mark.parametrize(
    ("was", "now"),
    [
        pytest.param(anchor(MONDAY), OTHER, id="another sentence"),
        pytest.param(anchor(MONDAY), "Nothing of it.", id="no such words"),
        pytest.param(anchor(f"{MONDAY}\n\n{TUESDAY}"), TUESDAY, id="its twin is left"),
        pytest.param(anchor(f"{MONDAY}\n\n{MONDAY}"), MONDAY, id="its double is left"),
        pytest.param(anchor(MONDAY), f"{MONDAY}\n\n{MONDAY}", id="there are two now"),
        pytest.param(anchor(f"Northern Pact\n\n{MONDAY}"), MONDAY, id="the heading is gone"),
        pytest.param(anchor("Pact", "Pact"), "Pacts of the north", id="a part of a word"),
        pytest.param(anchor("The Pact met the Pact.", "Pact"), "The Pact.", id="one of two in a sentence"),
    ],
)  # fmt: skip
def test_what_is_not_certain_is_lost(was: Anchor, now: str) -> None:
    assert placed(was, now) is None


def test_of_two_in_a_sentence_the_one_in_its_surroundings_is_found() -> None:
    said = "Envoys of the Pact flew to the coast, where people of the other Pact had waited since the early morning."
    now = said.replace("people", "men").replace("coast", "Coast")
    for nth in (0, 1):
        found = placed(anchor(said, "Pact", nth), now)
        assert found is not None
        assert found.start == [now.index("Pact"), now.rindex("Pact")][nth]


def test_evidence_of_a_text_that_cannot_be_read_keeps_its_words_and_is_nowhere_for_certain() -> None:
    piece = {"field": "body", "start": 3, "end": 7, "exact": "Pact", "prefix": "The ", "suffix": " met."}
    (kept,) = anchors_of([piece], None)
    assert kept.sentence == "The Pact met."
    assert placed(kept, "The Pact met.") is None
    assert Anchor.from_json(kept.as_json()) == kept


def test_nothing_is_found_for_no_words() -> None:
    assert find(Anchor("body", 0, 0, ""), reading(MONDAY)) is None


def test_a_name_in_every_sentence_takes_its_time_with_the_text_not_with_its_square() -> None:
    text = " ".join(f"Men of the Pact came by way number {number}." for number in range(10_000))
    page, edited = reading(text), reading(text.replace("way", "road"))
    evidence = [
        {"field": "body", "start": place.piece.start, "end": place.piece.end, "exact": "Pact"}
        for place in page.places("body", "Pact")
    ]
    kept = anchors_of(evidence, page)
    assert len(kept) == 1000
    assert {find(anchor, edited) for anchor in kept} == {None}


def test_a_name_again_and_again_in_one_sentence_is_no_burden_either() -> None:
    page = reading("the Pact " * 10_000)
    assert find(anchor_at(page, page.places("body", "Pact")[5000]), page) is None
