"""From offsets to lines and columns and back.

Offsets are code points of a value as it was sent. Lines and columns are 1-based, columns in code points, as editors
show them. A line ends at ``\\n``, ``\\r\\n`` or ``\\r``; its terminator belongs to it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

LINE_ENDS = ("\r\n", "\n", "\r")
"""What ends a line, the longest first."""

_LINE_END = re.compile("|".join(LINE_ENDS))


class Position(NamedTuple):
    """A line and a column, both 1-based."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the lines of a value begin; made once per value by :func:`lines_of`."""

    starts: tuple[int, ...]
    length: int

    def position(self, offset: int) -> Position:
        """The position of ``offset``, which lies in ``0..length``; ValueError elsewhere."""
        if not 0 <= offset <= self.length:
            raise ValueError(f"offset {offset} lies outside of 0..{self.length}")
        line = bisect_right(self.starts, offset)
        return Position(line, offset - self.starts[line - 1] + 1)

    def offset(self, position: Position) -> int:
        """The offset of ``position``; ValueError when no such line, or no such column in the line."""
        line, column = position
        if not 1 <= line <= len(self.starts):
            raise ValueError(f"line {line} lies outside of 1..{len(self.starts)}")
        offset = self.starts[line - 1] + column - 1
        # Only the last line has a position behind its last character: elsewhere that is the next line's first.
        last = self.line_limit(line) - (line < len(self.starts))
        if not self.starts[line - 1] <= offset <= last:
            raise ValueError(f"column {column} lies outside of line {line}")
        return offset

    def line_limit(self, line: int) -> int:
        """The offset behind line ``line`` (1-based), its terminator included."""
        return self.starts[line] if line < len(self.starts) else self.length


def lines_of(value: str) -> Lines:
    """The lines of ``value``, found in one pass."""
    return Lines(starts=(0, *(found.end() for found in _LINE_END.finditer(value))), length=len(value))


def split_lines(value: str) -> list[str]:
    """The lines of ``value`` without their terminators. Unlike ``str.splitlines`` it knows only the three of
    :data:`LINE_ENDS`, and a terminator at the end opens one more, empty line."""
    return _LINE_END.split(value)
