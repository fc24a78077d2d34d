"""A list as running text (as it comes out of a PDF) cut into its numbered rows, with the line where each begins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from annotations.registers.notes import Notes

_NUMBERED = re.compile(r"^\s*(\d{1,6})\s*(?:[.)]\s*|\s+|$)(?=\D|$)")
_LARGEST_GAP = 3
_HEADINGS = re.compile(
    r"^\s*(?:раздел\b|(?:(?:российские|иностранные|национальная часть|международная часть)\W*)?"
    r"(?:организации|юридические лица|физические лица)\s*:?\s*$)", re.IGNORECASE,
)
_HEADING_LINES = 3
_PAGE = re.compile(r"^\s*(?:стр(?:аница|\.)?|page)?\s*\d{1,4}\s*(?:из|of|/)?\s*\d{0,4}\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One row of a list: its line, its number if it has one, its lines joined by line feeds, the heading above it."""

    line: int
    number: int | None
    text: str
    heading: str = ""

    @property
    def flat(self) -> str:
        """Its text on one line; a hyphen at the end of a line stays."""
        return joined(self.text)


def joined(text: str) -> str:
    """The lines of a text as one."""
    return " ".join(re.sub(r"(?<=\w)-\s*\n\s*", "-", text.replace("\u00ad\n", "").replace("\u00ad", "")).split())


def numbered(lines: Iterable[str], notes: Notes) -> Iterator[Paragraph]:
    """The rows of a list in which rows are numbered 1, 2, 3 …, from 1 again in each section.

    What stands before a section's first number is its heading. A number that is left out is warned of.
    """
    begun: Paragraph | None = None
    heading: list[str] = []
    section, number = "", 0
    for place, line in enumerate(lines, start=1):
        found = _NUMBERED.match(line)
        said = int(found[1]) if found else 0
        if found and (number < said <= number + _LARGEST_GAP or (said == 1 and number)):
            if begun is not None:
                yield begun
            if said > number + 1:
                notes.warn("row_missing", f"row {said} follows row {number}: what is between is missing", place)
            section, heading = " ".join(heading[-_HEADING_LINES:]) or section, []
            begun, number = Paragraph(place, said, line[found.end() :].strip("\n"), section), said
        elif begun is None or _HEADINGS.match(line):
            if begun is not None:
                yield begun
                begun, number = None, 0
            heading.extend([line.strip()] if line.strip() else [])
        elif line.strip() and not _PAGE.match(line):
            begun = replace(begun, text=begun.text + "\n" + line.strip("\n"))
    if begun is not None:
        yield begun
