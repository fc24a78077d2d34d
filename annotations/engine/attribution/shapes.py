"""Lines of a document as credits see them: which are the story, and what a line looks like with names taken out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from annotations.engine.attribution.cues import (
    NAME,
    NAMES,
    ends_sentence,
    is_byline,
    is_date_line,
    is_origin_line,
    word_count,
)
from annotations.engine.attribution.names import Naming
from annotations.engine.document.model import Block, Document, Visibility, Zone

_STORY_ZONES = frozenset({Zone.BODY, Zone.QUOTE, Zone.LIST, Zone.TABLE})
_RUN = re.compile(NAMES, re.IGNORECASE)
_ADDRESS = re.compile(r"\W*(?:https?://|www\.)\S+\s*", re.IGNORECASE)
_NOTE = re.compile(r"\s*(?:[*†‡]|настоящий\s+материал\s+\()", re.IGNORECASE)
"""A footnote, or the plaque that material of a foreign agent opens with."""
_SPACE = re.compile(r"\s")
_SHORT = 5
"""Words up to which a line without a full stop is a heading, a name, a date, but no paragraph of the story."""
_LONGEST_SHORT = 120
"""Characters that so few words have at most."""
_LINE_OF_ITS_OWN = 50
"""Characters up to which a line before a line break is one of its own, not a piece of wrapped text."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or a line in it that a line break sets apart. Positions are in ``Document.text``."""

    start: int
    end: int
    block: Block

    def text(self, document: Document) -> str:
        """Its words."""
        return document.text[self.start : self.end]


@dataclass(frozen=True)
class Layout:
    """The displayed lines of the body, and which of them are the story."""

    lines: tuple[Line, ...]
    story: tuple[int, ...]
    """Indices in ``lines``."""

    @cached_property
    def _starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def index_at(self, position: int) -> int | None:
        """The index of the line that holds a position of the text; ``None`` outside the displayed body."""
        index = bisect_right(self._starts, position) - 1
        return index if index >= 0 and position <= self.lines[index].end else None

    def precedes_story(self, index: int) -> bool:
        """Whether nothing of the story stands before the line, nor in it."""
        return not self.story or index < self.story[0]

    def follows_story(self, index: int) -> bool:
        """Whether nothing of the story stands after the line."""
        return not self.story or index >= self.story[-1]


def layout(document: Document) -> Layout:
    """The story and what surrounds it. Headings, bylines, dates, captions, labels and credit lines are no story."""
    shown = [block for block in document.blocks if block.field == "body" and block.visibility is not Visibility.HIDDEN]
    lines = tuple(line for block in shown for line in lines_of(document, block))
    return Layout(lines, tuple(index for index, line in enumerate(lines) if _is_story(document, line)))


def lines_of(document: Document, block: Block) -> Iterator[Line]:
    """The lines of a block. Only a break after a short line or after a full stop sets lines apart; others wrap text."""
    start = block.start
    for space in _line_breaks(document, block):
        before = document.text[start:space]
        if len(before) <= _LINE_OF_ITS_OWN or ends_sentence(before):
            yield Line(start, space, block)
            start = space + 1
    yield Line(start, block.end, block)


def _line_breaks(document: Document, block: Block) -> Iterator[int]:
    """Positions of the spaces that a line break in what was sent has made."""
    value = document.values[block.field]
    sign = "<br" if document.body_format == "html" else "\n"
    if block.end <= block.start:
        return
    low, high = int(document.source_starts[block.start]), int(document.source_ends[block.end - 1])
    # A case of its own for <BR>: lowering the whole value could change its length.
    if value.find(sign, low, high) < 0 and (sign == "\n" or value.find(sign.upper(), low, high) < 0):
        return
    for space in _SPACE.finditer(document.text, block.start, block.end):
        at = space.start()
        made_by = value[int(document.source_starts[at]) : int(document.source_ends[at])]
        if sign in made_by.lower():
            yield at


def _is_story(document: Document, line: Line) -> bool:
    if line.block.zone not in _STORY_ZONES:
        return False
    text = line.text(document)
    if len(text) <= _LONGEST_SHORT and word_count(text) <= _SHORT and not ends_sentence(text):
        return False
    if _NOTE.match(text) or _ADDRESS.fullmatch(text):
        return False
    return not (is_byline(text) or is_date_line(text) or is_origin_line(text))


@dataclass(frozen=True, slots=True)
class Shape:
    """A stretch of text in which each naming of a source is one placeholder, and the namings behind them."""

    text: str
    starts: tuple[int, ...]
    """Positions of the placeholders in ``text``."""
    namings: tuple[Naming, ...]

    def runs(self) -> list[re.Match[str]]:
        """Stretches of one name or of several in a row."""
        return list(_RUN.finditer(self.text))

    def within(self, run: re.Match[str]) -> tuple[Naming, ...]:
        """The namings of a run."""
        return self.namings[bisect_right(self.starts, run.start() - 1) : bisect_right(self.starts, run.end() - 1)]


def shape(text: str, start: int, end: int, namings: list[Naming]) -> Shape:
    """The shape of ``text[start:end]``, whose namings are given in order; of two sources at one place both are kept."""
    parts: list[str] = []
    starts: list[int] = []
    length, at = 0, start
    for naming in namings:
        if naming.start >= at:
            between = text[at : naming.start].replace(NAME, " ")
            parts += (between, NAME)
            length += len(between) + 1
            at = naming.end
        starts.append(length - 1)
    parts.append(text[at:end].replace(NAME, " "))
    return Shape("".join(parts), tuple(starts), tuple(namings))
