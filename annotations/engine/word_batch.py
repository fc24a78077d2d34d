"""Many texts read in one pass; each text has the words that it has by itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from annotations.engine.word_outlines import MARGIN, ODD_MARK, marks_of
from annotations.engine.words import Places, Words, plain_words, read_odd


class WordBatch:
    """The words of some texts. Plain texts are read together; those with marks and look-alikes one by one."""

    plain: list[int]
    """The numbers of the texts that are read together, those in ASCII first."""
    offsets: Places
    """Where each of them begins."""
    together: Words

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self._known: dict[int, Words] = {}
        by_kind: tuple[list[int], list[int]] = ([], [])
        for number, text in enumerate(texts):
            by_kind[not text.isascii()].append(number)
        self._read(*by_kind)

    def _read(self, ascii: list[int], others: list[int]) -> None:
        """Reads these texts together, but for those that are not plain. Those in ASCII cost a third."""
        self.plain = ascii + others
        lengths = np.array([len(self.texts[number]) for number in self.plain], dtype=np.intp)
        ends = np.cumsum(lengths + 1) - 1
        self.offsets = ends - lengths
        pieces = tuple("\n".join([self.texts[number] for number in kind]) for kind in (ascii, others) if kind)
        marks = marks_of(pieces[0] if pieces else "")
        if len(pieces) == 2:
            marks = np.concatenate((marks[: 1 - MARGIN], marks_of(pieces[1])[MARGIN:]))
        highest = int(np.maximum.reduce(marks))
        if highest == ODD_MARK:
            odd = set(ends.searchsorted((marks[MARGIN:-MARGIN] == ODD_MARK).nonzero()[0]).tolist())
            self._read(ascii, [number for place, number in enumerate(others, start=len(ascii)) if place not in odd])
        else:
            self.together = plain_words(pieces, marks, highest)

    @cached_property
    def bounds(self) -> Places:
        """Where the words of each plain text begin among all of them, and where the last one's end."""
        return np.append(self.together.starts.searchsorted(self.offsets), len(self.together))

    @cached_property
    def numbers(self) -> Places:
        """The number of each plain text."""
        return np.array(self.plain, dtype=np.intp)

    @cached_property
    def odd(self) -> list[int]:
        """The numbers of the plain texts that hold odd words."""
        places = self.bounds.searchsorted(self.together.odd, side="right") - 1
        return [self.plain[place] for place in np.unique(places).tolist()]

    @cached_property
    def place(self) -> dict[int, int]:
        """The place of each plain text among those that are read together."""
        return {number: place for place, number in enumerate(self.plain)}

    def words(self, number: int) -> Words:
        """The words of the text with this number."""
        if number not in self._known:
            self._known[number] = self._cut(number) if number in self.place else read_odd(self.texts[number])
        return self._known[number]

    def _cut(self, number: int) -> Words:
        place, every = self.place[number], self.together
        first, last = self.bounds[place : place + 2].tolist()
        offset, end = int(self.offsets[place]), int(self.offsets[place]) + len(self.texts[number])
        edges, marks = every.edges[2 * first : 2 * last] - offset, every.marks[offset : end + 2 * MARGIN]
        changes = every.changes
        if changes is not None:
            inside = slice(*changes.searchsorted([offset, end]).tolist())
            changes = changes[inside] - offset
        part = (every, slice(first, last))
        return Words(edges[0::2], edges[1::2], marks, edges, (self.texts[number],), changes, part_of=part)
