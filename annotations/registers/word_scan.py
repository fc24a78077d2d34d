"""Searches run over many word sets at once, without any text: one look at a small table for most words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from annotations.engine.words import Bits, Hashes
from annotations.registers.searches import Search, rarest_first, shared

_SHIFT = np.uint64(44)
"""The upper 20 bits of a hash choose its place in the front table."""
_ANCHOR = 2

Set = tuple[int, bytes | memoryview]
"""The key of an article and the word set of its newest revision."""


@dataclass(frozen=True, slots=True, eq=False)
class WordScan:
    """Some searches, compiled. Each has an anchor, its rarest word: only sets that hold one are looked at closely."""

    front: Bits
    """By the upper bits of a hash: 0 for none of these words, ``_ANCHOR`` where an anchor may be."""
    hashes: Hashes
    words_of: tuple[tuple[int, ...], ...]
    """The words that each hash is a form of."""
    rest: dict[int, tuple[frozenset[int], ...]]
    """For an anchor the other words of each search that it anchors."""

    @classmethod
    def compile(cls, searches: set[Search]) -> WordScan:
        often = shared(searches)
        numbers = {word: number for number, word in enumerate(sorted(often))}
        rest: defaultdict[int, set[frozenset[int]]] = defaultdict(set)
        for search in searches:
            anchor, *others = (numbers[word] for word in rarest_first(search, often))
            rest[anchor].add(frozenset(others))
        words_of: defaultdict[int, list[int]] = defaultdict(list)
        for word, number in numbers.items():
            for value in np.frombuffer(word, dtype="<u8").tolist():
                words_of[value].append(number)
        hashes = np.array(sorted(words_of), dtype=np.uint64)
        front = np.zeros(1 << 20, dtype=np.uint8)
        anchored = [_ANCHOR if any(word in rest for word in words_of[value]) else 1 for value in hashes.tolist()]
        np.bitwise_or.at(front, (hashes >> _SHIFT).astype(np.intp), np.array(anchored, dtype=np.uint8))
        words = tuple(tuple(words_of[value]) for value in hashes.tolist())
        return cls(front, hashes, words, {anchor: tuple(others) for anchor, others in rest.items()})

    def matching(self, sets: Sequence[Set]) -> Iterator[int]:
        """The keys of the sets that hold every word of some search, and of empty sets: nothing is known of them."""
        counts = np.fromiter((len(words) // 8 for _, words in sets), dtype=np.intp, count=len(sets))
        every = np.frombuffer(b"".join(words for _, words in sets), dtype="<u8")
        hits = self._hits(every, np.cumsum(counts))
        for at, (key, words) in enumerate(sets):
            if not len(words) or (at in hits and self._holds(hits[at])):
                yield key

    def _hits(self, every: Hashes, ends: npt.NDArray[np.intp]) -> dict[int, list[int]]:
        """For sets that may hold an anchor the places in ``hashes`` of what they hold, by the place of the set."""
        kinds = self.front.take((every >> _SHIFT).astype(np.intp))
        passed = kinds.nonzero()[0]
        sets = ends.searchsorted(passed, side="right")
        anchored = np.zeros(len(ends), dtype=np.bool_)
        anchored[sets[kinds.take(passed) & _ANCHOR != 0]] = True
        close = anchored.take(sets)
        passed, sets = passed[close], sets[close]
        values = every.take(passed)
        places = self.hashes.searchsorted(values)
        same = self.hashes.take(places, mode="clip") == values if len(self.hashes) else np.zeros(0, dtype=np.bool_)
        hits: defaultdict[int, list[int]] = defaultdict(list)
        for at, place in zip(sets[same].tolist(), places[same].tolist(), strict=True):
            hits[at].append(place)
        return hits

    def _holds(self, places: Sequence[int]) -> bool:
        there = {word for place in places for word in self.words_of[place]}
        return any(others <= there for anchor in there for others in self.rest.get(anchor, ()))
