"""The words of a name as it is listed: folded, with what quotation marks, hyphens and capitals say of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from annotations.engine.words import ALL_CAPITALS, HAS_DIGIT, INITIAL_CAPITAL, SINGLE_LETTER, fold, read_words

_OPENING, _CLOSING = "«„“‹", "»”›"
_CYRILLIC = re.compile("[а-яёѐ-ӿ]")


@dataclass(frozen=True, slots=True)
class NameWord:
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
    words = read_words(value)
    found: list[NameWord] = []
    last, depth, straight = 0, 0, False
    for start, end, flags in zip(words.starts.tolist(), words.ends.tolist(), words.flags.tolist(), strict=True):
        gap = value[last:start]
        for sign in gap:
            depth = max(0, depth + (sign in _OPENING) - (sign in _CLOSING))
            straight ^= sign == '"'
        found.append(
            NameWord(
                text=value[start:end],
                folded=fold(value[start:end]),
                quoted=depth > 0 or straight,
                hyphened=bool(found) and gap in {"-", "‐", "‑"},
                capital=bool(flags & INITIAL_CAPITAL),
                all_capitals=bool(flags & ALL_CAPITALS),
                has_digit=bool(flags & HAS_DIGIT),
                single=bool(flags & SINGLE_LETTER),
            )
        )
        last = end
    return tuple(found)
