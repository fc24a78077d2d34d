"""The gender that a name tells, for the agreement of words about its bearer."""

from __future__ import annotations

from collections.abc import Sequence

from annotations.engine.language.forms import Gender
from annotations.engine.language.name_words import name_words
from annotations.engine.language.names import is_russian
from annotations.engine.language.ru import persons, phrases
from annotations.engine.register import Name

_RANK = {"primary": 0, "legal": 1, "alias": 2, "transliteration": 3, "previous": 4, "abbreviation": 5}


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
