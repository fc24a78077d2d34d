"""Forms of names in the language in which they are written: the one door to the languages for the lexicon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from annotations.engine.language import en
from annotations.engine.language.forms import Gender, NameForms, Slot, fixed, slot
from annotations.engine.language.name_words import name_words
from annotations.engine.language.ru import persons, phrases
from annotations.engine.register import Name
from annotations.engine.words import folded_words

_RUSSIAN = frozenset({"ru", "en", "und", ""})
"""Tags under which a name in Cyrillic letters is taken for Russian; Ukrainian, Kazakh and others say so."""

Overrides = Mapping[str, Sequence[str]]
"""For the value of a name: all the ways to write it, which then replace those worked out."""


def name_forms(
    name: Name, *, person: bool, gender: Gender | None = None, overrides: Overrides | None = None
) -> tuple[NameForms, ...]:
    """All ways to write ``name``: its words in order, each with its forms. Empty when it holds no word.

    ``gender``: of the person, when another of the person's names tells it.
    """
    if overrides is not None and name.value in overrides:
        return tuple(_as_it_stands(folded_words(form)) for form in overrides[name.value])
    words = name_words(name.value)
    if not words:
        return ()
    if name.inflect == "none" or name.kind == "abbreviation":
        return (_as_it_stands([word.folded for word in words]),)
    if is_russian(name):
        if person and name.kind != "demonym":
            return persons.person_forms(words, gender=gender)
        return (NameForms(phrases.phrase_slots(words, both_numbers=name.kind == "demonym")),)
    if name.kind == "demonym" and _language(name) == "en":
        return (NameForms((*(fixed(word.folded) for word in words[:-1]), slot(en.noun_forms(words[-1].folded)))),)
    return (_as_it_stands([word.folded for word in words]),)


def is_russian(name: Name) -> bool:
    """Whether a name inflects as Russian names do: Cyrillic letters and no other language's tag."""
    return _language(name) in _RUSSIAN and any("Ѐ" <= letter <= "ӿ" for letter in name.value)


def has_patronymic(name: Name) -> bool:
    """Whether a Russian personal name tells the patronymic."""
    if not is_russian(name):
        return False
    person = persons.parse_person(name_words(name.value))
    return person is not None and bool(person.patronymic)


def _as_it_stands(words: Sequence[str]) -> NameForms:
    return NameForms(tuple(_fixed(word) for word in words))


@lru_cache(maxsize=1 << 16)
def _fixed(word: str) -> Slot:
    return fixed(word)


def _language(name: Name) -> str:
    return (name.lang or "").split("-")[0].lower()
