"""Forms of Russian names of organisations: the head noun inflects, its adjectives agree, the rest stays.

"Фонд борьбы с коррупцией": фонд. "Правый сектор": both words. "полк «Азов»": the common noun; what is quoted may stay
or inflect with it. Foreign names that no dictionary has ("Хайят Тахрир аш-Шам") inflect by pattern or stay. A name with
a verb ("Продолжение следует") stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from annotations.engine.language.forms import ANY, Forms, Gender, Slot, slot, union
from annotations.engine.language.name_words import NameWord
from annotations.engine.language.ru import dictionary, endings
from annotations.engine.language.ru.dictionary import Reading

_PARTICLES = (
    "аль ал ан аш ас ат ад аз ар эль эд эш эс эз ур ут уль уш уд бен бин ибн абу умм де ди да дю дер ден ван фон "
    "ла ле лос лас дель делла дос оф"
)
PARTICLES = frozenset(_PARTICLES.split())
"""Words inside foreign names that never inflect."""


@dataclass(frozen=True, slots=True)
class Head:
    """The word that a name turns on."""

    place: int
    nouns: tuple[Reading, ...]
    """Its readings as a noun; empty when the dictionary lacks it or when it is an adjective."""
    adjectives: tuple[tuple[int, Reading], ...]
    """The adjectives that agree with it, each with its place; an adjective that is the head itself too."""

    @property
    def gender(self) -> Gender | None:
        """Its gender, or ``plural``; ``None`` when only its ending could tell."""
        readings = self.nouns or tuple(reading for _, reading in self.adjectives)
        return (readings[0].number_gender or "masculine") if readings else None


def phrase_slots(words: Sequence[NameWord], *, both_numbers: bool = False) -> tuple[Slot, ...]:
    """The words of an organisation's name with their forms; ``both_numbers``: singular and plural (member nouns)."""
    shouted = _is_shouted(words)
    slots: list[Slot] = []
    for quoted, group in groupby(words, key=lambda word: word.quoted):
        part = list(group)
        tables: list[Forms] = [{word.folded: ANY} for word in part]
        if (not slots or quoted) and not _is_sentence(part):
            inflected = _inflect(part, find_head(part, shouted=shouted), shouted=shouted, both_numbers=both_numbers)
            tables = [union(pair) for pair in zip(tables, inflected, strict=True)] if slots else inflected
        slots.extend(slot(table) for table in tables)
    return tuple(slots)


def phrase_gender(words: Sequence[NameWord]) -> Gender:
    """Gender (or ``plural``) of the head of an organisation's name, for agreement: «признан», «признана»."""
    shouted = _is_shouted(words)
    for quoted in (False, True):
        part = [word for word in words if word.quoted == quoted]
        head = find_head(part, shouted=shouted)
        if head is not None:
            return head.gender or gender_by_ending(part[head.place].folded)
    return gender_by_ending(words[0].folded) if len(words) == 1 and not words[0].all_capitals else "masculine"


def gender_by_ending(word: str) -> Gender:
    """Gender by the last letter: -а, -я feminine, -о, -е neuter, all others masculine."""
    if word.endswith(("а", "я", "a")):
        return "feminine"
    return "neuter" if word.endswith(("о", "е")) else "masculine"


def find_head(part: Sequence[NameWord], *, shouted: bool) -> Head | None:
    """The head of a name or of a part of it: the first noun with which the adjectives before it agree."""
    adjectives: list[tuple[int, tuple[Reading, ...]]] = []
    places = [place for place in range(len(part)) if _inflects(part, place, shouted=shouted)]
    for place in places:
        word = part[place].folded
        described = dictionary.adjectives(word)
        nouns = tuple(noun for noun in dictionary.nouns(word) if _agree(adjectives, noun))
        if nouns and not described:
            return _head(place, nouns, adjectives)
        if described:
            adjectives.append((place, described))
        elif dictionary.is_known(word):
            break
        else:
            return Head(place, (), tuple((at, readings[0]) for at, readings in adjectives))
    if not places:
        return None
    nouns = dictionary.nouns(part[places[0]].folded)
    if nouns:
        return _head(places[0], nouns, [])
    return Head(places[0], (), tuple((at, readings[0]) for at, readings in adjectives)) if adjectives else None


def _head(place: int, nouns: tuple[Reading, ...], adjectives: Sequence[tuple[int, tuple[Reading, ...]]]) -> Head:
    number = nouns[0].number_gender if adjectives else None
    alike = tuple(noun for noun in nouns if noun.plural == min(noun.plural for noun in nouns))
    gender = number or alike[0].number_gender
    agreeing = tuple(
        (at, next(reading for reading in readings if _fits(reading, gender))) for at, readings in adjectives
    )
    return Head(
        place, alike if not adjectives else tuple(noun for noun in nouns if noun.number_gender == number), agreeing
    )


def _agree(adjectives: Sequence[tuple[int, tuple[Reading, ...]]], noun: Reading) -> bool:
    return all(any(_fits(reading, noun.number_gender) for reading in readings) for _, readings in adjectives)


def _fits(adjective: Reading, gender: Gender | None) -> bool:
    return adjective.number_gender == gender or (gender is None and not adjective.plural)


def _is_sentence(part: Sequence[NameWord]) -> bool:
    """A name with a verb or a short adjective stays as it is."""
    return any(word.cyrillic and not word.single and dictionary.is_predicate(word.folded) for word in part)


def _is_shouted(words: Sequence[NameWord]) -> bool:
    """A name of several words written all in capitals: they say nothing about abbreviations."""
    return len(words) > 1 and all(word.all_capitals or word.single for word in words)


def _inflects(part: Sequence[NameWord], place: int, *, shouted: bool) -> bool:
    """Whether a word can inflect at all: no abbreviation, particle, number, prefix or word of another script."""
    word = part[place]
    if not word.cyrillic or word.has_digit or word.single or word.folded in PARTICLES:
        return False
    is_prefix = place + 1 < len(part) and part[place + 1].hyphened and word.folded.endswith("о")
    if is_prefix or not word.all_capitals or shouted:
        return not is_prefix
    return any(not noun.grammemes & {"Abbr", "Orgn", "Geox"} for noun in dictionary.nouns(word.folded))


def _inflect(part: Sequence[NameWord], head: Head | None, *, shouted: bool, both_numbers: bool) -> list[Forms]:
    tables: list[Forms] = [{word.folded: ANY} for word in part]
    if head is None:
        return tables
    gender = None if both_numbers else head.gender
    animate = head.nouns[0].animate if head.nouns else None
    tables[head.place] = _head_forms(part[head.place].folded, head, both_numbers=both_numbers)
    for place, reading in head.adjectives:
        tables[place] = dictionary.adjective_forms(reading, gender, animate=animate)
    for place in range(head.place + 1, len(part)):
        if _inflects(part, place, shouted=shouted) and place not in dict(head.adjectives):
            tables[place] = _follower_forms(part[place], head, both_numbers=both_numbers)
    return tables


def _head_forms(word: str, head: Head, *, both_numbers: bool) -> Forms:
    if head.nouns:
        return union(dictionary.noun_forms(noun, both_numbers=both_numbers) for noun in head.nouns)
    guessed = dictionary.nouns(word, guess=True)[:1] if both_numbers else ()
    tables = [dictionary.noun_forms(noun, both_numbers=True) for noun in guessed] or [endings.noun(word)]
    return union((*tables, {word: ANY}))


def _follower_forms(word: NameWord, head: Head, *, both_numbers: bool) -> Forms:
    """A word after the head: another noun in the nominative beside it may inflect with it; all else stays."""
    stays = {word.folded: ANY}
    nouns = [noun for noun in dictionary.nouns(word.folded) if not head.nouns or noun.plural == head.nouns[0].plural]
    if nouns and (word.hyphened or (word.capital and not nouns[0].plural)):
        inflected = union(dictionary.noun_forms(noun, both_numbers=both_numbers) for noun in nouns)
        return inflected if word.hyphened and head.nouns else union((inflected, stays))
    if nouns or dictionary.is_known(word.folded) or (head.nouns and dictionary.is_genitive(word.folded)):
        return stays
    return union((endings.noun(word.folded), stays))
