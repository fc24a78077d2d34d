"""Russian words in the dictionary of pymorphy3: readings of a word, and the forms that agree with a gender and number.

All words go in and come out folded: lower case, е for ё.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pymorphy3

from annotations.engine.language.forms import (
    ACCUSATIVE,
    DATIVE,
    GENITIVE,
    INSTRUMENTAL,
    LOCATIVE,
    NOMINATIVE,
    PLURAL_SHIFT,
    Forms,
    Gender,
    union,
)

_CASES = {
    "nomn": NOMINATIVE,
    "gent": GENITIVE,
    "gen1": GENITIVE,
    "gen2": GENITIVE,
    "datv": DATIVE,
    "accs": ACCUSATIVE,
    "acc2": ACCUSATIVE,
    "ablt": INSTRUMENTAL,
    "loct": LOCATIVE,
    "loc1": LOCATIVE,
    "loc2": LOCATIVE,
}
_GENDERS: dict[str, Gender] = {"masc": "masculine", "femn": "feminine", "neut": "neuter"}
_PREDICATES = frozenset({"VERB", "INFN", "ADJS", "PRTS", "PRED"})
_PARTICIPLE = frozenset({"pres", "past", "actv", "pssv"})
_RARE = frozenset({"V-be", "V-bi", "V-ie", "Arch", "Infr", "Slng", "Dist", "Erro"})
"""Variants that no article prints in a name (движенье, братий)."""
_OF_PERSONS = frozenset({"Name", "Patr", "Surn"})
_PROPER = _OF_PERSONS | {"Orgn", "Trad", "Geox"}
_CERTAIN = 0.2
"""A reading with less than this share is no reason to take a verb for a noun."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One grammatical reading of a word in the nominative."""

    gender: Gender | None
    """``None``: masculine and feminine (Саша)."""
    plural: bool
    animate: bool | None
    grammemes: frozenset[str]
    forms: tuple[tuple[str, frozenset[str]], ...]
    """Every form of the word with its grammemes."""

    @property
    def number_gender(self) -> Gender | None:
        """``plural``, or the gender."""
        return "plural" if self.plural else self.gender


@lru_cache(maxsize=1)
def _analyzer() -> Any:
    return pymorphy3.MorphAnalyzer(lang="ru")


def plain(word: str) -> str:
    """A form of the dictionary as it is compared."""
    return word.lower().replace("ё", "е")


@lru_cache(maxsize=1 << 17)
def _parses(word: str) -> tuple[Any, ...]:
    return tuple(_analyzer().parse(word))


@lru_cache(maxsize=1 << 17)
def is_known(word: str) -> bool:
    """Whether the dictionary holds this form."""
    return bool(_analyzer().word_is_known(word))


@lru_cache(maxsize=1 << 17)
def is_predicate(word: str) -> bool:
    """Whether the word is a verb or a short adjective rather than anything that inflects by case."""
    if not is_known(word):
        return False
    parses = _parses(word)
    if parses[0].tag.POS not in _PREDICATES:
        return False
    return not any(parse.tag.POS in {"NOUN", "ADJF"} and parse.score >= _CERTAIN for parse in parses)


def is_of_persons(word: str) -> bool:
    """Whether the word is a noun for a person that is nobody's name: "критик", "активистка"."""
    return is_common_word(word) and any("anim" in parse.tag.grammemes for parse in _parses(word)[:1])


def is_noun(word: str) -> bool:
    """Whether the likeliest reading of the word is a common noun."""
    return is_common_word(word) and _parses(word)[0].tag.POS == "NOUN"


def as_a_common_noun(word: str) -> Reading | None:
    """The reading of the word as a noun in the nominative that names no person, body, trade mark or place."""
    readings = nouns(word)
    return next((reading for reading in readings if not reading.grammemes & _PROPER), None)


def is_place(word: str) -> bool:
    """Whether the likeliest reading of the word is the name of a place."""
    return is_known(word) and "Geox" in _parses(word)[0].tag.grammemes


def is_participle(word: str) -> bool:
    """Whether the likeliest reading of the word is a participle or a gerund, which has objects of its own."""
    return is_known(word) and _parses(word)[0].tag.POS in {"PRTF", "PRTS", "GRND"}


@lru_cache(maxsize=1 << 17)
def nouns(word: str, *, guess: bool = False) -> tuple[Reading, ...]:
    """Readings as a noun in the nominative, the likeliest first; ``guess`` allows words that the dictionary lacks."""
    if not guess and not is_known(word):
        return ()
    return tuple(_reading(parse) for parse in _parses(word) if parse.tag.POS == "NOUN" and parse.tag.case == "nomn")


@lru_cache(maxsize=1 << 17)
def adjectives(word: str, *, guess: bool = False) -> tuple[Reading, ...]:
    """Readings as a full adjective or participle in the nominative, adjectives first."""
    if not guess and not is_known(word):
        return ()
    found = [parse for parse in _parses(word) if parse.tag.POS in {"ADJF", "PRTF"} and parse.tag.case == "nomn"]
    return tuple(_reading(parse) for parse in sorted(found, key=lambda parse: str(parse.tag.POS)))


def is_genitive(word: str) -> bool:
    """Whether the likeliest reading of the word is a genitive."""
    return bool(_parses(word)[0].tag.case == "gent")


@lru_cache(maxsize=1 << 12)
def is_common_word(word: str) -> bool:
    """Whether the dictionary holds this form and has no name, patronymic or surname of a person for it."""
    return is_known(word) and not any(parse.tag.grammemes & _OF_PERSONS for parse in _parses(word))


@lru_cache(maxsize=1 << 12)
def is_given_name(word: str) -> bool:
    """Whether the dictionary holds this form as one of a given name."""
    return is_known(word) and any("Name" in parse.tag.grammemes for parse in _parses(word))


@lru_cache(maxsize=1 << 12)
def lemmas(word: str) -> frozenset[str]:
    """The dictionary forms of which a word may be a form."""
    return frozenset(plain(parse.normal_form) for parse in _parses(word))


@lru_cache(maxsize=1 << 17)
def given_names(word: str) -> tuple[Reading, ...]:
    """Readings as a given name in the nominative."""
    return tuple(reading for reading in nouns(word) if "Name" in reading.grammemes and not reading.plural)


@lru_cache(maxsize=1 << 17)
def surnames(word: str) -> tuple[Reading, ...]:
    """Readings as a surname in the nominative singular."""
    return tuple(reading for reading in nouns(word) if "Surn" in reading.grammemes and not reading.plural)


def _reading(parse: Any) -> Reading:
    tag = parse.tag
    gender = None if "ms-f" in tag else _GENDERS.get(tag.gender or "")
    animate = None if tag.animacy is None else tag.animacy == "anim"
    rare = _RARE - tag.grammemes
    forms = tuple((plain(form.word), form.tag.grammemes) for form in parse.lexeme if not form.tag.grammemes & rare)
    return Reading(gender, tag.number == "plur", animate, tag.grammemes, forms)


@lru_cache(maxsize=1 << 17)
def noun_forms(reading: Reading, *, both_numbers: bool = False) -> Forms:
    """The forms of a noun in the number of its reading, or in both."""
    surname = "Surn" in reading.grammemes
    wanted = [
        (form, grammemes)
        for form, grammemes in reading.forms
        if (both_numbers or ("plur" in grammemes) == reading.plural)
        and not (surname and reading.gender and not _agrees(grammemes, reading.gender))
    ]
    return _table(wanted)


@lru_cache(maxsize=1 << 16)
def adjective_forms(reading: Reading, gender: Gender | None, *, animate: bool | None) -> Forms:
    """The forms of an adjective beside a noun of this gender (``plural``: number; ``None``: any)."""
    kind = reading.grammemes & (_PARTICIPLE | {"ADJF", "PRTF", "Supr"})
    wanted = []
    for form, grammemes in reading.forms:
        if grammemes & (_PARTICIPLE | {"ADJF", "PRTF", "Supr"}) != kind or not _agrees(grammemes, gender):
            continue
        if animate is not None and grammemes & {"anim", "inan"} and ("anim" in grammemes) != animate:
            continue
        wanted.append((form, grammemes))
    return _table(wanted)


def _agrees(grammemes: frozenset[str], gender: Gender | None) -> bool:
    if gender is None:
        return True
    if gender == "plural":
        return "plur" in grammemes
    return "plur" not in grammemes and any(_GENDERS.get(grammeme) == gender for grammeme in grammemes)


def _table(forms: Iterable[tuple[str, frozenset[str]]]) -> Forms:
    return union({form: _bits(grammemes)} for form, grammemes in forms if _bits(grammemes))


def _bits(grammemes: frozenset[str]) -> int:
    bits = 0
    for grammeme in grammemes:
        bits |= _CASES.get(grammeme, 0)
    return bits << PLURAL_SHIFT if "plur" in grammemes else bits


@lru_cache(maxsize=1 << 12)
def all_forms(word: str) -> frozenset[str]:
    """Every form of the words whose dictionary form is ``word``: cases and numbers, verbs with their participles."""
    forms = {word}
    for parse in _parses(word):
        if plain(parse.normal_form) == word:
            forms |= {plain(form.word) for form in parse.lexeme}
    return frozenset(forms)
