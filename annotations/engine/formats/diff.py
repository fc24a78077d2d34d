"""A fix as a small diff: the lines it touches, before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from annotations.engine.formats.place import Places
from annotations.engine.formats.position import Lines, split_lines
from annotations.engine.formats.words import next_break
from annotations.engine.report import Edit, Fix

AROUND = 60
"""Code points kept at most on each side of a change in a long line; the last word is whole, or left out."""
_LEAST = 30
"""Code points kept at least: where no word ends beyond them, the line is cut within one."""
MAX_LINES = 12
"""Lines shown of each side of a hunk."""

Mark = Literal[" ", "-", "+"]


@dataclass(frozen=True, slots=True)
class Hunk:
    """Neighbouring changes of one field. ``line``: where they begin in the field as sent, 1-based."""

    field: str
    line: int
    lines: tuple[tuple[Mark, str], ...]


def hunks(fix: Fix, places: Places) -> list[Hunk]:
    """The hunks of ``fix``, by field in the order in which the edits name them. Edits of a stretch that the report does
    not hold are left out: they could not be applied either."""
    found: list[Hunk] = []
    for name in dict.fromkeys(edit.field for edit in fix.edits):
        lines = places.lines(name)
        if lines is None:
            continue
        inside = [edit for edit in fix.edits if edit.field == name and 0 <= edit.start <= edit.end <= lines.length]
        groups = _groups(sorted(inside, key=_span), lines)
        found.extend(_hunk(places.values[name], lines, group) for group in groups)
    return [hunk for hunk in found if hunk.lines]


def _span(edit: Edit) -> tuple[int, int]:
    return edit.start, edit.end


def _groups(edits: Iterable[Edit], lines: Lines) -> Iterator[list[Edit]]:
    """Edits that are shown together: on the same line, near to each other, not one over the other."""
    group: list[Edit] = []
    for edit in edits:
        if group and not _together(group[-1], edit, lines):
            yield group
            group = []
        group.append(edit)
    if group:
        yield group


def _together(before: Edit, edit: Edit, lines: Lines) -> bool:
    gap = edit.start - before.end
    return 0 <= gap <= 2 * AROUND and lines.position(before.end).line == lines.position(edit.start).line


def _hunk(value: str, lines: Lines, edits: list[Edit]) -> Hunk:
    start, end = edits[0].start, edits[-1].end
    line = lines.position(start).line
    head = _head(value, lines.starts[line - 1], start)
    tail = _tail(value, end, lines.line_limit(lines.position(end).line))
    old = split_lines(head + value[start:end] + tail)
    new = split_lines(head + _applied(value, edits) + tail)
    return Hunk(edits[0].field, line, tuple(_compared(old, new)))


def _head(value: str, line_start: int, start: int) -> str:
    near = start - AROUND
    if near <= line_start:
        return value[line_start:start]
    return "…" + value[next_break(value, range(near, start - _LEAST + 1)) : start].lstrip()


def _tail(value: str, end: int, line_limit: int) -> str:
    near = min(line_limit, end + AROUND)
    rest, *ended = split_lines(value[end:near])
    if near == line_limit or ended:
        return rest
    return value[end : next_break(value, range(near, end + _LEAST - 1, -1))].rstrip() + "…"


def _applied(value: str, edits: list[Edit]) -> str:
    parts: list[str] = []
    at = edits[0].start
    for edit in edits:
        parts += value[at : edit.start], edit.text
        at = edit.end
    return "".join(parts)


def _compared(old: list[str], new: list[str]) -> Iterator[tuple[Mark, str]]:
    """Old and new lines without those that both begin or end with, except the nearest one for orientation."""
    if old == new:
        return
    same_first = _common(old, new)
    same_last = _common(old[same_first:][::-1], new[same_first:][::-1])
    if same_first:
        yield " ", old[same_first - 1]
    yield from _marked("-", old[same_first : len(old) - same_last])
    yield from _marked("+", new[same_first : len(new) - same_last])
    if same_last:
        yield " ", old[-same_last]


def _common(old: list[str], new: list[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _marked(mark: Mark, lines: list[str]) -> Iterator[tuple[Mark, str]]:
    for line in lines[:MAX_LINES]:
        yield mark, line
    if len(lines) > MAX_LINES:
        yield " ", f"… and {len(lines) - MAX_LINES} more lines"
