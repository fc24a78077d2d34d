"""Forms of context words: what may stand in a text for a word that a register gives in its dictionary form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from annotations.engine.language import en
from annotations.engine.language.name_words import NameWord, name_words
from annotations.engine.language.ru import dictionary, phrases

_LONGEST_PHRASE = 4
"""Words of a phrase among context words whose forms are written out."""


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
