"""Names as paths of words (slots) in a tree, and the filter of the pairs of words with which they begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from annotations.engine.lexicon.buckets import Buckets, Indices, Numbers
from annotations.engine.lexicon.filters import PairFilter, pair
from annotations.engine.lexicon.form_table import ALONE, BEGINS, GOES_ON, SURNAME, FormTable
from annotations.engine.word_outlines import stems
from annotations.engine.words import MULTIPLIER, Bits, Hashes

PREFIX, WHOLE, SURNAME_ALONE = 1, 2, 8
"""Bits of a place in the tree: a name can go on after it, it is a name, it is nothing but a surname."""
_SLOT_BITS = np.uint64(32)
_MULTIPLIER = np.uint64(MULTIPLIER)
_AT_ONCE = 1 << 17
"""Pairs worked out together: keeps the memory of a build flat."""


@dataclass(frozen=True, slots=True, eq=False)
class NameTable:
    """Names as paths in a tree. A first word's place is the number of its slot; the places of second words follow, then
    those of third words, ..., each in the order of its level."""

    levels: tuple[Buckets, ...]
    """For second words, third words, ...: from which place and with which slot a name goes on, as one number
    (``step``)."""
    kinds: Bits
    """What each place is (``PREFIX`` and its like)."""
    firsts: int
    """Places of first words."""
    pairs: PairFilter
    has_single: bool
    """Whether any name has one word."""

    @property
    def longest(self) -> int:
        """Words of the longest name."""
        return len(self.levels) + 1

    def begun(self, level: int) -> int:
        """The first place of a level."""
        return self.firsts + sum(len(above.keys) for above in self.levels[:level])

    def go_on(self, level: int, places: Indices, slots: Numbers) -> tuple[Indices, Indices]:
        """Which of ``places`` go on with their ``slots``, and the place of each of those. ``level``: that of these."""
        at, there = self.levels[level].find(step(places, slots))
        found = there.nonzero()[0]
        return found, at.take(found) + self.begun(level)


def step(place: Indices, slot: Numbers) -> Hashes:
    """The step from a place with a slot: no two have the same number, and its upper bits are spread well."""
    asked: Hashes = place.astype(np.uint64)
    asked <<= _SLOT_BITS
    asked |= slot.astype(np.uint64)
    asked *= _MULTIPLIER
    return asked


@dataclass(frozen=True, slots=True, eq=False)
class Paths:
    """Distinct sequences of slots."""

    slots: Numbers
    """The slots of all of them, one sequence after another."""
    lengths: Indices
    first: Indices
    """Where each begins in ``slots``."""

    @classmethod
    def of(cls, sequences: Sequence[Sequence[int]]) -> Paths:
        """Of at least one slot each."""
        lengths = np.fromiter(map(len, sequences), dtype=np.intp, count=len(sequences))
        slots = np.fromiter(chain.from_iterable(sequences), dtype=np.int32, count=int(lengths.sum()))
        return cls(slots, lengths, lengths.cumsum() - lengths)


def kinds_of_slots(count: int, paths: Paths, uses: Bits) -> Bits:
    """For each slot where it stands in names; one more entry, so that the array is never empty.

    ``uses``: for each path whether it is a name (``WHOLE``), a surname alone (``SURNAME_ALONE``), or both.
    """
    kinds = np.zeros(count + 1, dtype=np.uint8)
    first, longer, whole = paths.slots.take(paths.first), paths.lengths > 1, uses & np.uint8(WHOLE) != 0
    kinds[first[whole & longer]] |= np.uint8(BEGINS)
    kinds[first[whole & ~longer]] |= np.uint8(ALONE)
    kinds[first[uses & np.uint8(SURNAME_ALONE) != 0]] |= np.uint8(SURNAME)
    later = np.ones(len(paths.slots), dtype=np.bool_)
    later[paths.first] = False
    kinds[paths.slots[later]] |= np.uint8(GOES_ON)
    return kinds


def build_names(paths: Paths, forms: FormTable, uses: Bits, slots: int) -> tuple[NameTable, Indices]:
    """The table of names, and the place of each of ``paths``.

    ``slots``: how many there are.
    """
    lengths, flat, first = paths.lengths, paths.slots, paths.first
    places = flat.take(first).astype(np.intp)
    levels: list[Buckets] = []
    prefixes: list[Indices] = []
    reached = slots
    for depth in range(1, int(lengths.max(initial=0))):
        longer = (lengths > depth).nonzero()[0]
        prefixes.append(places[longer])
        keys, which = np.unique(step(places[longer], flat[first[longer] + depth]), return_inverse=True)
        places[longer] = which + reached
        reached += len(keys)
        levels.append(Buckets.of(keys))
    kinds = np.zeros(reached + 1, dtype=np.uint8)
    kinds[places] = uses
    for parents in prefixes:
        kinds[parents] |= np.uint8(PREFIX)
    longer = (lengths > 1).nonzero()[0]
    pairs = _pair_filter(flat[first[longer]], flat[first[longer] + 1], forms, slots)
    return NameTable(tuple(levels), kinds, slots, pairs, len(longer) < len(lengths)), places


def _pair_filter(first: Numbers, second: Numbers, forms: FormTable, slots: int) -> PairFilter:
    """Every two stems with which a name begins, by the first two slots of the names."""
    pairs = _distinct(first.astype(np.int64) << 32 | second)
    first, second = (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)
    stem, starts = _stems_of_slots(forms, slots)
    counts = np.diff(starts)
    return PairFilter.of(int((counts[first] * counts[second]).sum()), _pairs_of(first, second, stem, starts))


def _pairs_of(first: Numbers, second: Numbers, stem: Hashes, starts: Indices) -> Iterator[Hashes]:
    for at in range(0, len(first), _AT_ONCE):
        ones, others = _products(first[at : at + _AT_ONCE], second[at : at + _AT_ONCE], starts)
        yield pair(stem[ones], stem[others])


def _stems_of_slots(forms: FormTable, slots: int) -> tuple[Hashes, Indices]:
    """The different stems of the forms of each slot, and where those of each begin."""
    stem = stems(forms.outlines).repeat(np.diff(forms.offsets))
    order = np.lexsort((stem, forms.slots))
    slot, stem = forms.slots[order], stem[order]
    new = np.ones(len(slot), dtype=np.bool_)
    new[1:] = (slot[1:] != slot[:-1]) | (stem[1:] != stem[:-1])
    return stem[new], slot[new].searchsorted(np.arange(slots + 1))


def _distinct(numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The different numbers, sorted."""
    ordered = np.sort(numbers)
    new = np.ones(len(ordered), dtype=np.bool_)
    new[1:] = ordered[1:] != ordered[:-1]
    return ordered[new]


def _products(first: Numbers, second: Numbers, starts: Indices) -> tuple[Indices, Indices]:
    """Every pair of a place between ``starts`` of the first slot and one between those of the second."""
    ones, others = starts[first + 1] - starts[first], starts[second + 1] - starts[second]
    counts = ones * others
    which = np.repeat(np.arange(len(first)), counts)
    number = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    per = others[which]
    return starts[first][which] + number // per, starts[second][which] + number % per
