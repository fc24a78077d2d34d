"""Caps that are checked before and while a value is read, so that no input takes more than its share.

The figures of markup are those under which the sanitisers stay quick as well: they are quadratic in nesting, in ``<``
and in ``&``.
"""

from __future__ import annotations

import re

MAX_CHARACTERS = 1_048_576
"""Code points of one value (1 MiB)."""
MAX_ANGLES = 50_000
"""``<`` in one value that is read as markup."""
MAX_AMPERSANDS = 20_000
"""``&`` in one value that is read as markup."""
MAX_NESTING = 256
"""Elements that are open at one time."""
MAX_OPENED = 2 * MAX_ANGLES
"""Elements that are opened in all: misnested formatting is opened again in each block, so tags do not bound it."""
MAX_LINES = 50_000
"""Lines of one value that is read line by line: Markdown and plain text."""
MAX_MARKS = 50_000
"""Runs of stars, underscores, tildes and backticks, and square brackets, in one value of Markdown or plain text."""

_MARKS = re.compile(r"\*+|_+|~+|`+|[\[\]]")


class DocumentTooComplex(ValueError):
    """A value that is over one of the caps; nothing of it was read."""

    code = "too_complex"


def check_characters(value: str) -> None:
    """Refuses a value that is too long.

    Raises:
        DocumentTooComplex: with the number found and the limit.
    """
    if len(value) > MAX_CHARACTERS:
        raise DocumentTooComplex(f"The text is {len(value)} characters long; the limit is {MAX_CHARACTERS}.")


def check_markup(value: str) -> None:
    """Refuses a value with more markup than any article has.

    Raises:
        DocumentTooComplex: with the number found and the limit.
    """
    check_characters(value)
    for sign, limit in (("<", MAX_ANGLES), ("&", MAX_AMPERSANDS)):
        found = value.count(sign)
        if found > limit:
            raise DocumentTooComplex(f"The text holds {found} times {sign}; the limit is {limit}.")


def check_lines(value: str) -> None:
    """Refuses a value with more lines than any article has.

    Raises:
        DocumentTooComplex: with the number found and the limit.
    """
    found = sum(map(value.count, "\n\r\u2028\u2029"))
    if found > MAX_LINES:
        raise DocumentTooComplex(f"The text has {found} lines; the limit is {MAX_LINES}.")


def check_marks(value: str) -> None:
    """Refuses a value with more signs of emphasis and links than any article has.

    Raises:
        DocumentTooComplex: with the number found and the limit.
    """
    if sum(map(value.count, "*_~`[]")) <= MAX_MARKS:
        return  # there are no more runs than signs
    found = sum(1 for _ in _MARKS.finditer(value))
    if found > MAX_MARKS:
        raise DocumentTooComplex(f"The text holds {found} marks of emphasis and links; the limit is {MAX_MARKS}.")


def check_opened(count: int) -> None:
    """Refuses a value whose elements are too many, those counted that no tag of its own opens.

    Raises:
        DocumentTooComplex: with the limit.
    """
    if count > MAX_OPENED:
        raise DocumentTooComplex(f"More than {MAX_OPENED} elements are opened, misnested ones counted each time.")


def check_nesting(depth: int) -> None:
    """Refuses elements or Markdown containers that are nested too deep.

    Raises:
        DocumentTooComplex: with the limit.
    """
    if depth > MAX_NESTING:
        raise DocumentTooComplex(f"More than {MAX_NESTING} elements are open inside each other.")
