"""A text as anchors see it: where words stand in it, and in which sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from annotations.engine.article import Article as ArticleValue
from annotations.engine.document.build import read_document
from annotations.engine.evidence import CONTEXT, evidence
from annotations.engine.language.sentences import split_sentences
from annotations.engine.report import Evidence
from annotations.flags.similarity import folded
from annotations.models.revision import Revision

_MOST = 10_000
"""Places of the same words that are looked at."""


class Spot(NamedTuple):
    """A stretch of the visible text, half-open."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """Words where they stand: as evidence, and the sentence in which they begin."""

    piece: Evidence
    sentence: Spot

    @property
    def window(self) -> str:
        """The words with their surroundings."""
        return window(self.piece.prefix, self.piece.exact, self.piece.suffix)

    @property
    def sides(self) -> tuple[bool, bool]:
        """Whether a word goes on beyond the ends."""
        return sides(self.piece.prefix, self.piece.suffix)


class Alike:
    """The places of the same words, sorted by what tells them apart."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.by_window: dict[str, list[Place]] = {}
        self.by_sentence: dict[Spot, list[Place]] = {}
        for place in places:
            self.by_window.setdefault(place.window, []).append(place)
            self.by_sentence.setdefault(place.sentence, []).append(place)


def window(prefix: str, exact: str, suffix: str) -> str:
    """Words with their surroundings and the edges of these: a short side is where the block begins or ends."""
    left = "" if len(prefix) == CONTEXT else "\n"
    right = "" if len(suffix) == CONTEXT else "\n"
    return f"{left}{prefix}{exact}{suffix}{right}"


def sides(prefix: str, suffix: str) -> tuple[bool, bool]:
    """Whether a word goes on before and after: what is a whole word is not found in a part of one."""
    return prefix[-1:].isalnum(), suffix[:1].isalnum()


class Reading:
    """The visible text of an article with its sentences; read once, asked often."""

    def __init__(self, article: ArticleValue) -> None:
        self._document = read_document(article, language=article.language or "und")
        self._sentences: dict[int, list[tuple[int, int]]] = {}
        self._places: dict[tuple[str, str], tuple[Place, ...]] = {}
        self._alike: dict[tuple[str, str, tuple[bool, bool]], Alike] = {}
        self._by_start: dict[tuple[str, str], dict[int, Place]] = {}

    @classmethod
    def of(cls, revision: Revision | None) -> Reading | None:
        """The text of a revision; ``None`` for one that cannot be read."""
        if revision is None:
            return None
        try:
            return cls(ArticleValue.model_validate(revision.payload))
        except ValueError:
            # No Article, or one that is too complex to be read: there is nothing to find in it.
            return None

    def places(self, field: str, exact: str) -> tuple[Place, ...]:
        """Where ``exact`` stands in a field, by ascending place; case, quotation marks and dashes do not count."""
        key = field, folded(exact)
        if key not in self._places:
            self._places[key] = tuple(map(self._place, self._spots(*key)))
        return self._places[key]

    def alike(self, field: str, exact: str, sides: tuple[bool, bool]) -> Alike:
        """The same, of those with ``sides``: whether the word goes on before and after."""
        key = field, folded(exact), sides
        if key not in self._alike:
            self._alike[key] = Alike(place for place in self.places(field, exact) if place.sides == sides)
        return self._alike[key]

    def place_at(self, field: str, start: int, exact: str) -> Place | None:
        """The place of ``exact`` that begins at ``start`` of the field as it was sent."""
        key = field, folded(exact)
        if key not in self._by_start:
            self._by_start[key] = {place.piece.start: place for place in self.places(field, exact)}
        return self._by_start[key].get(start)

    def sentence_at(self, piece: Evidence) -> str:
        """The sentence of a piece of evidence of a report on this text."""
        place = self.place_at(piece.field, piece.start, piece.exact)
        return self.words(place.sentence) if place is not None else f"{piece.prefix}{piece.exact}{piece.suffix}"

    def words(self, spot: Spot) -> str:
        """The visible text of a stretch."""
        return self._document.text[spot.start : spot.end]

    @cached_property
    def _text(self) -> str:
        return folded(self._document.text)

    def _spots(self, field: str, wanted: str) -> Iterator[Spot]:
        at, left = self._text.find(wanted) if wanted else -1, _MOST
        while at >= 0 and left:
            if self._document.block_at(at).field == field:
                left -= 1
                yield Spot(at, at + len(wanted))
            at = self._text.find(wanted, at + len(wanted))

    def _place(self, spot: Spot) -> Place:
        return Place(evidence(self._document, *spot), self._sentence_of(spot))

    def _sentence_of(self, spot: Spot) -> Spot:
        index = self._document.block_index(spot.start)
        block = self._document.blocks[index]
        if index not in self._sentences:
            self._sentences[index] = split_sentences(self._document.text, block.start, block.end)
        sentences = self._sentences[index]
        at = bisect_right(sentences, (spot.start, len(self._document.text))) - 1
        return Spot(*sentences[at]) if at >= 0 else Spot(block.start, block.end)
