"""Russian personal names: which word is the given name, the patronymic, the surname, and the forms of each.

The words of a name agree in case, and in gender with the person: a man's surname never stands for a woman.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from annotations.engine.language.forms import ANY, SINGULAR, Forms, Gender, NameForms, Slot, fixed, slot, union
from annotations.engine.language.name_words import NameWord
from annotations.engine.language.ru import dictionary, endings
from annotations.engine.language.ru.phrases import PARTICLES
from annotations.engine.language.ru.reviewed import FIXED_SURNAMES
from annotations.engine.language.ru.romanised import in_latin_too, romanised_initial
from annotations.engine.lookalikes import LATIN_TWINS

Part = tuple[NameWord, ...]
PersonGender = Literal["masculine", "feminine"]

_PATRONYMIC = re.compile(r".+(?:ович|евич|ьич|овна|евна|инична|ична|улы|уулу|оглы|оглу|кызы|гызы)$")
_PATRONYMIC_FORM = re.compile(r"..(?:(?:ов|ев|ь)ич(?:|а|у|ем|е)|(?:овн|евн|ичн)(?:а|ы|е|у|ой|ою))$")
_SHORT_PATRONYMICS = frozenset({"ильич", "кузьмич", "лукич", "фомич", "никитич", "саввич", "фокич", "силыч"})
_DESCENT = frozenset({"оглы", "оглу", "кызы", "гызы", "улы", "уулу"})
_FEMININE_PATRONYMIC = re.compile(r"(?:овна|евна|ична|кызы|гызы)$")
_MASCULINE_SURNAME = re.compile(r".{2}(?:ов|ев|ин|ын|ский|цкий|ской|цкой)$")
_FEMININE_SURNAME = re.compile(r".{2}(?:ова|ева|ина|ына|ская|цкая)$")
_SURNAME = re.compile(
    r".{2}(?:ов|ев|ин|ын|ова|ева|ина|ына|ский|цкий|ской|цкой|ская|цкая|енко|ук|юк|чук|швили|дзе|ян|янц|заде|"
    r"[ыи]х|иани|уа|авичус|айтис|ис|сон|ман|берг|штейн|евич|ович)$"
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a personal name; parts of several words are joined by hyphens, or by what descent is told with."""

    given: Part
    patronymic: Part
    surname: Part


@lru_cache(maxsize=1 << 10)
def parse_person(words: Sequence[NameWord]) -> PersonName | None:
    """The parts of a name of two or three parts in either order; ``None`` for names built in another way."""
    parts = _parts(words)
    if len(parts) == 3 and is_patronymic(parts[1][-1].folded):
        return PersonName(parts[0], parts[1], parts[2])
    if len(parts) == 3 and is_patronymic(parts[2][-1].folded):
        return PersonName(parts[1], parts[2], parts[0])
    if len(parts) != 2 or not all(_is_name_part(part) for part in parts):
        return None
    first, second = parts
    if _is_given(second) and not (_is_given(first) and not _is_surname(first)):
        return PersonName(second, (), first)
    return PersonName(first, (), second) if _is_given(first) or _is_surname(second) else None


def is_patronymic(word: str) -> bool:
    """Whether a folded word is a patronymic by its ending."""
    return word in _SHORT_PATRONYMICS or word in _DESCENT or _PATRONYMIC.match(word) is not None


def is_patronymic_form(word: str) -> bool:
    """Whether a folded word is a patronymic in any case."""
    return word in _DESCENT or _PATRONYMIC_FORM.search(word) is not None


def person_gender(words: Sequence[NameWord]) -> PersonGender | None:
    """The gender that a name tells: by patronymic, given name, surname, in this order."""
    name = parse_person(words)
    if name is None:
        return _given_gender(words[0].folded) if len(words) > 1 else _surname_gender(words[-1].folded)
    if name.patronymic:
        return "feminine" if _FEMININE_PATRONYMIC.search(name.patronymic[-1].folded) else "masculine"
    return _given_gender(name.given[-1].folded) or _surname_gender(name.surname[-1].folded)


def person_forms(words: Sequence[NameWord], *, gender: Gender | None = None) -> tuple[NameForms, ...]:
    """All ways to write a person's name; ``gender`` when it is known from another name of the person."""
    known = gender or person_gender(words)
    name = parse_person(words)
    if name is None:
        return (NameForms(tuple(_free_slot(word, known, alone=len(words) == 1) for word in words)),)
    given = tuple([_given_slot(word, known) for word in name.given])
    surname = _surname_slots(name.surname, known)
    alone = NameForms(surname, "surname")
    if not name.patronymic:
        return NameForms(given + surname), NameForms(surname + given, "reversed"), alone
    patronymic = _patronymic_slots(name.patronymic)
    first, second = (_initial(part[0].folded[0]) for part in (name.given, name.patronymic))
    return (
        NameForms(given + patronymic + surname, patronymic=True),
        NameForms(surname + given + patronymic, "reversed", patronymic=True),
        NameForms(given + surname),
        NameForms(surname + given, "reversed"),
        alone,
        NameForms((first, second, *surname), "initials"),
        NameForms((*surname, first, second), "initials"),
        NameForms((first, *surname), "one_initial"),
        NameForms((*surname, first), "one_initial"),
        NameForms((*given, second, *surname), "given_initial"),
        NameForms((*surname, *given, second), "given_initial"),
    )


def _parts(words: Sequence[NameWord]) -> list[Part]:
    parts: list[list[NameWord]] = []
    for word in words:
        if parts and (word.hyphened or word.folded in _DESCENT):
            parts[-1].append(word)
        else:
            parts.append([word])
    return [tuple(part) for part in parts]


def _is_name_part(part: Part) -> bool:
    return all(word.cyrillic and not word.quoted and word.folded not in PARTICLES for word in part)


def _is_given(part: Part) -> bool:
    return bool(dictionary.given_names(part[-1].folded))


def _is_surname(part: Part) -> bool:
    word = part[-1].folded
    return _SURNAME.search(word) is not None or bool(dictionary.surnames(word))


@lru_cache(maxsize=1 << 14)
def _given_gender(word: str) -> PersonGender | None:
    genders = {reading.gender for reading in dictionary.given_names(word)}
    if genders == {"masculine"}:
        return "masculine"
    return "feminine" if genders == {"feminine"} else None


def _surname_gender(word: str) -> PersonGender | None:
    if _MASCULINE_SURNAME.search(word):
        return "masculine"
    return "feminine" if _FEMININE_SURNAME.search(word) else None


@lru_cache(maxsize=1 << 8)
def _initial(letter: str) -> Slot:
    """An initial, in Cyrillic, typed in Latin, or what it is in Latin."""
    written = {letter, letter.translate(LATIN_TWINS), *romanised_initial(letter)}
    return Slot(tuple((each, ANY) for each in sorted(written)), initial=True)


@lru_cache(maxsize=1 << 17)
def _given_forms(word: str, gender: Gender | None) -> Forms:
    readings = [
        reading for reading in dictionary.given_names(word) if gender is None or reading.gender in {gender, None}
    ]
    if readings:
        known = [dictionary.noun_forms(reading) for reading in readings]
        # The dictionary leaves women's names on a soft sign as they are (Гюзель); articles inflect them as well.
        soft = gender == "feminine" and word.endswith("ь")
        return union([*known, endings.given_name(word, feminine=True)] if soft else known)
    wanted = (gender == "feminine",) if gender else (False, True)
    return union(endings.given_name(word, feminine=feminine) for feminine in wanted)


@lru_cache(maxsize=1 << 16)
def _slot_of_given(word: str, gender: Gender | None) -> Slot:
    return slot(_given_forms(word, gender))


def _given_slot(word: NameWord, gender: Gender | None) -> Slot:
    return in_latin_too(_slot_of_given(word.folded, gender), word.text) if word.cyrillic else fixed(word.folded)


@lru_cache(maxsize=1 << 14)
def _slot_of_patronymic(word: str) -> Slot:
    return slot(endings.patronymic(word))


def _patronymic_slots(part: Part) -> tuple[Slot, ...]:
    return tuple([in_latin_too(_slot_of_patronymic(word.folded), word.text) for word in part])


@lru_cache(maxsize=1 << 15)
def _surname_forms(word: str, gender: Gender | None) -> Forms:
    if gender == "masculine":
        return union((endings.masculine_surname(word), *_dictionary_surname(word, "masculine")))
    if gender == "feminine":
        return endings.feminine_surname(word)
    told = _surname_gender(word)
    if told:
        return _surname_forms(word, told)
    return union((_surname_forms(word, "masculine"), _surname_forms(word, "feminine")))


def _dictionary_surname(word: str, gender: Gender) -> list[Forms]:
    """What the dictionary adds to the pattern: vowels that go (Лев, Льва; Заяц, Зайца)."""
    if word in FIXED_SURNAMES:
        return []
    readings = (reading for reading in dictionary.nouns(word) if not reading.plural and reading.gender == gender)
    return [dictionary.noun_forms(reading) for reading in readings]


def _surname_slots(part: Part, gender: Gender | None) -> tuple[Slot, ...]:
    """Each part of a double surname inflects; the first may stay (Кара-Мурза)."""
    last = len(part) - 1
    return tuple([_surname_slot(word, gender, stays=at < last) for at, word in enumerate(part)])


def _surname_slot(word: NameWord, gender: Gender | None, *, stays: bool) -> Slot:
    if not word.cyrillic:
        return fixed(word.folded)
    return in_latin_too(_slot_of_surname(word.folded, gender, stays), word.text)


@lru_cache(maxsize=1 << 17)
def _slot_of_surname(word: str, gender: Gender | None, stays: bool) -> Slot:
    forms = _surname_forms(word, gender)
    return slot(union((forms, {word: SINGULAR})) if stays else forms)


def _free_slot(word: NameWord, gender: Gender | None, *, alone: bool) -> Slot:
    """A word of a stage name, of a foreign name of several words, or a surname on its own."""
    if not word.cyrillic or word.has_digit or word.single or word.folded in PARTICLES or word.all_capitals:
        return fixed(word.folded)
    if alone and _SURNAME.search(word.folded):
        return slot(_surname_forms(word.folded, gender))
    return slot(union((_free_forms(word.folded, gender), {word.folded: ANY})))


@lru_cache(maxsize=1 << 14)
def _free_forms(word: str, gender: Gender | None) -> Forms:
    if dictionary.given_names(word):
        return _given_forms(word, gender)
    if dictionary.surnames(word):
        return _surname_forms(word, gender)
    genders = {None, gender} if gender else {None, "masculine", "feminine", "neuter"}
    adjectives = [
        reading for reading in dictionary.adjectives(word) if not reading.plural and reading.gender in genders
    ]
    nouns = [reading for reading in dictionary.nouns(word) if not reading.plural and reading.gender in genders]
    known = [dictionary.adjective_forms(reading, reading.gender, animate=True) for reading in adjectives]
    known += [dictionary.noun_forms(reading) for reading in nouns]
    return union(known) if known else _surname_forms(word, gender)
