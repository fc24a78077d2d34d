"""Where a text may be cut so that no word is cut with it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_WITHIN = frozenset("_-'’\u00ad\u2010\u2011\u200c\u200d")
"""Signs that stand within a word."""


def next_break(value: str, places: Sequence[int]) -> int:
    """The first of ``places`` that is not within a word of ``value``; the first of all where each of them is."""
    return next((place for place in places if not _is_within(value, place)), places[0])


def _is_within(value: str, place: int) -> bool:
    return 0 < place < len(value) and _is_of_word(value[place - 1]) and _is_of_word(value[place])


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character in _WITHIN or unicodedata.category(character).startswith("M")
