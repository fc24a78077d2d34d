"""What is wrong with a rule file, and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from annotations.engine.formats.printable import printable

MAX_PROBLEMS = 50
"""Problems reported for one file; the rest are counted."""

_MAX_QUOTED = 60


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One reason to refuse a file. ``line`` and ``column`` count from 1, and are 0 where no file is concerned; ``code``
    is for machines and never changes."""

    file: str
    line: int
    column: int
    code: str
    message: str

    def __str__(self) -> str:
        if not self.line:
            return f"error: {self.message} [{self.code}]"
        return f"{self.file}:{self.line}:{self.column}: error: {self.message} [{self.code}]"


class RulebookError(Exception):
    """Files that are refused; ``problems`` says why, in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


def first_of_file(problems: Iterable[Problem]) -> list[Problem]:
    """The first ``MAX_PROBLEMS`` of one file in order, and a last one that counts the others."""
    ordered = sorted(problems)
    left_out = len(ordered) - MAX_PROBLEMS
    if left_out <= 0:
        return ordered
    last = ordered[MAX_PROBLEMS]
    more = Problem(last.file, last.line, last.column, "more", f"{left_out} more from here on; mend these first")
    return [*ordered[:MAX_PROBLEMS], more]


def quoted(text: str) -> str:
    """The text in quotation marks, cut short, fit for a terminal: what does not print is escaped."""
    shown = text if len(text) <= _MAX_QUOTED else text[: _MAX_QUOTED - 1] + "…"
    on_one_line = printable(shown).replace("\n", "\\n")
    return f'"{on_one_line}"'


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """``; did you mean "level"?``, or nothing when no known word is near."""
    close = get_close_matches(word, known, n=1)
    return f'; did you mean "{close[0]}"?' if close else ""

