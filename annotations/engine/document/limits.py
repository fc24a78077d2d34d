"""Caps that are checked before and while a value is read, so that no input takes more than its share.

The figures of markup are those under which the sanitisers stay quick as well: they are quadratic in nesting, in ``<`` and
in ``&``.
"""

from __future__ import annotations

MAX_CHARACTERS = 1_048_576
"""Code points of one value (1 MiB)."""
MAX_ANGLES = 50_000
"""``<`` in one value that is read as markup."""
MAX_AMPERSANDS = 20_000
"""``&`` in one value that is read as markup."""
MAX_NESTING = 256
"""Elements that are open at one time."""
MAX_OPENED = 4 * MAX_ANGLES
"""Elements that are opened in all. Misnested formatting is opened again in each block, so tags alone do not bound it."""
MAX_MARKDOWN_MARKS = 50_000
"""Runs of stars, underscores and tildes, and square brackets, in one Markdown value."""


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


def check_nesting(depth: int) -> None:
    """Refuses elements or Markdown containers that are nested too deep.

    Raises:
        DocumentTooComplex: with the limit.
    """
    if depth > MAX_NESTING:
        raise DocumentTooComplex(f"More than {MAX_NESTING} elements are open inside each other.")
