"""What a text says of the phrases that the rules look for: read once an article, and only when a rule asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from annotations.engine.attribution.shapes import Layout, Line, layout, lines_of
from annotations.engine.document.model import Block, Document, Visibility, Zone
from annotations.engine.language.sentences import split_sentences
from annotations.engine.notices.vocabulary import WordView
from annotations.engine.phrasing.book import Hit, PhraseBook
from annotations.engine.phrasing.near import Near, NearTexts

UNREAD_ZONES = frozenset({Zone.TEASER, Zone.EMBED, Zone.TAGS, Zone.CODE, Zone.ALT, Zone.AUTHOR_BIO})
"""What stands here is no statement of the article."""


class Bookish(Protocol):
    """What holds the phrases: compiled on first use."""

    @property
    def phrasebook(self) -> PhraseBook: ...

    @property
    def near_texts(self) -> NearTexts: ...


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of ``Document.text`` that says something; ``language`` is that of the phrase, or ``any``."""

    start: int
    end: int
    language: str = "any"


class Said:
    """The phrases of one document."""

    def __init__(self, document: Document | None, view: WordView | None, book: Bookish | None) -> None:
        self._document, self._view, self._book = document, view, book

    @property
    def document(self) -> Document:
        """The document that was read."""
        assert self._document is not None
        return self._document

    @cached_property
    def hits(self) -> Mapping[str, tuple[Hit, ...]]:
        """Where each phrase is said, in every zone and visibility."""
        if self._view is None or self._book is None:
            return {}
        return self._book.phrasebook.find(self._view)

    @cached_property
    def near(self) -> Mapping[str, Near]:
        """Where prescribed texts nearly stand, in every zone and visibility."""
        if self._view is None or self._book is None:
            return {}
        return self._book.near_texts.find(self._view)

    def places(self, phrases: Mapping[str, tuple[str, ...]]) -> Iterator[Place]:
        """Where one of the phrases is said in a part of the article that is read."""
        for language, texts in phrases.items():
            for text in texts:
                for hit in self.hits.get(text, ()):
                    if self.block(hit.start).zone not in UNREAD_ZONES:
                        yield Place(hit.start, hit.end, language)

    def block(self, position: int) -> Block:
        """The block that holds a position."""
        return self.document.block_at(position)

    def line(self, position: int) -> Line:
        """The line that holds a position: a block, or a piece of it that a line break sets apart."""
        block = self.block(position)
        for line in self._lines_of(block):
            if position <= line.end:
                return line
        return Line(block.start, block.end, block)

    def sentence(self, position: int) -> tuple[int, int]:
        """The sentence that holds a position."""
        block = self.block(position)
        if block.start not in self._known_sentences:
            self._known_sentences[block.start] = split_sentences(self.document.text, block.start, block.end)
        for start, end in self._known_sentences[block.start]:
            if start <= position < end:
                return start, end
        return block.start, block.end

    @cached_property
    def _known_sentences(self) -> dict[int, list[tuple[int, int]]]:
        return {}

    def _lines_of(self, block: Block) -> list[Line]:
        if block.start not in self._known_lines:
            self._known_lines[block.start] = list(lines_of(self.document, block))
        return self._known_lines[block.start]

    @cached_property
    def _known_lines(self) -> dict[int, list[Line]]:
        return {}

    @cached_property
    def layout(self) -> Layout:
        """Which lines of the body are the story."""
        return layout(self.document)

    @cached_property
    def notice_lines(self) -> frozenset[int]:
        """Lines of the layout that say little else than phrases of the rules: labels and notices, no story."""
        said: dict[int, int] = {}
        for hits in self.hits.values():
            for hit in hits:
                index = self.layout.index_at(hit.start)
                if index is not None:
                    said[index] = max(said.get(index, 0), hit.end - hit.start)
        lines = self.layout.lines
        return frozenset(i for i, length in said.items() if length >= _SHARE * (lines[i].end - lines[i].start))

    @cached_property
    def text_begins(self) -> int:
        """The position at which the story begins; the end of the document where there is none."""
        for index in self.layout.story:
            if index not in self.notice_lines:
                return self.layout.lines[index].start
        return len(self.document.text)

    @cached_property
    def text_ends(self) -> int:
        """The position at which the last line of the story begins; 0 where there is none."""
        for index in reversed(self.layout.story):
            if index not in self.notice_lines:
                return self.layout.lines[index].start
        return 0

    def visible(self, place: Place) -> bool:
        """Whether a reader sees it without doing anything."""
        return self.block(place.start).visibility is Visibility.VISIBLE


_SHARE = 0.4
"""Part of a line that a phrase fills when the line is a notice."""
NOTHING_SAID = Said(None, None, None)
