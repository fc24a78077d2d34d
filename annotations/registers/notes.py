"""What is noted while a register is read: rows that are wrong, warnings, counts. Bounded, however long the file is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from annotations.intake.problems import MOST_LISTED, Problem
from annotations.intake.value_files import RefusedFileError

MOST_BAD = 0.001
"""The share of rows that may be wrong; they are left out (SECURITY B94)."""
_GIVE_UP = 10_000


class TooManyBadRowsError(RefusedFileError):
    """A file that can be read, but for too many of its rows. ``summary`` counts them."""

    def __init__(self, summary: Problem, *problems: Problem) -> None:
        super().__init__(*problems)
        self.summary = summary


@dataclass(slots=True)
class Notes:
    """What is noted of one file so far."""

    path: str
    progress: Callable[[int], None] = field(default=lambda rows: None)
    """Told the number of rows that have been read, now and then."""
    good: int = 0
    bad: int = 0
    errors: list[Problem] = field(default_factory=list)
    """Of bad rows, the first 50."""
    last_bad: int = 0
    """The line of the last bad row."""
    warnings: list[Problem] = field(default_factory=list)
    """The first 50 of each code."""
    counted: Counter[str] = field(default_factory=Counter)
    """Warnings by code, all of them."""
    last_line: int = 0
    """The line at which the last row that was read, right or wrong, begins."""
    open_end: bool = False
    """The file's last line has no end: it may have been cut there."""

    def took(self, line: int) -> None:
        """A row that is right."""
        self.good += 1
        self.last_line = line
        if not self.good % 1000:
            self.progress(self.good + self.bad)

    def wrong(self, line: int, problems: Iterable[Problem]) -> None:
        """A row that is left out because it is wrong.

        Raises:
            RefusedFileError: when so many are wrong that reading on tells nothing.
        """
        self.bad += 1
        self.last_line = self.last_bad = line
        self.errors.extend(list(problems)[: max(0, MOST_LISTED - len(self.errors))])
        if (self.bad >= MOST_LISTED and not self.good) or self.bad >= _GIVE_UP:
            self._refuse()

    def say(self, line: int, code: str, message: str) -> Problem:
        """The problem of one row."""
        return Problem(self.path, code, message, line)

    def warn(self, code: str, message: str, line: int | None = None) -> None:
        """Something that was mended or left out; the first 50 of a code are kept."""
        self.counted[code] += 1
        if self.counted[code] <= MOST_LISTED:
            self.warnings.append(Problem(self.path, code, message, line, severity="warning"))

    def close(self) -> None:
        """Ends the reading: bad rows are warnings when there are few of them.

        Raises:
            RefusedFileError: when no row is right, or the last one is wrong because the file is cut.
            TooManyBadRowsError: when more than one in a thousand is wrong.
        """
        if not self.good + self.bad:
            raise RefusedFileError(Problem(self.path, "empty", "holds no entries"))
        if not self.bad:
            return
        if self.good and self.open_end and self.last_bad == self.last_line:
            message = f"the file ends within a row, after {self.good} rows; nothing was changed"
            raise RefusedFileError(*self.errors, Problem(self.path, "truncated", message, self.last_bad))
        if not self.good or self.bad > MOST_BAD * (self.good + self.bad):
            self._refuse()
        for problem in self.errors:
            where = f"{problem.pointer}: " if problem.pointer else ""
            said = f"{where}{problem.message}; row skipped ({self.bad} of {self.good + self.bad}); over 0.1 % is exit 3"
            self.warn("row_errors", said, problem.line)

    def _refuse(self) -> None:
        if not self.good:
            raise RefusedFileError(*self.errors)
        total = self.good + self.bad
        message = (
            f"refused: {self.bad} of {total} rows are wrong ({100 * self.bad / total:.1f} %); up to 0.1 % are skipped"
        )
        raise TooManyBadRowsError(Problem(self.path, "row_errors", message), *self.errors)
