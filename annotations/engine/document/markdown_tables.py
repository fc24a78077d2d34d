"""Rows of tables in Markdown, as GitHub has them."""

from __future__ import annotations

import re

_DELIMITER_CELL = re.compile(r"[ \t]*:?-+:?[ \t]*\Z")
_STEP = re.compile(r"\\.|\|")


def cells(row: str) -> list[tuple[int, int]]:
    """The stretches of a row's cells, without the white space around them; an escaped bar is text."""
    edges = [match.start() for match in _STEP.finditer(row) if match.group() == "|"]
    starts, ends = [0, *(edge + 1 for edge in edges)], [*edges, len(row)]
    found = list(zip(starts, ends, strict=True))
    if edges and not row[: edges[0]].strip():
        found = found[1:]
    if edges and not row[edges[-1] + 1 :].strip():
        found = found[:-1]
    return [_trimmed(row, start, end) for start, end in found]


def _trimmed(row: str, start: int, end: int) -> tuple[int, int]:
    text = row[start:end]
    start += len(text) - len(text.lstrip())
    return start, max(start, end - (len(text) - len(text.rstrip())))


def is_delimiter_row(row: str) -> bool:
    """Whether a line is the one under a table's head: ``| --- | :-: |``."""
    if "|" not in row or "-" not in row:
        return False
    return all(_DELIMITER_CELL.match(row[start:end]) for start, end in cells(row))
