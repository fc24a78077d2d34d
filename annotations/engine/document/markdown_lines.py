"""Lines of a Markdown value, their indentation, and the events that blocks are told by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

_LINE = re.compile(r"([^\n\r]*+)(\r\n|[\n\r]|\Z)")
_INDENT = re.compile(r"[ \t]*+")
_TAB = 4


class Line(NamedTuple):
    """A stretch of the value that is a line, or what is left of it inside the containers around it."""

    start: int
    end: int
    after: int
    """Where the next line of the value begins."""


@dataclass(slots=True)
class Open:
    """An element that begins; ``star`` for an item whose bullet is a star."""

    name: str
    at: int
    star: bool = False


@dataclass(slots=True)
class Close:
    """An element that ends."""

    name: str
    at: int
    star: bool = False


@dataclass(slots=True)
class Leaf:
    """Lines of inline text: a paragraph, a heading, a cell."""

    name: str
    lines: list[Line]
    bullet: Line | None = None
    """The marker of the list item that begins with it."""
    numbered: bool = False
    """The marker is a number, which a reader sees."""
    note: Line | None = None
    """The label of the footnote that begins with it."""


@dataclass(slots=True)
class Code:
    """Lines of code."""

    lines: list[Line]


@dataclass(slots=True)
class Html:
    """Lines of raw HTML."""

    lines: list[Line]


Event = Open | Close | Leaf | Code | Html


def lines_of(value: str) -> Iterator[Line]:
    """The lines of a value, without their ends."""
    for match in _LINE.finditer(value):
        if match.start() < len(value):
            yield Line(match.start(1), match.end(1), match.end())


def is_blank(value: str, line: Line) -> bool:
    match = _INDENT.match(value, line.start, line.end)
    return match is not None and match.end() == line.end


def indent(value: str, line: Line) -> tuple[int, Line]:
    """The columns that a line is indented by, a tab being four, and the line without them."""
    match = _INDENT.match(value, line.start, line.end)
    assert match is not None, "the pattern matches nothing as well"
    return len(match.group()) + (_TAB - 1) * match.group().count("\t"), line._replace(start=match.end())


def without_columns(value: str, line: Line, columns: int) -> Line:
    """The line without so many columns of white space, as far as it has them."""
    start = line.start
    while columns > 0 and start < line.end and value[start] in " \t":
        columns -= _TAB if value[start] == "\t" else 1
        start += 1
    return line._replace(start=start)


def trimmed(value: str, line: Line) -> Line:
    """The line without the white space at its end."""
    end = line.end
    while end > line.start and value[end - 1] in " \t":
        end -= 1
    return line._replace(end=end)


def stretches(lines: list[Line]) -> Iterator[tuple[int, int]]:
    """Stretches of the value that the lines cover with their ends, neighbours taken together."""
    if not lines:
        return
    start, end = lines[0].start, lines[0].after
    for line in lines[1:]:
        if line.start != end:
            yield start, end
            start = line.start
        end = line.after
    yield start, end
