"""Names as paths of words (slots) in a tree, and the filter of the pairs of words with which they begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from annotations.engine.language.forms import PLURAL, SINGULAR
from annotations.engine.lexicon.buckets import Buckets, Indices, Numbers
from annotations.engine.lexicon.filters import PairFilter, pair
from annotations.engine.lexicon.form_table import ALONE, BEGINS, GOES_ON, SURNAME, FormTable
from annotations.engine.words import MULTIPLIER, Bits, Hashes

PREFIX, WHOLE, SURNAME_ALONE = 1, 2, 8
"""Bits of a place in the tree: a name can go on after it, it is a name, it is nothing but a surname."""
_SLOT_BITS = np.uint64(32)
_MULTIPLIER = np.uint64(MULTIPLIER)
_AT_ONCE = 1 << 19
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


def kinds_of_slots(count: int, sequences: Sequence[Sequence[int]], uses: Bits) -> Bits:
    """For each slot where it stands in names; one more entry, so that the array is never empty.

    ``uses``: for each sequence whether it is a name (``WHOLE``), a surname alone (``SURNAME_ALONE``), or both.
    """
    kinds = bytearray(count + 1)
    for (first, *rest), use in zip(sequences, uses.tolist(), strict=True):
        if use & WHOLE:
            kinds[first] |= BEGINS if rest else ALONE
        if use & SURNAME_ALONE:
            kinds[first] |= SURNAME
        for slot in rest:
            kinds[slot] |= GOES_ON
    return np.frombuffer(bytes(kinds), dtype=np.uint8)


def build_names(
    sequences: Sequence[Sequence[int]], forms: FormTable, uses: Bits, slots: int
) -> tuple[NameTable, Indices]:
    """The table of names, and the place of each of ``sequences``, which are distinct.

    ``slots``: how many there are.
    """
    lengths = np.fromiter(map(len, sequences), dtype=np.intp, count=len(sequences))
    flat = np.fromiter((slot for sequence in sequences for slot in sequence), dtype=np.int32, count=int(lengths.sum()))
    first = lengths.cumsum() - lengths
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
    pairs = _pair_filter(flat[first[longer]], flat[first[longer] + 1], forms)
    return NameTable(tuple(levels), kinds, slots, pairs, len(longer) < len(lengths)), places


def _pair_filter(first: Numbers, second: Numbers, forms: FormTable) -> PairFilter:
    """Every two written forms that agree and with which a name begins, by the first two slots of the names."""
    pairs = np.unique(first.astype(np.int64) << 32 | second)
    first, second = (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)
    parts = list(_agreeing(first, second, forms))
    return PairFilter.of(sum(map(len, parts)), parts)


def _agreeing(first: Numbers, second: Numbers, forms: FormTable) -> Iterator[Hashes]:
    """The outlines of agreeing pairs of forms, case by case; what agrees in the singular is not told once more."""
    form_of = np.repeat(np.arange(len(forms)), np.diff(forms.offsets))
    count = int(forms.slots.max(initial=-1)) + 1
    fixed = _sole_and_fixed(forms, count)
    inflected = ~(fixed[first] & fixed[second])
    for case in range((SINGULAR | PLURAL).bit_length()):
        rows = (forms.bits >> np.uint16(case) & np.uint16(1)).nonzero()[0]
        rows = rows[np.argsort(forms.slots[rows], kind="stable")]
        starts = np.searchsorted(forms.slots[rows], np.arange(count + 1))
        chosen = slice(None) if case == 0 else inflected.nonzero()[0]
        for at in range(0, len(first[chosen]), _AT_ONCE):
            ones, others = _products(first[chosen][at : at + _AT_ONCE], second[chosen][at : at + _AT_ONCE], starts)
            outlines = forms.outlines
            yield np.unique(pair(outlines[form_of[rows[ones]]], outlines[form_of[rows[others]]]))


def _sole_and_fixed(forms: FormTable, count: int) -> Bits:
    """Which slots have one form for all cases: their pairs need no look at any case but one."""
    many = np.bincount(forms.slots, minlength=count) != 1
    partly = np.bincount(forms.slots[forms.bits != SINGULAR | PLURAL], minlength=count) != 0
    fixed: Bits = ~(many | partly)
    return fixed


def _products(first: Numbers, second: Numbers, starts: Indices) -> tuple[Indices, Indices]:
    """Every pair of a place between ``starts`` of the first slot and one between those of the second."""
    ones, others = starts[first + 1] - starts[first], starts[second + 1] - starts[second]
    counts = ones * others
    which = np.repeat(np.arange(len(first)), counts)
    number = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    per = others[which]
    return starts[first][which] + number // per, starts[second][which] + number % per
