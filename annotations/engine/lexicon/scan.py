"""The lexicon: names compiled to tables, and the scan that finds them in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from annotations.engine.lexicon.model import Hit, NameRow, Skipped
from annotations.engine.lexicon.part import Part
from annotations.engine.lexicon.rows import JoinedRows
from annotations.engine.word_batch import WordBatch
from annotations.engine.words import Words

CHARACTERS = 1_000_000
"""Texts that are read together have about so many: fewer cost more for each."""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All names of some entities, ready to be looked for. Built by ``build.build_lexicon``."""

    parts: tuple[Part, ...]
    """The tables: those of a snapshot, and perhaps those of what has changed since."""
    skipped: tuple[Skipped, ...] = ()
    gone: frozenset[str] = frozenset()
    """Entities whose names in the first part no longer count."""

    @cached_property
    def rows(self) -> Sequence[NameRow]:
        """One for every way to write a name, in order of entity and name within each part."""
        return self.parts[0].rows if len(self.parts) == 1 else JoinedRows([part.rows for part in self.parts])

    def scan(self, text: str, words: Words, *, surnames: bool = False) -> list[Hit]:
        """Every place of ``text`` where a name stands, overlapping ones too, in order of position, entity and name.

        ``words`` are ``read_words(text)``. A word that mixes scripts is tried as it stands and as what it imitates.
        ``surnames``: the surnames of persons alone, and nothing else.
        """
        if len(self.parts) == 1:
            hits = self.parts[0].hits(text, words, surnames=surnames)
            if len(hits) > 1:
                hits.sort()
            return hits
        found = (self._of_part(number, part.hits(text, words, surnames=surnames)) for number, part in self._numbered)
        return self._sorted(hit for hits in found for hit in hits)

    def scan_many(self, batch: WordBatch) -> list[list[Hit]]:
        """``scan`` of each text of ``batch``: the same hits, faster."""
        found: list[list[Hit]] = [[] for _ in batch.texts]
        for base, part in self._numbered:
            if len(self.parts) == 1:
                part.add_together(batch, found)
                continue
            of_part: list[list[Hit]] = [[] for _ in batch.texts]
            part.add_together(batch, of_part)
            for hits, own in zip(found, of_part, strict=True):
                hits.extend(self._of_part(base, own))
        for number in {*batch.odd, *(number for number in range(len(batch.texts)) if number not in batch.place)}:
            found[number] = self.scan(batch.texts[number], batch.words(number))
        return found if len(self.parts) == 1 else [self._sorted(hits) for hits in found]

    def scan_texts(self, texts: Iterable[str]) -> Iterator[list[Hit]]:
        """``scan`` of each text, in batches of a good size."""
        for together in batches(texts):
            yield from self.scan_many(WordBatch(together))

    @cached_property
    def _numbered(self) -> tuple[tuple[int, Part], ...]:
        """The parts, each with the number of its first row."""
        starts = [0]
        for part in self.parts:
            starts.append(starts[-1] + len(part.rows))
        return tuple(zip(starts, self.parts, strict=False))

    def _of_part(self, base: int, hits: Iterable[Hit]) -> Iterable[Hit]:
        if len(self.parts) == 1:
            return hits
        if base:
            return (hit._replace(name=hit.name + base) for hit in hits)
        return (hit for hit in hits if self.rows[hit.name].entity not in self.gone)

    def _sorted(self, hits: Iterable[Hit]) -> list[Hit]:
        return sorted(hits, key=lambda hit: (*hit[:2], self.rows[hit.name].entity, hit.name))


def batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """The texts in groups of about ``CHARACTERS`` characters, in order."""
    together: list[str] = []
    length = 0
    for text in texts:
        if together and length + len(text) > CHARACTERS:
            yield together
            together, length = [], 0
        together.append(text)
        length += len(text) + 1
    if together:
        yield together
