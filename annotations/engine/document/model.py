"""The Document: the text a reader sees, and where each of its characters came from.

``Document.text`` holds every field of the article that has words for readers, one after another, blocks separated by
newlines: headline, deck, byline, body, captions of ``images``, then ``template_text``; after them, in blocks of their
own, what is in the markup but not displayed. Soft hyphens, zero-width characters, tags and paired emphasis marks are
left out. Nothing is folded or rewritten: case, quotation marks and accents are those of the author.

All positions are half-open ``(start, end)`` in code points of ``Document.text`` unless a name says ``source``;
``source`` positions are in code points of the field as it was sent, markup included.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt


class Zone(StrEnum):
    """Which part of the article a block is."""

    HEADLINE = "headline"
    DECK = "deck"
    BYLINE = "byline"
    HEADING = "heading"
    BODY = "body"
    QUOTE = "quote"
    CAPTION = "caption"
    ALT = "alt"
    TABLE = "table"
    LIST = "list"
    TEASER = "teaser"
    EMBED = "embed"
    AUTHOR_BIO = "author_bio"
    TAGS = "tags"
    CODE = "code"
    FOOTER = "footer"


class Visibility(IntEnum):
    """How a reader meets a stretch of text; the higher, the less it is seen."""

    VISIBLE = 0
    STRUCK = 1
    """Shown, but struck out (``<s>``, ``<del>``)."""
    FOLDED = 2
    """Shown on demand: inside a closed ``<details>``."""
    HIDDEN = 3
    """In the markup, not displayed."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text of one field, one zone and one visibility: a paragraph, a heading, a cell, a hidden run."""

    start: int
    end: int
    field: str
    zone: Zone
    visibility: Visibility = Visibility.VISIBLE
    anchor: int | None = None
    """For a hidden run: the position in the displayed text at which it stands in the markup."""


class MarkKind(StrEnum):
    """Inline markup that means something to a checker."""

    SUPERSCRIPT = "superscript"
    EMPHASIS = "emphasis"


@dataclass(frozen=True, slots=True)
class Mark:
    """An inline stretch: superscript or emphasis."""

    kind: MarkKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link as the format makes one: ``a[href]`` in HTML, ``[words](address)`` and ``<address>`` in Markdown, a bare
    address in text. ``href`` is as written, entities decoded; it may be empty or ``#``."""

    href: str
    start: int
    end: int
    field: str
    source_start: int
    source_end: int
    rel: frozenset[str] = frozenset()
    visibility: Visibility = Visibility.VISIBLE


@dataclass(frozen=True, slots=True)
class DocumentImage:
    """An image inside the body, or one of ``images``."""

    src: str
    alt: str
    field: str
    source_start: int
    source_end: int
    at: int
    """Position in ``Document.text`` at which the image stands."""
    visibility: Visibility = Visibility.VISIBLE
    """``HIDDEN`` for an image that is loaded and not seen: a counter's dot, an image inside a hidden element."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a field as it was sent: ``value[start:end]`` holds ``exact``, markup included."""

    field: str
    start: int
    end: int
    exact: str


@dataclass(frozen=True)
class Document:
    """The readable text of an article with its structure; see the module's docstring for the order of its parts.

    ``source_starts[i]``, ``source_ends[i]``: the stretch of the field that made character ``i`` (an entity is several
    code points long; a separator that stands for no character has an empty stretch).
    """

    text: str
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
    images: tuple[DocumentImage, ...]
    marks: tuple[Mark, ...]
    language: str
    values: dict[str, str]
    """Each field as it was sent."""
    source_starts: npt.NDArray[np.int32]
    source_ends: npt.NDArray[np.int32]
    body_format: str = "text"

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    def block_at(self, position: int) -> Block:
        """The block that holds ``position`` (or the separator after it)."""
        return self.blocks[self.block_index(position)]

    def block_index(self, position: int) -> int:
        """The index in ``blocks`` of the block that holds ``position``."""
        return max(bisect_right(self._block_starts, position) - 1, 0)

    def passage(self, start: int, end: int) -> Passage:
        """Where ``text[start:end]``, which lies in one block, stands in what was sent."""
        block = self.block_at(start)
        if end <= start:
            at = int(self.source_starts[start]) if start < len(self.text) else len(self.values[block.field])
            return Passage(block.field, at, at, "")
        return Passage(
            block.field, int(self.source_starts[start]), int(self.source_ends[end - 1]), self.text[start:end]
        )
