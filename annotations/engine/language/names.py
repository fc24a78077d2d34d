"""Forms of names in the language in which they are written: the one door to the languages for the lexicon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from annotations.engine.language import en
from annotations.engine.language.forms import Gender, NameForms, Slot, fixed, slot
from annotations.engine.language.name_words import NameWord, name_words
from annotations.engine.language.ru import dictionary, persons, phrases
from annotations.engine.register import Name
from annotations.engine.words import folded_words

_RUSSIAN = frozenset({"ru", "en", "und", ""})
"""Tags under which a name in Cyrillic letters is taken for Russian; Ukrainian, Kazakh and others say so."""
_RANK = {"primary": 0, "legal": 1, "alias": 2, "transliteration": 3, "previous": 4, "abbreviation": 5}
_LONGEST_PHRASE = 4
"""Words of a phrase among context words whose forms are written out."""

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


def gender_of(names: Sequence[Name], *, person: bool) -> Gender:
    """Gender (or ``plural``) of an entity's Russian name, for the agreement of «признан», «признана», «признано»."""
    found = person_gender(names) if person else None
    if found or person:
        return found or "masculine"
    russian = [name for name in names if is_russian(name)]
    ranked = sorted(russian or names, key=lambda name: _RANK.get(name.kind, len(_RANK)))
    words = name_words(ranked[0].value) if ranked else ()
    if not words:
        return "masculine"
    if russian:
        return phrases.phrase_gender(words)
    return "feminine" if words[-1].folded.endswith("a") and not words[-1].all_capitals else "masculine"


def person_gender(names: Sequence[Name]) -> Gender | None:
    """The gender of a person as the most telling of the names says: one with a patronymic, then a full name."""
    russian = [name_words(name.value) for name in names if is_russian(name)]
    told = [(len(words), persons.person_gender(words)) for words in russian if words]
    known = sorted((-length, gender) for length, gender in told if gender)
    return known[0][1] if known else None


def is_russian(name: Name) -> bool:
    """Whether a name inflects as Russian names do: Cyrillic letters and no other language's tag."""
    return _language(name) in _RUSSIAN and any("Ѐ" <= letter <= "ӿ" for letter in name.value)


def has_patronymic(name: Name) -> bool:
    """Whether a Russian personal name tells the patronymic."""
    if not is_russian(name):
        return False
    person = persons.parse_person(name_words(name.value))
    return person is not None and bool(person.patronymic)


@lru_cache(maxsize=1 << 12)
def context_forms(word: str) -> frozenset[str]:
    """Every folded form of a dictionary word, Russian or English, nouns and verbs. Words of a phrase ("Аль-Каида")
    stand apart with one space between them, as ``folded_words`` of a text reads them."""
    words = name_words(word)
    if len(words) != 1:
        return _phrase_forms(words)
    folded = words[0].folded
    if not words[0].cyrillic:
        return en.all_forms(folded) if folded.isascii() else frozenset({folded})
    return dictionary.all_forms(folded) | {form for form, _ in phrases.phrase_slots(words)[0].forms}


def _phrase_forms(words: Sequence[NameWord]) -> frozenset[str]:
    """The forms of a phrase whose words agree; a long one only as it is listed."""
    if len(words) > _LONGEST_PHRASE:
        return frozenset({" ".join(word.folded for word in words)})
    found: list[tuple[str, int]] = [("", -1)]
    for part in phrases.phrase_slots(words, both_numbers=True):
        found = [(f"{said} {form}".strip(), bits & mask) for said, bits in found for form, mask in part.forms]
        found = [(said, bits) for said, bits in found if bits]
    return frozenset(said for said, _ in found if said)


def _as_it_stands(words: Sequence[str]) -> NameForms:
    return NameForms(tuple(_fixed(word) for word in words))


@lru_cache(maxsize=1 << 16)
def _fixed(word: str) -> Slot:
    return fixed(word)


def _language(name: Name) -> str:
    return (name.lang or "").split("-")[0].lower()
