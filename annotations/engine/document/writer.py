"""The text of a document while it is being written, with its blocks and the place where each piece came from.

Two streams are written side by side: what is displayed, and what is in the markup only. A piece is a stretch of the
value taken as it is, or text that stands for a stretch of another length (a character reference, a run of white space).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from annotations.engine.document.line_marks import FOOTNOTE_START
from annotations.engine.document.model import MarkKind, Visibility, Zone

AS_IT_IS = -1
"""The end of a piece's source when each of its characters stands for itself."""


@dataclass(slots=True)
class OpenBlock:
    """A block that may still grow."""

    start: int
    end: int
    field: str
    zone: Zone
    visibility: Visibility
    anchor: int | None


class Position(NamedTuple):
    """How far both streams were written at one moment."""

    shown: int
    hidden: int


NOWHERE: Final = Position(0, 0)


@dataclass(slots=True)
class Stream:
    """One of the two texts, in pieces."""

    texts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    length: int = 0
    blocks: list[OpenBlock] = field(default_factory=list)
    block: OpenBlock | None = None
    space: tuple[int, int] | None = None
    """White space that is written once text follows in the same block."""
    line_break: bool = False
    """The white space is a line break: a footnote's mark after it begins a block of its own."""

    def close(self) -> None:
        """Ends the block that is open, without the spaces at its end; the next text begins another."""
        if self.block is not None and self.texts[-1][-1] == " ":
            at = len(self.texts) - 1
            while self.block.end > self.block.start and not self.texts[at].strip(" "):
                self.block.end -= len(self.texts[at])
                at -= 1
            self.block.end -= len(self.texts[at]) - len(self.texts[at].rstrip(" "))
        self.block = None
        self.space = None
        self.line_break = False

    def add(self, text: str, start: int, end: int) -> None:
        self.texts.append(text)
        self.starts.append(start)
        self.ends.append(end)
        self.length += len(text)

    def open(self, name: str, zone: Zone, visibility: Visibility, anchor: int | None) -> None:
        """Begins a block; between two blocks stands a newline that comes from nothing in the value."""
        self.close()
        if self.blocks:
            source = self._last_source()
            self.add("\n", source, source)
        self.block = OpenBlock(self.length, self.length, name, zone, visibility, anchor)
        self.blocks.append(self.block)

    def _last_source(self) -> int:
        end = self.ends[-1]
        return self.starts[-1] + len(self.texts[-1]) if end == AS_IT_IS else end


@dataclass(slots=True)
class DraftLink:
    """A link while the text is written."""

    href: str
    rel: frozenset[str]
    field: str
    source_start: int
    opened: Position
    visibility: Visibility
    source_end: int = 0
    closed: Position = NOWHERE
    shows_image: bool = False


class DraftStretch(NamedTuple):
    """Inline markup: a mark, or a zone that counts when it is most of a block."""

    kind: MarkKind | Zone
    opened: Position
    closed: Position


class DraftImage(NamedTuple):
    """An image, by its place in the displayed text."""

    src: str
    alt: str
    field: str
    source_start: int
    source_end: int
    at: int
    visibility: Visibility


class Writer:
    """Takes text in the order of the markup and keeps it apart by visibility, field, zone and block."""

    def __init__(self) -> None:
        self.shown = Stream()
        self.hidden = Stream()
        self.field = ""
        self.links: list[DraftLink] = []
        self.stretches: list[DraftStretch] = []
        self.images: list[DraftImage] = []

    def position(self) -> Position:
        return Position(self.shown.length, self.hidden.length)

    def begin_field(self, name: str) -> None:
        """What follows is of another field of the article."""
        self.break_block()
        self.field = name

    def break_block(self, *, shown: bool = True) -> None:
        """Ends the open blocks; with ``shown`` false that of the hidden text only."""
        self.hidden.close()
        if shown:
            self.shown.close()

    def write(
        self, text: str, start: int, end: int, *, zone: Zone, visibility: Visibility, begins_note: bool = False
    ) -> None:
        """Adds text that is not empty.

        ``end``: that of its source, or ``AS_IT_IS``. ``begins_note``: it is the mark of a footnote.
        """
        hidden = visibility is Visibility.HIDDEN
        stream = self.hidden if hidden else self.shown
        if stream.line_break and text.isspace():
            return  # a no-break space between two line breaks: an empty line
        anchor = self.shown.length if hidden else None
        block = stream.block
        if (
            block is None
            or block.zone is not zone
            or block.visibility is not visibility
            or block.anchor != anchor
            or (stream.line_break and (begins_note or FOOTNOTE_START.match(text) is not None))
        ):
            bare = text.lstrip(" ")
            if not bare:
                stream.close()
                return
            if end == AS_IT_IS:
                start += len(text) - len(bare)
                text = bare
            stream.open(self.field, zone, visibility, anchor)
        elif stream.space is not None:
            stream.add(" ", *stream.space)
            stream.space, stream.line_break = None, False
        stream.add(text, start, end)
        assert stream.block is not None
        stream.block.end = stream.length

    def space(self, start: int, end: int, visibility: Visibility) -> None:
        """White space in ``[start, end)`` of the value that counts once, and only between words of a block."""
        stream = self.hidden if visibility is Visibility.HIDDEN else self.shown
        if stream.block is not None and stream.space is None:
            stream.space = (start, end)

    def line_break(self, start: int, end: int, visibility: Visibility) -> None:
        """A line break: the second in a row ends the block."""
        stream = self.hidden if visibility is Visibility.HIDDEN else self.shown
        if stream.block is None:
            return
        if stream.line_break:
            stream.close()
        else:
            stream.space, stream.line_break = (start, end), True
