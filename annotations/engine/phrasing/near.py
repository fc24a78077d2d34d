"""Prescribed texts that stand in an article with changes: a word more, a word less, a slip of the pen.

Every two words in a row of every text are filed; of an article only the pairs that are filed are looked at, and the
few texts of which enough pairs stand close together are compared letter by letter. So the cost hardly grows with the
number of texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from annotations.engine.notices.vocabulary import WordView
from annotations.engine.phrasing.book import Hit
from annotations.engine.words import MULTIPLIER, folded_words, hash_folded, mix

FEWEST_WORDS = 5
"""Shorter texts have too little in them to be told from other words when they are changed."""
ALIKE = 80.0
"""How alike a stretch and a text must be, of 100: letters in order, of all letters."""
_SHARE_OF_PAIRS = 0.3
_MOST_CANDIDATES = 20
_MARGIN = 3
"""Words before the first pair and after the last that may belong to the text as well."""

Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Near:
    """A stretch of an article that is nearly a prescribed text; ``alike`` of 100."""

    hit: Hit
    alike: float


@dataclass(frozen=True, eq=False)
class NearTexts:
    """Prescribed texts by the pairs of their words."""

    texts: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    pairs: Hashes
    """In order."""
    owners: npt.NDArray[np.int32]
    """The text of each pair."""
    needed: npt.NDArray[np.int32]
    """How many pairs of each text must stand close together."""

    @classmethod
    def compile(cls, texts: Iterable[str]) -> NearTexts:
        """Files the texts; those of fewer than ``FEWEST_WORDS`` words are left out."""
        known = {text: _words_of(text) for text in dict.fromkeys(texts)}
        kept = [(text, words) for text, words in known.items() if len(words) >= FEWEST_WORDS]
        pairs = [np.unique(_pairs(hash_folded(words))) for _, words in kept]
        values = np.concatenate(pairs) if pairs else np.zeros(0, dtype=np.uint64)
        owners = np.repeat(np.arange(len(pairs), dtype=np.int32), list(map(len, pairs)))
        order = np.argsort(values, kind="stable")
        return cls(
            texts=tuple(text for text, _ in kept),
            words=tuple(words for _, words in kept),
            pairs=values[order],
            owners=owners[order],
            needed=np.array([max(1, int(_SHARE_OF_PAIRS * (len(words) - 1))) for _, words in kept], dtype=np.int32),
        )

    def find(self, view: WordView) -> Mapping[str, Near]:
        """The texts that nearly stand in an article, each where it is most alike; word for word is alike by 100."""
        found: dict[str, Near] = {}
        for owner, first, last in self._candidates(view):
            near = _compared(self.words[owner], view, first, last)
            if near is not None:
                found[self.texts[owner]] = near
        return found

    def _candidates(self, view: WordView) -> Iterator[tuple[int, int, int]]:
        """Texts of which enough pairs stand close together, with the words of the first and the last of these."""
        here = _pairs(view.words.hashes)
        low = np.searchsorted(self.pairs, here, side="left")
        counts = np.searchsorted(self.pairs, here, side="right") - low
        at = np.flatnonzero(counts)
        if not len(at):
            return
        steps = np.arange(counts[at].sum()) - np.repeat(np.cumsum(counts[at]) - counts[at], counts[at])
        owners = self.owners[np.repeat(low[at], counts[at]) + steps]
        places = np.repeat(at, counts[at])
        keys, totals = np.unique(owners, return_counts=True)
        asked = self.needed[keys]
        enough = totals >= asked
        keys, ahead = keys[enough], totals[enough] / asked[enough]
        for key in keys[np.argsort(-ahead, kind="stable")][:_MOST_CANDIDATES].tolist():
            span = _densest(places[owners == key], len(self.words[key]), int(self.needed[key]))
            if span is not None:
                yield key, *span


def _densest(places: npt.NDArray[np.intp], length: int, needed: int) -> tuple[int, int] | None:
    """The stretch of about the length of the text that holds most of its pairs, if these are enough."""
    places = np.sort(places)
    reach = length + length // 2
    ends = np.searchsorted(places, places + reach, side="right")
    inside = ends - np.arange(len(places))
    best = int(inside.argmax())
    if int(inside[best]) < needed:
        return None
    return int(places[best]), int(places[ends[best] - 1]) + 1


def _compared(words: tuple[str, ...], view: WordView, first: int, last: int) -> Near | None:
    """The stretch, made as long as fits best, if it is alike enough."""
    wanted = " ".join(words)
    low, high = max(0, first - _MARGIN), min(len(view.folded), last + 1 + _MARGIN)
    while low < first and "\n" in view.text[view.ends[low] : view.starts[first]]:
        low += 1
    while high - 1 > last and "\n" in view.text[view.ends[last] : view.starts[high - 1]]:
        high -= 1
    start = max(range(low, first + 1), key=lambda at: (_alike(wanted, view, at, last + 1), at))
    end = max(range(last + 1, high + 1), key=lambda at: (_alike(wanted, view, start, at), -at))
    alike = _alike(wanted, view, start, end)
    if alike < ALIKE:
        return None
    return Near(Hit(view.starts[start], view.ends[end - 1], start, end - 1), alike)


def _alike(wanted: str, view: WordView, start: int, end: int) -> float:
    return fuzz.ratio(wanted, " ".join(view.folded[start:end]))


def _pairs(hashes: Hashes) -> Hashes:
    if len(hashes) < 2:
        return np.zeros(0, dtype=np.uint64)
    return mix(hashes[:-1] * np.uint64(MULTIPLIER) + hashes[1:])


@lru_cache(maxsize=1 << 14)
def _words_of(text: str) -> tuple[str, ...]:
    return folded_words(text)
