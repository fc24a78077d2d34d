"""Tables in front of the tables: they answer "no" for nearly every word of a text with one look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from annotations.engine.word_outlines import STEM_BITS
from annotations.engine.words import MULTIPLIER, Bits, Hashes

_SPARE_BITS = 3
_FEWEST_BITS = 10
_MULTIPLIER = np.uint64(MULTIPLIER)
_ABOVE_STEM = np.uint64(64 - STEM_BITS)
_BYTE, _SEVEN = np.uint64(3), np.uint64(7)
_BITS = np.array([1 << bit for bit in range(8)], dtype=np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class Filter:
    """A byte table over the upper bits of hashes: no false "no", few false "yes"."""

    table: Bits
    shift: np.uint64

    def look_up(self, hashes: Hashes) -> Bits:
        """The bits of each hash."""
        return self.table.take((hashes >> self.shift).view(np.int64))

    @classmethod
    def of(cls, hashes: Hashes, kinds: Bits) -> Filter:
        """The filter of hashes with their bits."""
        bits = max(len(np.unique(hashes)).bit_length() + _SPARE_BITS, _FEWEST_BITS)
        shift = np.uint64(64 - bits)
        table = np.zeros(1 << bits, dtype=np.uint8)
        places = (hashes >> shift).view(np.int64)
        for kind in np.unique(kinds).tolist():
            table[places[kinds == kind]] |= np.uint8(kind)
        return cls(table, shift)


@dataclass(frozen=True, slots=True, eq=False)
class PairFilter:
    """A bit for every two words, by their stems, with which some name of two words or more can begin.

    Of stems a name has one pair or two, of outlines one for each case; and stems part names from other words nearly as
    well.
    """

    table: Bits
    shift: np.uint64

    def holds(self, first: Hashes, second: Hashes) -> npt.NDArray[np.bool_]:
        """Whether a name may begin with each pair of outlines: no false "no", few false "yes"."""
        places = pair(first, second)
        places >>= self.shift
        bits = _BITS.take((places & _SEVEN).view(np.int64))
        places >>= _BYTE
        bits &= self.table.take(places.view(np.int64))
        held: npt.NDArray[np.bool_] = bits != 0
        return held

    @classmethod
    def of(cls, count: int, pairs: Iterable[Hashes]) -> PairFilter:
        """The filter of about ``count`` pairs, given in parts as ``pair`` makes them."""
        bits = max(count.bit_length() + _SPARE_BITS, _FEWEST_BITS)
        shift = np.uint64(64 - bits)
        flags = np.zeros(1 << bits, dtype=np.bool_)
        for part in pairs:
            flags[(part >> shift).view(np.int64)] = True
        return cls(np.packbits(flags, bitorder="little"), shift)


def pair(first: Hashes, second: Hashes) -> Hashes:
    """The hash of two words in this order, by their stems and nothing else of their outlines; its upper bits are spread
    well."""
    hashes = first * _MULTIPLIER
    hashes += second
    hashes <<= _ABOVE_STEM
    return hashes
