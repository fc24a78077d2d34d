"""Names in disguise: other scripts, other code points, invisible characters."""

import random
import unicodedata
from collections import defaultdict

import pytest

from annotations.engine.words import read_words
from tests.engine.lexicon.declined import MEN, ORGANISATIONS, WOMEN
from tests.engine.lexicon.searching import found, lexicon_of
from tests.shared import shared_lines

TALIBAN = lexicon_of("Талибан", "Хайят Тахрир аш-Шам", "Вёрстка", {"value": "Taliban", "lang": "en"})
SWAPS = 5


@pytest.mark.parametrize(
    "written",
    [
        "Tалибан",
        "Талибaн",
        "TAЛИБАН",
        "ТАЛИБАH",
        "Талиба́н",
        "Тали\u00adбан",
        "Тали\u200bбан",
        "Ｔａｌｉｂａｎ",
        "𝐓𝐚𝐥𝐢𝐛𝐚𝐧",
        "𝐓𝐚𝐈𝐢𝐛𝐚𝐧",
        "Tаliban",
        "Верстка",
        "ВЁРСТКА",
        "Вёpcткa",
        unicodedata.normalize("NFD", "Вёрстка"),
        unicodedata.normalize("NFD", "Хайят Тахрир аш-Шам"),
        "Хaйят Тaхpиp aш-Шaм",
    ],
)
def test_a_disguised_name_is_found_where_it_stands(written: str) -> None:
    assert found(TALIBAN, f"Вчера {written} вышел.") == [written]


def test_a_name_of_two_scripts_is_found_as_listed_and_imitated() -> None:
    lexicon = lexicon_of("Vятич", person=True)
    assert found(lexicon, "Vятича, ᐯятич, Vятiч, Вятич") == ["Vятича", "ᐯятич"]


def test_digits_for_letters_are_seen_through() -> None:
    assert found(lexicon_of("Злата Мезенцева", person=True), "Пришла 3лата Мезенцев0й и 3лата Мезенцева.") == [
        "3лата Мезенцева"
    ]


def test_ordinary_words_with_digits_and_two_scripts_are_nobody() -> None:
    assert found(TALIBAN, "covid19, 3GPP, IT-шник, VIP-зал, 5G, h264, iPhone 15, Т-34, 2ГИС, гаджетoв") == []


def look_alikes() -> dict[str, list[str]]:
    """For Latin and Cyrillic letters what the suite takes for the same."""
    alike: defaultdict[str, set[str]] = defaultdict(set)
    for row in shared_lines("suites/unicode_confusables.jsonl"):
        one, other = row["from"], row["to"]
        if len(one) == len(other) == 1:
            alike[one].add(other)
            alike[other].add(one)
    return {letter: sorted(letters) for letter, letters in alike.items()}


def swapped(name: str, alike: dict[str, list[str]], chance: random.Random) -> str:
    """``name`` with five of its letters swapped for look-alikes."""
    letters, places = list(name), [at for at, letter in enumerate(name) if letter in alike]
    for at in chance.sample(places, min(SWAPS, len(places))):
        letters[at] = chance.choice(alike[letters[at]])
    return "".join(letters)


def test_names_with_five_swapped_letters_are_found() -> None:
    alike, chance = look_alikes(), random.Random(2026)
    people = [name.listed for name in (*MEN, *WOMEN)]
    # A word that is Latin as a whole, as ТАСС becomes, is not told from a Latin word.
    organisations = [name.listed for name in ORGANISATIONS if name.listed != "ТАСС"]
    organisations += ["Northern Lantern", "Harbour Watch", "Open Shelf Group", "Kestrel Brigade", "Meridian Fund"]
    missed = []
    for name in [*people, *organisations] * 3:
        written = swapped(name, alike, chance)
        text = f"Вчера стало известно, что {written} не ответит."
        if not lexicon_of(name, person=name in people).scan(text, read_words(text)):
            missed.append(written)
    assert len(missed) <= 2, missed
