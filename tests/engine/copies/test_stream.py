"""House style folded away: two newsrooms' ways of writing one thing are one stream of words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.engine.copies.house_style import house_form
from annotations.engine.copies.stream import stream_of
from annotations.engine.document.build import read_document
from tests.engine.copies.texts import AMERICAN, BRITISH, RUSSIAN, RUSSIAN_TOO, article, stream


@pytest.mark.parametrize(("one", "other"), [(BRITISH, AMERICAN), (RUSSIAN, RUSSIAN_TOO)])
def test_two_house_styles_are_one_stream(one: str, other: str) -> None:
    assert stream(one).tokens.tolist() == stream(other).tokens.tolist()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("organise", "organize"), ("organisations", "organizations"), ("analysed", "analyzed"), ("colour", "color"),
        ("favourite", "favorite"), ("theatre", "theater"), ("metres", "meters"), ("defence", "defense"),
        ("offences", "offenses"), ("licence", "license"), ("practise", "practice"), ("travelling", "traveling"),
        ("cancelled", "canceled"), ("skilful", "skillful"), ("catalogue", "catalog"), ("programme", "program"),
        ("anaesthetic", "anesthetic"), ("manoeuvres", "maneuvers"), ("judgement", "judgment"), ("grey", "gray"),
        ("tyres", "tires"), ("sceptical", "skeptical"), ("aluminium", "aluminum"), ("towards", "toward"),
        ("adviser", "advisor"), ("protesters", "protestors"), ("kyiv", "kiev"), ("nine", "9"), ("sept", "september"),
        ("millions", "million"), ("млрд", "миллиардов"), ("пяти", "5"), ("километров", "км"), ("белоруссия", "беларуссия"),
    ],
)  # fmt: skip
def test_one_word_has_one_form(one: str, other: str) -> None:
    assert house_form(one) == house_form(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("north", "south"), ("ministry", "minister"), ("accept", "except"), ("raised", "razed"),
        ("1979", "1978"), ("ten", "nine"), ("island", "inland"), ("причал", "прочел"), ("порта", "парта"),
    ],
)  # fmt: skip
def test_another_word_has_another_form(one: str, other: str) -> None:
    assert house_form(one) != house_form(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the U.S. army", "the US army"), ("the U.S.A. army", "the USA army"), ("the United States army", "the U.S. army"),
        ("about 85% of them", "about 85 per cent of them"), ("a $5 fee", "a 5 dollars fee"), ("1,350 men", "1 350 men"),
        ("said on Friday that", "said Friday that"), ("the Taliban's men", "the Taliban’s men"), ("an e-mail", "an email"),
        ("co-operation", "cooperation"), ("“so”", "\"so\""), ("it was—then—so", "it was - then - so"),
    ],
)  # fmt: skip
def test_one_phrase_has_one_form(one: str, other: str) -> None:
    frame = "Everybody on the island said {} and nothing more of it."
    assert stream(frame.format(one)).tokens.tolist() == stream(frame.format(other)).tokens.tolist()


def test_only_the_story_counts() -> None:
    dressed = (
        '<h1>The ferry is back</h1><p class="byline">By Jane Doe</p><figure><img src="/a.jpg"><figcaption>The ferry in '
        "May, seen from the pier. Photo: Lumen</figcaption></figure>"
        + "".join(f"<p>{paragraph}</p>" for paragraph in BRITISH.split("\n\n"))
        + '<p><strong>Related article: <a href="#">The pier is closed until the autumn</a></strong></p>'
        "<p>Original: https://harbourgazette.example/a</p>"
    )
    assert stream(dressed, format="html").tokens.tolist() == stream(BRITISH).tokens.tolist()


def test_speech_is_told_apart() -> None:
    spoken = stream("The man said: “We have counted every pile of it.” Nobody else spoke about it at all.")
    assert spoken.quoted.tolist() == [False] * 3 + [True] * 7 + [False] * 7


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=300))
def test_places_are_true_whatever_the_text(text: str) -> None:
    document = read_document(article(text.replace("\x00", "").encode("utf-8", "ignore").decode()), language="en")
    words = stream_of(document)
    assert (words.starts < words.ends).all()
    assert (words.starts[1:] >= words.ends[:-1]).all()
    assert all(document.text[start].strip() for start in words.starts)
