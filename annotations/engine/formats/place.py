"""Where the evidence of a report lies: file, field, line and column.

The body of an article *is* its file when the file is a text (``a.html``). A headline, a caption, and every field of an
article that came out of a ``.json`` or ``.jsonl`` file only lie *inside* the file: their lines and columns count within
the field, and no format may give them out for lines of the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotations.engine.formats.position import Lines, lines_of
from annotations.engine.report import Report

BODY = "body"
_CONTAINERS = (".json", ".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a field with its lines and columns, 1-based; the end is the position behind the last character."""

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Places:
    """The places of one report. ``file``: the article's file, or its id."""

    file: str
    article_id: str
    in_container: bool
    values: Mapping[str, str]
    _lines: dict[str, Lines] = field(default_factory=dict, repr=False)

    def is_file(self, name: str) -> bool:
        """Whether positions in the field ``name`` are positions in the file."""
        return name == BODY and not self.in_container

    def inner(self, name: str) -> str:
        """What to write behind the file for a field that is not the file: ``headline``, ``N001 body``; else empty."""
        if self.in_container:
            return f"{self.article_id} {name}"
        return "" if name == BODY else name

    def lines(self, name: str) -> Lines | None:
        """The lines of the field ``name``; ``None`` when the report does not hold its value."""
        if name not in self.values:
            return None
        if name not in self._lines:
            self._lines[name] = lines_of(self.values[name])
        return self._lines[name]

    def region(self, name: str, start: int, end: int) -> Region | None:
        """Lines and columns of ``value[start:end]``; ``None`` when the report does not hold that stretch."""
        lines = self.lines(name)
        if lines is None or not 0 <= start <= end <= lines.length:
            return None
        return Region(start, end, *lines.position(start), *lines.position(end))


def places(report: Report, locations: Mapping[str, str]) -> Places:
    """The places of ``report``, whose file is ``locations[id]``."""
    location = locations.get(report.article_id)
    return Places(
        file=report.article_id if location is None else location,
        article_id=report.article_id,
        in_container=location is not None and location.lower().endswith(_CONTAINERS),
        values=report.values,
    )
