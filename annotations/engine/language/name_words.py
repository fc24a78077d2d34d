"""The words of a name as it is listed: folded, with what quotation marks, hyphens and capitals say of each."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from annotations.engine.words import ALL_CAPITALS, HAS_DIGIT, INITIAL_CAPITAL, SINGLE_LETTER, fold, read_words

_OPENING, _CLOSING = "«„“‹", "»”›"
_CYRILLIC = re.compile("[а-яёѐ-ӿ]")
_COMMON = re.compile(r"[A-Za-zА-Яа-яЁё0-9 «»\"'.,()&-]*\Z")
_BARE = re.compile("[A-Za-zА-Яа-яЁё0-9]+(?: [A-Za-zА-Яа-яЁё0-9]+)*\\Z")
"""Common words with a space between two, as most names are."""
_WORD = re.compile("[A-Za-zА-Яа-яЁё0-9]+")
_PLAIN_GAPS = frozenset({"", " ", "-"})
_HYPHENS = frozenset({"-", "‐", "‑"})


class NameWord(NamedTuple):
    """One word of a name."""

    text: str
    folded: str
    quoted: bool
    hyphened: bool
    """A hyphen joins it to the word before it."""
    capital: bool
    all_capitals: bool
    has_digit: bool
    single: bool

    @property
    def cyrillic(self) -> bool:
        """Whether its last letter is Cyrillic, so that it can take Russian endings."""
        return _CYRILLIC.match(self.folded[-1:]) is not None


@lru_cache(maxsize=1 << 12)
def name_words(value: str) -> tuple[NameWord, ...]:
    """The words of ``value``. Straight quotation marks open and close in turn."""
    if _BARE.match(value):
        return tuple(map(_common_word, value.split(" ")))
    found: list[NameWord] = []
    last, depth, straight = 0, 0, False
    for start, end, word in _places(value):
        gap = value[last:start]
        if gap not in _PLAIN_GAPS:
            for sign in gap:
                depth = max(0, depth + (sign in _OPENING) - (sign in _CLOSING))
                straight ^= sign == '"'
        if depth > 0 or straight or (gap in _HYPHENS and found):
            word = word._replace(quoted=depth > 0 or straight, hyphened=bool(found) and gap in _HYPHENS)
        found.append(word)
        last = end
    return tuple(found)


def _places(value: str) -> list[tuple[int, int, NameWord]]:
    """Where the words begin and end, and they; most names hold nothing but the commonest characters."""
    if _COMMON.match(value):
        return [(*found.span(), _common_word(found[0])) for found in _WORD.finditer(value)]
    words = read_words(value)
    return [
        (start, end, _word(value[start:end], flags))
        for start, end, flags in zip(words.starts.tolist(), words.ends.tolist(), words.flags.tolist(), strict=True)
    ]


@lru_cache(maxsize=1 << 18)
def _common_word(text: str) -> NameWord:
    """A word of common letters and digits."""
    flags = INITIAL_CAPITAL if text[0].isupper() else 0
    if sum(map(str.isupper, text)) > 1 and not any(map(str.islower, text)):
        flags |= ALL_CAPITALS
    if not text.isalpha():
        flags |= HAS_DIGIT
    return _word(text, flags | (SINGLE_LETTER if len(text) == 1 and text.isalpha() else 0))


def _word(text: str, flags: int) -> NameWord:
    capital, all_capitals = bool(flags & INITIAL_CAPITAL), bool(flags & ALL_CAPITALS)
    single, has_digit = bool(flags & SINGLE_LETTER), bool(flags & HAS_DIGIT)
    return NameWord(text, fold(text), False, False, capital, all_capitals, has_digit, single)
