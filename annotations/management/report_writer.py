"""Reports to a stream: one by one where the format allows it, else all at the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from annotations.engine.formats.registry import render
from annotations.engine.report import Report
from annotations.engine.rulebook import Rule

_ONE_BY_ONE = frozenset({"jsonl", "github"})
_TEXT_AT_ONCE = 500
"""Reports for people are written in groups: a summary for each, and never a whole archive in memory."""


class ReportWriter:
    """Writes reports in a format; nothing is complete before ``close``."""

    def __init__(self, stream: TextIO, name: str, *, color: bool, rules: Sequence[Rule]) -> None:
        self._stream = stream
        self._name = name
        self._color = color
        self._rules = rules
        self._waiting: list[Report] = []
        self._locations: dict[str, str] = {}
        self._groups = 0

    def add(self, report: Report, location: str) -> None:
        """The next report, and the file its article came from."""
        self._waiting.append(report)
        self._locations[report.article_id] = location
        if self._name in _ONE_BY_ONE or (self._name == "text" and len(self._waiting) == _TEXT_AT_ONCE):
            self._write()

    def close(self, total: str) -> None:
        """Writes what is waiting, and in ``text`` the ``total`` where there was more than one group."""
        if self._waiting:
            self._write()
        if self._name == "text" and self._groups > 1:
            self._stream.write(f"in all: {total}\n")

    def _write(self) -> None:
        self._stream.write(
            render(self._waiting, self._name, color=self._color, locations=self._locations, rules=self._rules)
        )
        self._waiting, self._locations = [], {}
        self._groups += 1
