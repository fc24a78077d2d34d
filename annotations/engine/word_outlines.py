"""Marks of characters, one byte each, and outlines of words: their first eight marks, read as one number.

A mark tells the class of a character in its upper two bits (no letter, Latin, Cyrillic, all others) and what matters of
it below: what it does between two words, or which letter it is. Plain letters (a to z, а to я, digits) have marks of
their own; others share some, which ``SHARED`` tells. A word that begins no name drops out by its outline alone; and
outline and tail together say exactly which word it is, unless it is long or has a letter whose mark is shared.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from annotations.engine.folding import CODE_BITS, CODE_MASK, Letter, fold_table
from annotations.engine.word_hashes import MULTIPLIER, Hashes, Places, hash_folded, mix

Marks = npt.NDArray[np.uint8]
"""Marks of characters between ``MARGIN`` others on both sides; of a text that was read by itself these are zeros."""

MARGIN = 8
"""Characters in an outline."""
CLASS_BITS = np.uint8(6)
LETTER_MARK, CYRILLIC_MARK, DIGIT_MARK, OTHER_MARK, ODD_MARK = 0x40, 0x80, 0xC0, 0xE0, 0xFF
"""The lowest marks of letters (Latin ones), of Cyrillic ones, of digits, of letters whose script no class tells; and
that of a character which only the full fold table can tell."""
SHARED = 0x20
"""The bit of a letter's mark that several letters share."""
BETWEEN = 63
"""The bits of other marks that tell what they do between two words (``folding.Between``)."""
UNDERSCORE_MARK = LETTER_MARK | SHARED | 31
"""Of an underscore inside a word, and of nothing else."""
STEM_BITS = 6 * 8
"""Bits of an outline that tell its first six marks, a stem: endings rarely change them."""
LONGEST = 15
"""Letters of a word of which outline and tail tell all."""
_TAIL = 7
_MULTIPLIER = np.uint64(MULTIPLIER)
_INVERSE = np.uint64(pow(MULTIPLIER, -1, 1 << 64))
_STEM_BITS = np.uint64((1 << STEM_BITS) - 1)
_SHARED_ANYWHERE = np.uint64(0x0101010101010101 * SHARED)
_MARGIN = bytes(MARGIN)
_PAGE = 1 << 15
_LITTLE = np.dtype("<u8")
_NOT_PLAIN = (Letter.IRREGULAR | Letter.IMITATION | Letter.GREEK) << CODE_BITS


def marks_of(text: str) -> Marks:
    """The marks of a text, ``ODD_MARK`` for what is not plain."""
    if text.isascii():
        found = np.frombuffer(bytearray(_MARGIN + text.encode() + _MARGIN).translate(_ascii_marks()), dtype=np.uint8)
    else:
        found = np.empty(len(text) + 2 * MARGIN, dtype=np.uint8)
        found[:MARGIN] = found[-MARGIN:] = 0
        _mark(text, found[MARGIN:-MARGIN])
    if "_" in text:
        inner = found[MARGIN:-MARGIN]
        inner[joining_underscores(codes_of(text), inner >= LETTER_MARK)] = UNDERSCORE_MARK
    return found


def margined(marks: Marks) -> Marks:
    """Marks with zeros on both sides."""
    around = np.zeros(len(marks) + 2 * MARGIN, dtype=np.uint8)
    around[MARGIN:-MARGIN] = marks
    return around


def codes_of(text: str) -> npt.NDArray[np.uint32]:
    """The code points of ``text``."""
    return np.array(text).reshape(1).view(np.uint32)[: len(text)]


def _mark(text: str, marks: Marks) -> None:
    """Fills ``marks`` page by page: what is worked out on the way stays in the processor's cache."""
    table = mark_table()
    for at in range(0, len(text), _PAGE):
        table.take(codes_of(text[at : at + _PAGE]), out=marks[at : at + _PAGE], mode="clip")


def joining_underscores(codes: npt.NDArray[np.uint32], inside: npt.NDArray[np.bool_]) -> Places:
    """Where an underscore inside a word (``snake_case``) is a letter of it; around a word it is emphasis.

    ``inside``: for each character whether it is a letter.
    """
    at = np.flatnonzero(codes == ord("_"))
    at = at[(at > 0) & (at < len(codes) - 1)]
    joining: Places = at[inside[at - 1] & inside[at + 1]]
    return joining


def outlines(marks: Marks, starts: Places, ends: Places) -> Hashes:
    """The outline of each word between ``starts`` and ``ends``, which count from the end of the margin. No two words
    with other first letters share one, and its upper bits are spread well."""
    found: Hashes = _eights(marks, MARGIN)[starts]
    found &= _kept().take(ends - starts, mode="clip")
    found *= _MULTIPLIER
    return found


def stems(outlines: Hashes) -> Hashes:
    """What outlines tell of the first six marks, which are nearly always the same in all cases: the lower bits of a
    product depend on the lower bits of its factors alone."""
    return outlines & _STEM_BITS


def tails(marks: Marks, ends: Places, lengths: Places, outlines: Hashes) -> tuple[Hashes, npt.NDArray[np.bool_]]:
    """The last seven marks of each word and its length; and whether they and its outline tell all of it."""
    found: Hashes = _eights(marks, MARGIN - _TAIL)[ends]
    found <<= np.uint64(8)
    found >>= _dropped().take(lengths, mode="clip")
    every = outlines * _INVERSE
    every |= found
    every &= _SHARED_ANYWHERE
    exact = (every == 0) & (lengths <= LONGEST)
    found <<= np.uint64(8)
    found |= lengths.astype(np.uint64)
    return found, exact


def keys(outlines: Hashes, tails: Hashes) -> Hashes:
    """One number of outline and tail. The tails are mixed first: words that differ in one letter differ in all bits.
    Mixing loses nothing, so that a key and an outline together tell the tail."""
    found = mix(tails)
    found += outlines
    return found


@lru_cache(maxsize=1)
def mark_table() -> Marks:
    """For each code point its mark; combining and invisible marks, ligatures, Greek and look-alikes are not plain, and
    no letters beyond the first 65536 code points are."""
    entries = fold_table()
    letters = entries & np.uint32(CODE_MASK)
    marks = letter_marks(letters)
    marks[entries & np.uint32(_NOT_PLAIN) != 0] = ODD_MARK
    marks[0x10000:][letters[0x10000:] != 0] = ODD_MARK
    between = (letters == 0) & (marks != ODD_MARK)
    marks[between] = (entries[between] >> np.uint32(CODE_BITS)) & np.uint32(BETWEEN)
    return marks


def letter_marks(letters: npt.NDArray[Any]) -> Marks:
    """The marks of folded letters, 0 for 0."""
    return _letter_marks().take(letters)


@lru_cache(maxsize=1)
def _ascii_marks() -> bytes:
    return mark_table()[:256].tobytes()


@lru_cache(maxsize=1)
def _letter_marks() -> Marks:
    letters = np.arange(0x110000, dtype=np.uint32)
    marks = OTHER_MARK | letters % 31
    marks[:0x800] = CYRILLIC_MARK | SHARED | letters[:0x800] & 31
    marks[:0x400] = LETTER_MARK | SHARED | letters[:0x400] % 31
    for first, last, lowest in (("а", "я", CYRILLIC_MARK), ("a", "z", LETTER_MARK), ("0", "9", DIGIT_MARK)):
        marks[ord(first) : ord(last) + 1] = lowest + np.arange(ord(last) - ord(first) + 1)
    marks[ord("_")], marks[0] = UNDERSCORE_MARK, 0
    return marks.astype(np.uint8)


def _eights(marks: Marks, first: int) -> Hashes:
    """Every eight neighbouring marks from the one with the number ``first`` on, as one number."""
    eights: Hashes = np.ndarray((len(marks) - 2 * MARGIN + 1,), _LITTLE, marks.data, first, (1,))
    return eights


def outlines_folded(words: Sequence[str]) -> Hashes:
    """The outlines of words that are folded already."""
    return _folded(words)[0]


def keys_folded(words: Sequence[str]) -> tuple[Hashes, Hashes, Hashes, npt.NDArray[np.bool_]]:
    """Of words that are folded already: keys, outlines and tails, and whether these tell all of a word.

    The key of a word of which they do not is the hash of its letters.
    """
    outlines, marks, ends, lengths = _folded(words)
    found, exact = tails(marks, ends, lengths, outlines)
    together = keys(outlines, found)
    inexact = (~exact).nonzero()[0]
    together[inexact] = hash_folded([words[at] for at in inexact.tolist()])
    return together, outlines, found, exact


def _folded(words: Sequence[str]) -> tuple[Hashes, Marks, Places, Places]:
    lengths = np.fromiter(map(len, words), dtype=np.intp, count=len(words))
    ends: Places = np.cumsum(lengths, dtype=np.intp)
    letters = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    marks = margined(letter_marks(letters))
    return outlines(marks, ends - lengths, ends), marks, ends, lengths


@lru_cache(maxsize=1)
def _kept() -> Hashes:
    """For each length of a word the bits of eight marks that are its own."""
    return np.array([(1 << 8 * length) - 1 for length in range(MARGIN + 1)], dtype=np.uint64)


@lru_cache(maxsize=1)
def _dropped() -> Hashes:
    """For each length of a word by how many bits the marks before it are shifted out."""
    return np.array([63, *(8 * (MARGIN - length) for length in range(1, _TAIL + 1))], dtype=np.uint64)
