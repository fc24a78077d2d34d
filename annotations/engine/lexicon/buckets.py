"""Sorted numbers that are found by their upper bits: a look at one or two places of memory, however many there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from annotations.engine.words import Hashes

Indices = npt.NDArray[np.intp]
Numbers = npt.NDArray[np.int32]


class Probed(NamedTuple):
    """The same as memory that plain Python reads quickly."""

    keys: memoryview
    starts: memoryview
    shift: int
    length: int

    def find(self, key: int) -> int:
        """The place of a number; -1 when it is not there."""
        at = self.starts[key >> self.shift]
        keys, length = self.keys, self.length
        while at < length and keys[at] < key:
            at += 1
        return at if at < length and keys[at] == key else -1


@dataclass(frozen=True, slots=True, eq=False)
class Buckets:
    """Sorted numbers of 64 bits whose upper bits are spread well."""

    keys: Hashes
    starts: Numbers
    """Where the numbers with each of the upper bits begin."""
    most: int
    """Numbers in the fullest bucket."""

    @property
    def shift(self) -> int:
        """How many bits are not looked at."""
        return 65 - len(self.starts).bit_length()

    def find(self, asked: Hashes) -> tuple[Indices, npt.NDArray[np.bool_]]:
        """Where each number is, and whether it is there."""
        place = self.starts.take((asked >> np.uint64(self.shift)).view(np.int64)).astype(np.intp)
        for _ in range(self.most):
            before = self.keys.take(place, mode="clip") < asked
            if not np.count_nonzero(before):
                break
            place += before
        return place, self.keys.take(place, mode="clip") == asked

    @property
    def probed(self) -> Probed:
        """For one at a time."""
        return Probed(self.keys.data, self.starts.data, self.shift, len(self.keys))

    @classmethod
    def of(cls, keys: Hashes) -> Buckets:
        """Of sorted numbers, at least one."""
        bits = max(len(keys).bit_length(), 1)
        upper = (keys >> np.uint64(64 - bits)).view(np.int64)
        counts = np.bincount(upper, minlength=1 << bits)
        starts = np.cumsum(counts) - counts
        return cls(keys, starts.astype(np.int32), int(counts.max(initial=0)))
