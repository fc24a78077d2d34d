"""Organisations that the United Kingdom has proscribed: a table, or lines like «Name (ABC) - Proscribed March 2001»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotations.registers.formats.authority import authority_list
from annotations.registers.formats.dates import IN_TEXT, whole
from annotations.registers.formats.model import Row, Source, Stated
from annotations.registers.formats.paragraphs import Paragraph, joined
from annotations.registers.formats.plain import entity_of, read_lines
from annotations.registers.notes import Notes

_TITLE = re.compile(r"proscribed\s+(?:terrorist\s+)?(?:groups|organi[sz]ations)", re.IGNORECASE)
_AMENDED = re.compile(r"\[?\bF\d{1,4}\s*|[\[\]]")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_WHEN = re.compile(
    rf"\b(De-?proscribed|Proscribed)\s+(?:on\s+|in\s+)?((?:\d{{1,2}}\s+)?(?:{_MONTHS})\s+\d{{4}})", re.IGNORECASE
)
_LONGEST_NAME = 160


def _row(paragraph: Paragraph, source: Source) -> Row | None:
    text = _AMENDED.sub("", joined(paragraph.text)).strip()
    when = {found[1].lower().replace("-", ""): found[2] for found in _WHEN.finditer(text)}
    first = _WHEN.search(text)
    names = re.sub(r"\s*[-–—:(]*\s*$", "", text[: first.start()]) if first else text
    return entity_of(
        paragraph.line, names, source, in_force_on=_day(when.get("proscribed", "")),
        ended_on=_day(when.get("deproscribed", ""), end=True),
    )


def _day(text: str, *, end: bool = False) -> str:
    if not text or IN_TEXT.search(text):
        return whole(text) if text else ""
    month, year = text.split()
    number = _MONTHS.lower().split("|").index(month.lower()) + 1
    return whole(f"{year}-{number:02}", end=end)


def _paragraphs(source: Source, notes: Notes) -> Iterator[Paragraph]:
    """The lines that name somebody: with a date, or, where none has one, all that are short enough for a name."""
    dated = any(_WHEN.search(line) for line in read_lines(source, notes))
    for place, line in enumerate(read_lines(source, notes), start=1):
        text = line.strip()
        named = _WHEN.search(text[:400]) if dated else len(text) <= _LONGEST_NAME and not text.endswith(".")
        if text and named and not _TITLE.search(text):
            yield Paragraph(place, None, text)


GB_PROSCRIBED = authority_list(
    "gb.proscribed", "organisations proscribed by the United Kingdom",
    Stated(register="gb.proscribed", jurisdiction="GB", status="proscribed", lang="en"), _row,
    lambda head: _TITLE.search(head.text) is not None, paragraphs=_paragraphs,
)
