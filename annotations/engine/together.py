"""Many articles read together: names are looked for in all their texts in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from annotations.engine.article import Article
from annotations.engine.document.limits import DocumentTooComplex
from annotations.engine.document.model import Document
from annotations.engine.lexicon.model import Hit
from annotations.engine.lexicon.scan import CHARACTERS, Lexicon
from annotations.engine.word_batch import WordBatch
from annotations.engine.words import Words


class Readable(Protocol):
    """The reading of one article, before its names are known."""

    words: Words | None
    hits: Sequence[Hit] | None

    @property
    def document(self) -> Document | DocumentTooComplex:
        """The document, or why it cannot be read."""

    @property
    def text(self) -> str:
        """The text in which names are looked for."""


def groups(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """The articles in groups of about as many characters as are best read together, in order."""
    together: list[Article] = []
    length = 0
    for article in articles:
        together.append(article)
        length += len(article.body.value)
        if length > CHARACTERS:
            yield together
            together, length = [], 0
    if together:
        yield together


def find_together(readings: Iterable[Readable], lexicon: Lexicon) -> None:
    """Tells each reading its words and the names in its text; an article that cannot be read has none."""
    readable = [reading for reading in readings if isinstance(reading.document, Document)]
    batch = WordBatch([reading.text for reading in readable])
    for number, (reading, hits) in enumerate(zip(readable, lexicon.scan_many(batch), strict=True)):
        reading.words, reading.hits = batch.words(number), hits
