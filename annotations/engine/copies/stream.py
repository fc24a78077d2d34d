"""The words of a story as copies are compared by: in order, house style folded away, each with its place in the text.

Only the story counts: no byline, caption, teaser, credit line, footnote or footer. Two texts that differ in these alone
have one stream.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from annotations.engine.attribution.shapes import layout
from annotations.engine.copies.house_style import house_form
from annotations.engine.document.model import Document, Zone
from annotations.engine.language.spellings import PHRASES, WEEKDAYS_AND_MONTHS
from annotations.engine.words import (
    HAS_DIGIT,
    HAS_LETTER,
    SINGLE_LETTER,
    STOP,
    Words,
    fold,
    hash_folded,
    read_words,
)

Tokens = npt.NDArray[np.uint64]
Positions = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]

_GONE = 0
_MOST_FORMS = 1 << 19
"""Different words that are remembered; an archive has more misspelt ones than anybody wants to keep."""
_QUOTATION = re.compile(r"“[^“”\n]{0,3000}”|«[^«»\n]{0,3000}»|„[^„“”\n]{0,3000}[“”]|\"[^\"\n]{0,3000}\"")
_BETWEEN_DIGITS = frozenset(",.'’ \u00a0\u202f\u2009")
_forms: dict[int, int] = {}


@dataclass(frozen=True, slots=True, eq=False)
class Stream:
    """The words of one story. Positions are in ``Document.text``."""

    tokens: Tokens
    starts: Positions
    ends: Positions
    quoted: Flags
    """Words of somebody's speech: everybody who reports it prints them."""

    def __len__(self) -> int:
        return len(self.tokens)

    def without(self, places: Sequence[tuple[int, int]]) -> Stream:
        """The stream without the words that stand in these places of the text."""
        kept = np.ones(len(self), dtype=np.bool_)
        for start, end in places:
            kept[np.searchsorted(self.starts, start) : np.searchsorted(self.starts, end)] = False
        return Stream(self.tokens[kept], self.starts[kept], self.ends[kept], self.quoted[kept])


def stream_of(document: Document) -> Stream:
    """The stream of a document; time and space are linear in its text."""
    words = read_words(document.text)
    lines = layout(document)
    story = [lines.lines[index] for index in lines.story]
    inside = np.zeros(len(words), dtype=np.bool_)
    quoted = np.zeros(len(words), dtype=np.bool_)
    for line in story:
        first, last = np.searchsorted(words.starts, [line.start, line.end])
        inside[first:last] = True
        if line.block.zone is Zone.QUOTE:
            quoted[first:last] = True
        else:
            for speech in _QUOTATION.finditer(document.text, line.start, line.end):
                begin, end = np.searchsorted(words.starts, speech.span())
                quoted[begin:end] = True
    tokens, ends = _folded(document.text, words)
    kept = inside & (tokens != _GONE)
    return Stream(tokens[kept], words.starts[kept].astype(np.int32), ends[kept], quoted[kept])


def _folded(text: str, words: Words) -> tuple[Tokens, Positions]:
    """The token of each word, 0 for words that are left out, and where it ends."""
    tokens, ends = _house_forms(text, words), words.ends.astype(np.int32)
    for first, last, form in (*_initials(text, words), *_grouped_digits(text, words)):
        tokens[first] = _hash_of(form)
        tokens[first + 1 : last + 1] = _GONE
        ends[first] = ends[last]
    _fold_phrases(tokens, ends)
    return tokens, ends


def _house_forms(text: str, words: Words) -> Tokens:
    hashes: list[int] = words.hashes.tolist()
    if not _forms.keys() >= set(hashes):
        unknown = {word: at for at, word in enumerate(hashes) if word not in _forms}
        if len(_forms) + len(unknown) > _MOST_FORMS:
            _forms.clear()
            return _house_forms(text, words)
        written = [fold(text[words.starts[at] : words.ends[at]]) for at in unknown.values()]
        _forms.update(zip(unknown, map(_hash_of, map(house_form, written)), strict=True))
    return np.array([_forms[word] for word in hashes], dtype=np.uint64)


@lru_cache(maxsize=1 << 12)
def _hash_of(form: str) -> int:
    return int(hash_folded([form])[0]) if form else _GONE


def _initials(text: str, words: Words) -> list[tuple[int, int, str]]:
    """``U.S.`` and other letters with stops between them: first word, last word, the letters together."""
    single = words.flags & np.uint8(SINGLE_LETTER) != 0
    joined = single[1:] & single[:-1]
    if not joined.any():
        return []
    joined &= (words.gaps[1:] & STOP != 0) & (words.starts[1:] - words.ends[:-1] == 1)
    return [
        (first, last, house_form(fold("".join(text[words.starts[at]] for at in range(first, last + 1)))))
        for first, last in _runs(joined)
    ]


def _grouped_digits(text: str, words: Words) -> list[tuple[int, int, str]]:
    """``20,000`` and ``20 000``: first word, last word, all digits together."""
    digits = words.flags & np.uint8(HAS_DIGIT | HAS_LETTER) == HAS_DIGIT
    joined = digits[1:] & digits[:-1]
    if not joined.any():
        return []
    lengths = words.ends - words.starts
    joined &= (lengths[1:] == 3) & (lengths[:-1] <= 3) & (words.starts[1:] - words.ends[:-1] == 1)
    for at in np.flatnonzero(joined).tolist():
        joined[at] = text[words.ends[at]] in _BETWEEN_DIGITS
    return [
        (first, last, "".join(fold(text[words.starts[at] : words.ends[at]]) for at in range(first, last + 1)))
        for first, last in _runs(joined)
    ]


def _runs(joined: Flags) -> list[tuple[int, int]]:
    """First and last word of each run of words of which every two neighbours are joined."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], joined, [False])).astype(np.int8)))
    return list(zip(edges[0::2].tolist(), edges[1::2].tolist(), strict=True))


def _fold_phrases(tokens: Tokens, ends: Positions) -> None:
    """Phrases that count as one word, and "on" before a day, in place."""
    on, days, phrases = _phrases()
    plain: list[int] = tokens.tolist()
    for at, token in enumerate(plain):
        if token == on and at + 1 < len(plain) and plain[at + 1] in days:
            tokens[at] = _GONE
        for words, form in phrases.get(token, ()):
            last = at + len(words)
            if tuple(plain[at:last]) == words:
                tokens[at], tokens[at + 1 : last], ends[at] = form, _GONE, ends[last - 1]
                break


@lru_cache(maxsize=1)
def _phrases() -> tuple[int, frozenset[int], dict[int, list[tuple[tuple[int, ...], int]]]]:
    days = frozenset(_hash_of(house_form(day)) for day in WEEKDAYS_AND_MONTHS)
    phrases: dict[int, list[tuple[tuple[int, ...], int]]] = {}
    for words, form in PHRASES:
        hashes = tuple(_hash_of(house_form(word)) for word in words)
        phrases.setdefault(hashes[0], []).append((hashes, _hash_of(house_form(form)) if form else _GONE))
    return _hash_of("on"), days, phrases
