"""JSON Lines: the lines of a file with their numbers, one at a time, none of them without a limit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from annotations.intake.text import refuse_binary

MAX_LINE = 16 * 2**20
"""Bytes of one line."""

_HEAD = 4096


class Lines(Protocol):
    """A binary stream, as far as lines go."""

    def readline(self, size: int, /) -> bytes: ...


class OversizedLineError(ValueError):
    """A line over the limit; reading ends there."""

    def __init__(self, line: int) -> None:
        super().__init__(f"is over {MAX_LINE} bytes; nothing after it was read")
        self.line = line


def numbered_lines(stream: Lines, *, first: bytes = b"") -> Iterator[tuple[int, bytes]]:
    """The lines that hold something, numbered from 1.

    ``first`` is the first line where it has been read from ``stream`` already.

    Raises:
        TextError: for a binary file.
        OversizedLineError: for a line over ``MAX_LINE``.
    """
    number, line = 1, first or stream.readline(MAX_LINE + 1)
    refuse_binary(line[:_HEAD])
    while line:
        if len(line) > MAX_LINE:
            raise OversizedLineError(number)
        if line.strip():
            yield number, line
        number, line = number + 1, stream.readline(MAX_LINE + 1)
