"""The text of a page as one HTML value, and which block each stretch of it came from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Literal

Source = Literal["rich", "html", "text"]
"""Rich text, raw HTML, or plain text, which is escaped on its way into the value."""

GAP = "\n"
"""Between two blocks."""
_KEYS = re.compile(r' data-block-key="[^"]*"')


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the value that is the whole text of one field or block: ``value[start:end]``, half-open."""

    start: int
    end: int
    field: str
    """Of the model."""
    path: tuple[str, ...]
    """The way to the block through a StreamField: ids and names, as Wagtail's content paths have them."""
    block: str
    """Id of the nearest block that has one; empty outside of StreamFields."""
    source: Source
    text: str
    """As the block holds it."""
    editable: bool = True
    """Whether words can be put into it; cells of tables are not."""
    kind: str = ""
    """The name of the block in its parent, for people."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A value and its segments, in order of place."""

    value: str
    segments: tuple[Segment, ...]

    def at(self, position: int) -> Segment | None:
        """The segment in which ``position`` of the value lies, or which begins or ends there."""
        index = bisect_right([segment.start for segment in self.segments], position) - 1
        if index < 0:
            return self.segments[0] if self.segments and self.segments[0].start == position else None
        found = self.segments[index]
        return found if position <= found.end else None

    def near(self, position: int) -> Segment | None:
        """The segment at ``position``, else the last one before it, else the first."""
        before = [segment for segment in self.segments if segment.start <= position]
        return before[-1] if before else (self.segments[0] if self.segments else None)


class Writer:
    """Puts a layout together. ``field``: of the model, of which blocks are being written."""

    def __init__(self) -> None:
        self.field = ""
        self._parts: list[str] = []
        self._length = 0
        self._segments: list[Segment] = []

    def markup(self, text: str) -> None:
        """Markup of ours: it belongs to no block."""
        self._parts.append(text)
        self._length += len(text)

    def gap(self) -> None:
        """A break between two blocks."""
        if self._length:
            self.markup(GAP)

    def text(
        self, text: str, source: Source, *, path: tuple[str, ...], block: str, editable: bool = True, kind: str = ""
    ) -> None:
        """The text of a block."""
        start = self._length
        self.markup(written_of(text, source))
        self._segments.append(Segment(start, self._length, self.field, path, block, source, text, editable, kind))

    def layout(self) -> Layout:
        """What has been written."""
        return Layout("".join(self._parts), tuple(self._segments))


def written_of(text: str, source: Source) -> str:
    """A block's text as it stands in the value.

    Keys that the editor gives to paragraphs are left out: they change when nothing is written.
    """
    if source == "rich":
        return _KEYS.sub("", text)
    return escape(text, quote=False) if source == "text" else text


def local(segment: Segment, position: int) -> int:
    """A position of the value as a position in the text of its block."""
    offset = max(0, min(position, segment.end) - segment.start)
    if segment.source == "rich":
        for key in _KEYS.finditer(segment.text):
            if key.start() >= offset:
                break
            offset += key.end() - key.start()
        return offset
    if segment.source == "html":
        return offset
    return next((index for index, at in _places(segment.text) if at >= offset), len(segment.text))


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Each character's place in the text and in what was written of it."""
    at = 0
    for index, letter in enumerate(text):
        yield index, at
        at += len(escape(letter, quote=False))
    yield len(text), at
