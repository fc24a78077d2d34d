"""Words of a text in one vectorised pass: where they stand, what they hash to, how they are written.

A word is a run of letters and digits. Apostrophes and hyphens part words; raised digits and letters are footnote marks
and belong to none. Words are compared folded (``folding``): case, ё and е, accents, stress marks, full-width letters
and the way in which an accent is encoded do not matter. Positions are code points of the text that was given.

Most texts hold nothing but plain letters, two bytes each: these are folded with one look-up a character, and how words
are written is worked out when somebody asks. All others are read in full at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from annotations.engine.folding import CODE_BITS, CODE_MASK, Letter, fold_table
from annotations.engine.folding import fold as fold
from annotations.engine.imitation import skeletons as skeletons
from annotations.engine.word_hashes import MULTIPLIER as MULTIPLIER
from annotations.engine.word_hashes import Hashes as Hashes
from annotations.engine.word_hashes import Places as Places
from annotations.engine.word_hashes import hash_folded as hash_folded
from annotations.engine.word_hashes import hash_letters
from annotations.engine.word_hashes import mix as mix
from annotations.engine.word_marks import UNDERSCORE, compose
from annotations.engine.word_outlines import (
    CLASS_BITS,
    DIGIT_MARK,
    MARGIN,
    ODD_MARK,
    OTHER_MARK,
    SHARED,
    UNDERSCORE_MARK,
    Marks,
    codes_of,
    joining_underscores,
    letter_marks,
    margined,
    marks_of,
    outlines,
)  # fmt: skip
from annotations.engine.word_spelling import ALL_CAPITALS as ALL_CAPITALS
from annotations.engine.word_spelling import HAS_DIGIT as HAS_DIGIT
from annotations.engine.word_spelling import HAS_LETTER as HAS_LETTER
from annotations.engine.word_spelling import IMITATES as IMITATES
from annotations.engine.word_spelling import INITIAL_CAPITAL as INITIAL_CAPITAL
from annotations.engine.word_spelling import JOINS as JOINS
from annotations.engine.word_spelling import LONGEST_GAP, Entries, gap_between, gap_of_classes, spell
from annotations.engine.word_spelling import MIXED_SCRIPT as MIXED_SCRIPT
from annotations.engine.word_spelling import SIGNS as SIGNS
from annotations.engine.word_spelling import SINGLE_LETTER as SINGLE_LETTER
from annotations.engine.word_spelling import STOP as STOP
from annotations.engine.word_spelling import Bits as Bits

Letters = npt.NDArray[Any]

_ODD = np.array(
    [bool(flags & (MIXED_SCRIPT | IMITATES) or (flags & HAS_DIGIT and flags & HAS_LETTER)) for flags in range(256)]
)
"""By the flags of a word: whether it may imitate another."""
_LAST_DIGIT = ord("9")
_SCRIPT_BITS = 10
"""Latin letters and Cyrillic ones differ above so many bits."""


@dataclass(eq=False)
class Words:
    """The words of a text, one entry a word in each array. Nothing of it changes."""

    starts: Places
    ends: Places
    marks: Marks
    """The marks of the letters of the text and of what parts its words (``word_outlines``)."""
    edges: Places
    """Where the first word begins and ends among the marks, the second, ..."""
    pieces: tuple[str, ...]
    """The text, when it is plain: its parts, a line feed between two. None for all others."""
    changes: Places | None = None
    """Of a plain text: where inside words letters of another class begin; ``None`` where nobody has looked."""
    read: tuple[Letters, tuple[Bits, Bits]] | None = None
    """Of a text that is not plain: its letters, flags and gaps."""
    part_of: tuple[Words, slice] | None = None
    """The words among which these were read, and which of them they are."""

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def text(self) -> str:
        """The text, when it is plain."""
        return "\n".join(self.pieces)

    @property
    def flags(self) -> Bits:
        """How each word is written (``ALL_CAPITALS`` and its like)."""
        return self._spelled[0]

    @property
    def gaps(self) -> Bits:
        """What stands before each word (``JOINS`` and its like)."""
        return self._spelled[1]

    @cached_property
    def _spelled(self) -> tuple[Bits, Bits]:
        if self.read is not None:
            return self.read[1]
        if not len(self):
            return np.zeros(0, dtype=np.uint8), np.zeros(0, dtype=np.uint8)
        entries = np.zeros(len(self.text) + 1, dtype=np.uint32)
        np.take(fold_table(), codes_of(self.text), out=entries[:-1], mode="clip")
        entries[:-1][self.marks[MARGIN:-MARGIN] == UNDERSCORE_MARK] = UNDERSCORE
        return spell(entries, self.edges)

    def gaps_at(self, at: Places) -> Bits:
        """``gaps`` before some words of a plain text, none of them the first, without a look at all others."""
        before, starts = self.edges.take(2 * at - 1), self.edges.take(2 * at)
        width, marks = starts - before, self.marks[MARGIN:]
        classes = marks.take(before)
        wide = (width > 1).nonzero()[0]
        for further in range(1, LONGEST_GAP):
            if not len(wide):
                break
            classes[wide] |= marks.take(before.take(wide) + further)
            wide = wide[width.take(wide) > further + 1]
        gaps = gap_of_classes(classes)
        if len(wide):
            gaps[wide] = 0
        stops = (gaps & np.uint8(STOP)).nonzero()[0]
        if len(stops):
            ended, begun = before.take(stops), self.edges.take(2 * at.take(stops) - 2)
            letter = marks.take(begun) & np.uint8(DIGIT_MARK | SHARED) != DIGIT_MARK
            gaps[stops] |= (ended - begun == 1) & letter  # JOINS is 1
        return gaps

    @cached_property
    def views(self) -> tuple[memoryview, memoryview]:
        """``starts`` and ``ends`` as memory that plain Python reads quickly, one at a time."""
        return self.starts.data, self.ends.data

    def gap_before(self, text: str, at: int) -> int:
        """The gap before one word of ``text``, not the first."""
        if self.read is not None:
            return int(self.read[1][1][at])
        starts, ends = self.views
        between = text[ends[at - 1] : starts[at]]
        return JOINS if between == " " else gap_between(between, after_letter=self.is_letter(at - 1))

    def is_initial(self, text: str, at: int) -> bool:
        """Whether a word of ``text`` is a single capital letter."""
        return self.is_letter(at) and self.is_capital(text, at)

    def is_capital(self, text: str, at: int) -> bool:
        """Whether a word of ``text`` begins with a capital letter."""
        if self.read is not None:
            return bool(self.read[1][0][at] & INITIAL_CAPITAL)
        letter = text[self.views[0][at]]
        return letter.isupper() or letter.istitle()

    def is_letter(self, at: int) -> bool:
        """Whether a word is a single letter."""
        if self.read is not None:
            return bool(self.read[1][0][at] & SINGLE_LETTER)
        first = self.views[0][at]
        return self.views[1][at] - first == 1 and self.marks[MARGIN + first] & (DIGIT_MARK | SHARED) != DIGIT_MARK

    @cached_property
    def odd(self) -> list[int]:
        """Words that may imitate others: of letters of two scripts, of letters and digits, of rare look-alikes."""
        if self.read is not None:
            return list(map(int, _ODD.take(self.read[1][0]).nonzero()[0]))
        changes = _class_changes(self.letters) if self.changes is None else self.changes
        if not len(changes):
            return []
        return sorted(set(self.ends.searchsorted(changes, side="right").tolist()))

    @cached_property
    def letters(self) -> Letters:
        """The folded letters of the text and what parts its words; ``edges`` are places in it."""
        if self.read is not None:
            return self.read[0]
        letters = np.zeros(len(self.text) + 1, dtype=np.uint32)
        np.take(fold_table(), codes_of(self.text), out=letters[:-1], mode="clip")
        letters &= np.uint32(CODE_MASK)
        letters[:-1][self.marks[MARGIN:-MARGIN] == UNDERSCORE_MARK] = ord("_")
        return letters

    @cached_property
    def hashes(self) -> Hashes:
        """What each word hashes to: the same wherever it stands."""
        if self.part_of is not None:
            every, own = self.part_of
            return every.hashes[own]
        return hash_letters(self.letters, self.edges)

    @cached_property
    def outlines(self) -> Hashes:
        """The outline of each word (``word_outlines``)."""
        return outlines(self.marks, self.edges[0::2], self.edges[1::2])


def read_words(text: str) -> Words:
    """The words of ``text``. Takes any text; the time is linear in its length."""
    marks = marks_of(text)
    highest = int(np.maximum.reduce(marks))
    return read_odd(text) if highest == ODD_MARK else plain_words((text,), marks, highest)


def plain_words(pieces: tuple[str, ...], marks: Marks, highest: int) -> Words:
    """The words of a text of plain letters, given in parts; ``highest``: the highest of its marks."""
    classes = marks[MARGIN - 1 : 1 - MARGIN] >> CLASS_BITS
    edges: Places = (classes[1:] != classes[:-1]).nonzero()[0]
    changes: Places | None = edges[:0]
    if len(edges) & 1 or np.count_nonzero(classes.take(edges[0::2])):
        inside = (classes.take(edges) != 0) & (classes.take(edges + 1) != 0)
        changes, edges = edges[inside] - 1, edges[~inside]
    return Words(edges[0::2], edges[1::2], marks, edges, pieces, changes if highest < OTHER_MARK else None)


def _class_changes(letters: Letters) -> Places:
    """The places inside words before which and behind which letters of two scripts stand, or a letter and a digit."""
    scripts, digits = letters >> _SCRIPT_BITS, letters <= _LAST_DIGIT
    inside = letters != 0
    changes = digits[1:] != digits[:-1]
    changes |= scripts[1:] != scripts[:-1]
    changes &= inside[1:]
    changes &= inside[:-1]
    at: Places = changes.nonzero()[0]
    return at


def word_edges(letters: Letters) -> Places:
    """Where words begin and end; the last letter is a sentinel."""
    inside = np.zeros(len(letters) + 1, dtype=np.bool_)
    np.not_equal(letters, 0, out=inside[1:])
    edges: Places = (inside[1:] != inside[:-1]).nonzero()[0]
    return edges


def read_odd(text: str) -> Words:
    """The words of a text with characters that are not plain: everything about them, at once."""
    codes = codes_of(text)
    entries = np.zeros(len(codes) + 1, dtype=np.uint32)
    np.take(fold_table(), codes, out=entries[:-1], mode="clip")
    if "_" in text:
        entries[joining_underscores(codes, entries & np.uint32(CODE_MASK) != 0)] = UNDERSCORE
    composed = int(np.bitwise_or.reduce(entries)) & (Letter.IRREGULAR << CODE_BITS)
    first, last = None, None
    if composed:
        entries, first, last = compose(text, entries)
    words = _words_of_entries(entries)
    if first is None or last is None:
        return words
    words.starts, words.ends = first.take(words.starts), last.take(words.ends - 1)
    return words


def word_hash(word: str) -> int:
    """The hash of one word; raises ``ValueError`` when ``word`` is not exactly one."""
    words = read_words(word)
    if len(words) != 1:
        raise ValueError(f"{word!r} holds {len(words)} words; give one")
    return int(words.hashes[0])


def folded_words(text: str) -> tuple[str, ...]:
    """The words of ``text``, folded."""
    words = read_words(text)
    return tuple(fold(text[start:end]) for start, end in zip(words.starts.tolist(), words.ends.tolist(), strict=True))


def _words_of_entries(entries: Entries) -> Words:
    letters = entries & np.uint32(CODE_MASK)
    edges = word_edges(letters)
    none = np.zeros(0, dtype=np.uint8)
    spelled = spell(entries, edges) if len(edges) else (none, none)
    return Words(edges[0::2], edges[1::2], margined(letter_marks(letters)), edges, (), read=(letters, spelled))
