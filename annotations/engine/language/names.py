"""Forms of names in the language in which they are written: the one door to the languages for the lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from annotations.engine.language import en
from annotations.engine.language.corrections import Corrections, corrected
from annotations.engine.language.forms import Gender, NameForms, Slot, fixed, slot
from annotations.engine.language.name_words import NameWord, name_words
from annotations.engine.language.ru import persons, phrases
from annotations.engine.language.ru.romanised import in_cyrillic, in_latin_too
from annotations.engine.register import Name

_CYRILLIC = re.compile("[Ѐ-ӿ]")
_RUSSIAN = frozenset({"ru", "en", "und", ""})
"""Tags under which a name in Cyrillic letters is taken for Russian; Ukrainian, Kazakh and others say so."""


def name_forms(
    name: Name, *, person: bool, gender: Gender | None = None, corrections: Corrections | None = None
) -> tuple[NameForms, ...]:
    """All ways to write ``name``: its words in order, each with its forms. Empty when it holds no word.

    ``gender``: of the person, when another of the person's names tells it. ``corrections``: what people say of forms.
    """
    ways = _worked_out(name, person=person, gender=gender)
    correction = corrections.get(name.value) if corrections else None
    return corrected(ways, correction) if correction and ways else ways


def _worked_out(name: Name, *, person: bool, gender: Gender | None) -> tuple[NameForms, ...]:
    words = name_words(name.value)
    if not words:
        return ()
    if name.inflect == "none" or name.kind == "abbreviation":
        return (_as_it_stands([word.folded for word in words]),)
    if is_russian(name):
        if person and name.kind != "demonym":
            return persons.person_forms(words, gender=gender)
        return (NameForms(_phrase(words, demonym=name.kind == "demonym")),)
    if name.kind == "demonym" and _language(name.lang) == "en":
        return (NameForms((*(fixed(word.folded) for word in words[:-1]), slot(en.noun_forms(words[-1].folded)))),)
    as_listed = _as_it_stands([word.folded for word in words])
    return (as_listed, *_russian_forms(name, words)) if person and name.kind != "demonym" else (as_listed,)


def _phrase(words: Sequence[NameWord], *, demonym: bool) -> tuple[Slot, ...]:
    """The slots of an organisation's name. One of several words is found in Latin letters as well; a single word may be
    a word of another language («Мост»)."""
    slots = phrases.phrase_slots(words, both_numbers=demonym)
    if demonym or len(words) < 2:
        return slots
    return tuple([in_latin_too(one, word.text) for one, word in zip(slots, words, strict=True)])


def is_russian(name: Name) -> bool:
    """Whether a name inflects as Russian names do: Cyrillic letters and no other language's tag."""
    return _language(name.lang) in _RUSSIAN and _CYRILLIC.search(name.value) is not None


def has_patronymic(name: Name) -> bool:
    """Whether a Russian personal name tells the patronymic."""
    if not is_russian(name):
        return False
    person = persons.parse_person(name_words(name.value))
    return person is not None and bool(person.patronymic)


def _russian_forms(name: Name, words: Sequence[NameWord]) -> Iterator[NameForms]:
    """The ways to write a person who is listed in Latin letters and has a Russian name."""
    if _language(name.lang) in _RUSSIAN and name.value.isascii():
        for value in in_cyrillic([word.folded for word in words]):
            yield from persons.person_forms(name_words(value))


def _as_it_stands(words: Sequence[str]) -> NameForms:
    return NameForms(tuple([_fixed(word) for word in words]))


@lru_cache(maxsize=1 << 16)
def _fixed(word: str) -> Slot:
    return fixed(word)


@lru_cache(maxsize=1 << 8)
def _language(tag: str | None) -> str:
    return (tag or "").split("-")[0].lower()
