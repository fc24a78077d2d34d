"""Blocks of a document as credits see them: which are the story, and what a line looks like with names taken out."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

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
_SHORT = 5
"""Words up to which a line without a full stop is a heading, a name, a date, but no paragraph of the story."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Indices in ``Document.blocks`` of what is displayed of the body, and of the paragraphs of the story in it."""

    shown: tuple[int, ...]
    story: tuple[int, ...]

    def precedes_story(self, index: int) -> bool:
        """Whether nothing of the story stands before the block, nor in it."""
        return not self.story or index < self.story[0]

    def follows_story(self, index: int) -> bool:
        """Whether nothing of the story stands after the block."""
        return not self.story or index >= self.story[-1]


def layout(document: Document) -> Layout:
    """The story and what surrounds it. Headings, bylines, dates, captions, labels and credit lines are no story."""
    shown = tuple(
        index
        for index, block in enumerate(document.blocks)
        if block.field == "body" and block.visibility is not Visibility.HIDDEN
    )
    story = tuple(index for index in shown if _is_story(document, document.blocks[index]))
    return Layout(shown, story)


def _is_story(document: Document, block: Block) -> bool:
    if block.zone not in _STORY_ZONES:
        return False
    text = document.text[block.start : block.end]
    if word_count(text[:400]) <= _SHORT and not ends_sentence(text):
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
