"""The reader of plain text: paragraphs, footnotes that begin a line, bare addresses, paired emphasis marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from annotations.engine.document.invisible import IN_PATTERN
from annotations.engine.document.limits import check_characters, check_lines, check_marks
from annotations.engine.document.line_marks import FOOTNOTE_START, LIST_START
from annotations.engine.document.model import MarkKind, Visibility, Zone
from annotations.engine.document.writer import AS_IT_IS, DraftLink, DraftStretch, Position, Writer

_LINE = re.compile(r"([^\n\r\u2028\u2029]*+)(\r\n|[\n\r\u2028\u2029]|\Z)")
_ADDRESS = re.compile(r"(?:https?://|www\.(?=[\w-]+\.))[^\s<>\"«»“”‘]+", re.IGNORECASE)
_ADDRESS_END = re.compile(rf"[.,;:!?*_'’…\]{IN_PATTERN}]+\Z")
_MARK_RUN = re.compile(r"\*+|__+")
_OPENS = "([{«“„‘\"'—–-/"
"""Before an emphasis mark that opens."""
_CLOSING = ")]}»”’.,;:!?…"
_PAIRS = {")": "(", "]": "[", "»": "«"}
_BRACKET = re.compile(r"[()\[\]«»]")


class _Run(NamedTuple):
    start: int
    end: int
    sign: str
    opens: bool
    closes: bool


class _Line(NamedTuple):
    start: int
    end: int
    after: int
    """Where the next line begins."""


def read_plain(value: str, writer: Writer, *, zone: Zone = Zone.BODY) -> None:
    """Writes down plain text: a blank line ends a paragraph, a line break inside one is a space.

    Raises:
        DocumentTooComplex: it is too long, or has more lines than any article.
    """
    check_characters(value)
    check_lines(value)
    check_marks(value)
    for lines in _paragraphs(value):
        _paragraph(value, lines, writer, zone)
        writer.break_block()


def _lines(value: str) -> Iterator[_Line]:
    for match in _LINE.finditer(value):
        if match.start() < len(value):
            yield _Line(match.start(1), match.end(1), match.end())


def _paragraphs(value: str) -> Iterator[list[_Line]]:
    """Lines that read as one paragraph; a footnote and an item of a list begin one of their own."""
    lines: list[_Line] = []
    for line in _lines(value):
        text = value[line.start : line.end]
        blank = not text.strip()
        if lines and (blank or FOOTNOTE_START.match(text) or LIST_START.match(text)):
            yield lines
            lines = []
        if not blank:
            lines.append(line)
    if lines:
        yield lines


def _paragraph(value: str, lines: list[_Line], writer: Writer, zone: Zone) -> None:
    first, last = lines[0], lines[-1]
    start, end = first.start, last.end
    while value[start].isspace():
        start += 1
    while value[end - 1].isspace():
        end -= 1
    if zone is Zone.BODY and LIST_START.match(value, first.start, first.end):
        zone = Zone.LIST
    addresses = list(_addresses(value, start, end))
    pairs = _emphasis(value, start, end, addresses)
    _write(value, (start, end), lines, pairs, addresses, writer, zone)


def _write(
    value: str,
    stretch: tuple[int, int],
    lines: list[_Line],
    pairs: list[tuple[_Run, _Run]],
    addresses: list[tuple[int, int]],
    writer: Writer,
    zone: Zone,
) -> None:
    """Writes a paragraph without its emphasis marks, line ends as spaces; then its marks and links."""
    start, end = stretch
    steps = [(run.start, run.end, "") for pair in pairs for run in pair]
    steps += [(line.end, line.after, " ") for line in lines[:-1]]
    steps += [(edge, edge, "") for address in addresses for edge in address]
    places: dict[int, int] = {}
    """How far the text was written when each step was reached, and when it was passed."""
    done = start
    for at, to, instead in [*sorted(steps), (end, end, "")]:
        for text, source, source_end in ((value[done:at], done, AS_IT_IS), (instead, at, to)):
            if text:
                writer.write(text, source, source_end, zone=zone, visibility=Visibility.VISIBLE)
        places.setdefault(at, writer.shown.length)
        places.setdefault(to, writer.shown.length)
        done = to
    for opening, closing in pairs:
        _mark(writer, places[opening.end], places[closing.start])
    for at, to in addresses:
        _link(writer, value[at:to], at, to, places)


def _mark(writer: Writer, start: int, end: int) -> None:
    hidden = writer.hidden.length
    writer.stretches.append(DraftStretch(MarkKind.EMPHASIS, Position(start, hidden), Position(end, hidden)))


def _link(writer: Writer, href: str, start: int, end: int, places: dict[int, int]) -> None:
    hidden = writer.hidden.length
    link = DraftLink(href, frozenset(), writer.field, start, Position(places[start], hidden), Visibility.VISIBLE)
    link.source_end, link.closed = end, Position(places[end], hidden)
    writer.links.append(link)


def _addresses(value: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Addresses without the punctuation of the sentence around them."""
    for match in _ADDRESS.finditer(value, start, end):
        text = match.group()
        trailing = _ADDRESS_END.search(text)
        stop = match.end() - (len(trailing.group()) if trailing else 0)
        unopened = value.count(")", match.start(), stop) - value.count("(", match.start(), stop)
        while unopened > 0 and value[stop - 1] == ")":
            stop, unopened = stop - 1, unopened - 1
        yield match.start(), stop


def _runs(value: str, start: int, end: int, addresses: list[tuple[int, int]]) -> Iterator[_Run]:
    at = 0
    for match in _MARK_RUN.finditer(value, start, end):
        while at < len(addresses) and addresses[at][1] <= match.start():
            at += 1
        if at < len(addresses) and addresses[at][0] < match.start():
            continue
        before = value[match.start() - 1] if match.start() > start else " "
        after = value[match.end()] if match.end() < end else " "
        opens = (before.isspace() or before in _OPENS) and not after.isspace() and after not in _CLOSING
        closes = not before.isspace() and (after.isspace() or not (after.isalnum() or after in "([{«“„"))
        yield _Run(match.start(), match.end(), match.group(), opens, closes)


def _emphasis(value: str, start: int, end: int, addresses: list[tuple[int, int]]) -> list[tuple[_Run, _Run]]:
    """Pairs of equal marks around words. A star after a name that nothing opened is a footnote's mark and is no pair.

    A pair stands inside the same brackets and quotation marks: a mark in brackets is closed in them.
    """
    waiting: dict[str, list[tuple[_Run, int]]] = {}
    pairs: list[tuple[_Run, _Run]] = []
    for run, level in _levels(value, start, end, _runs(value, start, end, addresses)):
        openings = waiting.get(run.sign, [])
        if run.closes and openings and openings[-1][1] == level:
            opening, _ = openings.pop()
            pairs.append((opening, run))
            for others in waiting.values():
                while others and others[-1][0].start > opening.start:
                    others.pop()
        elif run.opens:
            waiting.setdefault(run.sign, []).append((run, level))
    return pairs


def _levels(value: str, start: int, end: int, runs: Iterator[_Run]) -> Iterator[tuple[_Run, int]]:
    """Each run with a number for the bracket that it stands in; every bracket that opens gets a number of its own."""
    brackets: list[tuple[str, int]] = []
    numbers = count(1)
    found = _BRACKET.finditer(value, start, end)
    bracket = next(found, None)
    for run in runs:
        while bracket is not None and bracket.start() < run.start:
            sign = bracket.group()
            if sign not in _PAIRS:
                brackets.append((sign, next(numbers)))
            elif brackets and brackets[-1][0] == _PAIRS[sign]:
                brackets.pop()
            bracket = next(found, None)
        yield run, brackets[-1][1] if brackets else 0
