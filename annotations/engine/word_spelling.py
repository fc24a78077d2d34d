"""How the words of a text are written and what stands between them: flags and gaps, one byte a word each."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from annotations.engine.folding import CODE_BITS, SCRIPT_SHIFT, Between, Letter, fold_table
from annotations.engine.word_hashes import Places

INITIAL_CAPITAL = Letter.UPPER
ALL_CAPITALS = 2
"""Two capital letters or more and no small one."""
MIXED_SCRIPT = 4
"""Letters of two scripts among Latin, Cyrillic and Greek, or a letter that imitates one of these."""
SINGLE_LETTER = 8
HAS_DIGIT = 16
HAS_LETTER = 32
IMITATES = 64
"""A letter or digit that imitates a Latin or Cyrillic one."""

JOINS = 1
"""Nothing between the words parts a name: spaces, hyphens, quotation marks, footnote marks, a stop after an initial."""
SIGNS = 2
"""A sign stands between them (comma, ampersand, stop, dash with spaces): only a name that has it too goes on."""
STOP = 4
"""A full stop stands between them."""
LONGEST_GAP = 5
"""Characters between two words of one name, at most."""


Bits = npt.NDArray[np.uint8]
Entries = npt.NDArray[np.uint32]
_SINGLE = Letter.IRREGULAR.bit_length()
"""Bit above the classes: the word has one character."""


def spell(entries: Entries, edges: Places) -> tuple[Bits, Bits]:
    """Flags and gaps of the words between ``edges`` of a text, given as entries of the fold table and a sentinel."""
    starts, ends = edges[0::2], edges[1::2]
    classes = entries >> np.uint32(CODE_BITS)
    runs = np.bitwise_or.reduceat(classes, edges)
    flags = _flags(runs[0::2], classes, starts, ends)
    return flags, _gaps(runs[1::2], flags, starts, ends)


def _flags(runs: Entries, classes: Entries, starts: Places, ends: Places) -> Bits:
    single = (ends - starts == 1).astype(np.uint32) << np.uint32(_SINGLE)
    flags: Bits = _word_flags().take(runs | single)
    flags |= classes.take(starts).astype(np.uint8) & np.uint8(INITIAL_CAPITAL)
    with_digits = np.uint8(ALL_CAPITALS | HAS_DIGIT)
    for word in (flags & with_digits == with_digits).nonzero()[0].tolist():
        if np.count_nonzero(classes[starts[word] : ends[word]] & np.uint32(Letter.UPPER)) < 2:
            flags[word] &= ~np.uint8(ALL_CAPITALS)
    return flags


def _gaps(runs: Entries, flags: Bits, starts: Places, ends: Places) -> Bits:
    gaps = np.zeros(len(starts), dtype=np.uint8)
    between = _gap_flags().take(runs[:-1] & np.uint32(63))
    after_letter = flags[:-1] & np.uint8(SINGLE_LETTER) != 0
    between |= after_letter & (between & np.uint8(STOP) != 0)  # JOINS is 1
    np.multiply(between, starts[1:] - ends[:-1] <= LONGEST_GAP, out=gaps[1:])
    return gaps


@lru_cache(maxsize=1)
def _word_flags() -> Bits:
    """What the classes of a word's characters together, and whether it has but one, say of it."""
    table = np.zeros(1 << (_SINGLE + 1), dtype=np.uint8)
    for classes in range(len(table)):
        single, letter = classes >> _SINGLE, classes & Letter.LETTER
        capitals = classes & Letter.UPPER and not classes & Letter.LOWER and not single
        mixed = ((classes >> SCRIPT_SHIFT) & 15).bit_count() > 1
        table[classes] = ALL_CAPITALS * bool(capitals) | MIXED_SCRIPT * mixed
        table[classes] |= HAS_DIGIT * bool(classes & Letter.DIGIT) | HAS_LETTER * bool(letter)
        table[classes] |= SINGLE_LETTER * bool(single and letter) | IMITATES * bool(classes & Letter.IMITATION)
    return table


@lru_cache(maxsize=1)
def _gap_flags() -> Bits:
    """What the classes of the characters between two words together allow."""
    table = np.zeros(64, dtype=np.uint8)
    for classes in range(64):
        spaced_dash = classes & Between.DASH and classes & Between.SPACE
        if classes & Between.BREAK:
            table[classes] = 0
        elif classes & Between.SIGN or spaced_dash:
            table[classes] = SIGNS
        else:
            table[classes] = SIGNS | STOP if classes & Between.STOP else JOINS
    return table


def gap_of_classes(classes: Bits) -> Bits:
    """What characters of these classes together allow between two words."""
    return _gap_flags().take(classes)


@lru_cache(maxsize=1 << 12)
def gap_between(between: str, *, after_letter: bool) -> int:
    """The gap that the characters ``between`` two words make, after a single letter or not."""
    if len(between) > LONGEST_GAP:
        return 0
    classes = 0
    for character in between:
        classes |= int(fold_table()[ord(character)]) >> CODE_BITS & 63
    gap = int(_gap_flags()[classes])
    return gap | JOINS if gap & STOP and after_letter else gap
