"""The names of a text in order of position, found by where they begin or end without walking through all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from annotations.engine.mentions import Mention

_LONGEST_NAME = 300
"""Characters between the beginning and the end of the longest name that is looked for by its end."""


class NamesInOrder:
    """Names by index, as ``find_names`` orders them."""

    def __init__(self, names: Sequence[Mention]) -> None:
        self._names = names
        self._starts = [name.start for name in names]

    def __getitem__(self, index: int) -> Mention:
        return self._names[index]

    def __len__(self) -> int:
        return len(self._names)

    def starting(self, start: int, end: int) -> range:
        """Indices of the names that begin in ``start`` to ``end``, the end excluded."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))

    def ending(self, start: int, end: int) -> list[int]:
        """Indices of the names that end in ``start`` to ``end``, both included, in order of position."""
        first = bisect_left(self._starts, start - _LONGEST_NAME)
        return [
            index for index in range(first, bisect_left(self._starts, end)) if start <= self._names[index].end <= end
        ]

    def last_before(self, position: int) -> int | None:
        """The last name that has ended at ``position``."""
        for index in range(bisect_right(self._starts, position) - 1, -1, -1):
            if self._names[index].end <= position:
                return index
        return None
