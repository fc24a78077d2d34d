"""Words of a text in one vectorised pass: where they stand, what they hash to, how they are written.

A word is a run of letters and digits. Apostrophes and hyphens part words; raised digits and letters are footnote marks
and belong to none. Words are compared folded (``folding``): case, ё and е, accents, stress marks, full-width letters
and the way in which an accent is encoded do not matter. Positions are code points of the text that was given.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from annotations.engine.folding import CODE_BITS, CODE_MASK, SCRIPT_SHIFT, Between, Letter, fold_table
from annotations.engine.folding import fold as fold
from annotations.engine.imitation import skeletons as skeletons

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

Numbers32 = npt.NDArray[np.int32]
Bits = npt.NDArray[np.uint8]
Hashes = npt.NDArray[np.uint64]
Entries = npt.NDArray[np.uint32]

MULTIPLIER = 0x9E3779B97F4A7C15
"""Odd, so that it has an inverse modulo 2**64: hashes of all words are brought to one origin with it."""
_MIXER = np.uint64(0xD6E8FEB86659FD93)
_PAGE = 1 << 16
_LONGEST_CLUSTER = 30
_SINGLE = Letter.IRREGULAR.bit_length()
"""Bit above the classes: the word has one character."""


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of a text, one entry a word in each array. ``gaps[i]`` tells what stands before word ``i``."""

    starts: Numbers32
    ends: Numbers32
    hashes: Hashes
    flags: Bits
    gaps: Bits

    def __len__(self) -> int:
        return len(self.starts)


def mix(hashes: Hashes) -> Hashes:
    """Spread the differences of close values over all 64 bits."""
    mixed = (hashes ^ (hashes >> np.uint64(32))) * _MIXER
    return mixed ^ (mixed >> np.uint64(29))


def read_words(text: str) -> Words:
    """The words of ``text``. Takes any text; the time is linear in its length."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    entries = np.zeros(len(codes) + 1, dtype=np.uint32)
    np.take(fold_table(), codes, out=entries[:-1], mode="clip")
    if "_" in text:
        _join_underscores(entries, codes)
    if int(np.bitwise_or.reduce(entries)) & (Letter.IRREGULAR << CODE_BITS):
        entries, first, last = _compose(text, entries)
        words = _cut(entries)
        return Words(first.take(words.starts), last.take(words.ends - 1), words.hashes, words.flags, words.gaps)
    return _cut(entries)


def word_hash(word: str) -> int:
    """The hash of one word; raises ``ValueError`` when ``word`` is not exactly one."""
    words = read_words(word)
    if len(words) != 1:
        raise ValueError(f"{word!r} holds {len(words)} words; give one")
    return int(words.hashes[0])


def hash_folded(words: Sequence[str]) -> Hashes:
    """The hashes of words that are folded already."""
    letters = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    ends = np.cumsum(np.fromiter(map(len, words), dtype=np.intp, count=len(words)))
    return _hash(letters, np.concatenate(([0], ends[:-1])), ends) if len(words) else np.zeros(0, dtype=np.uint64)


def folded_words(text: str) -> tuple[str, ...]:
    """The words of ``text``, folded."""
    words = read_words(text)
    return tuple(fold(text[start:end]) for start, end in zip(words.starts.tolist(), words.ends.tolist(), strict=True))


def _join_underscores(entries: Entries, codes: Entries) -> None:
    """Make an underscore inside a word (``snake_case``) a letter of it; around a word it is emphasis."""
    at = np.flatnonzero(codes == ord("_"))
    at = at[(at > 0) & (at < len(codes) - 1)]
    inside = (entries[at - 1] & CODE_MASK != 0) & (entries[at + 1] & CODE_MASK != 0)
    entries[at[inside]] = ord("_") | Letter.LETTER << CODE_BITS


def _cut(entries: Entries) -> Words:
    """The words of a text whose characters count one for one; the last entry is a sentinel."""
    letters = entries & np.uint32(CODE_MASK)
    inside = np.zeros(len(entries) + 1, dtype=np.bool_)
    np.not_equal(letters, 0, out=inside[1:])
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    starts, ends = edges[0::2], edges[1::2]
    if not len(starts):
        none = np.zeros(0, dtype=np.int32)
        return Words(none, none, none.astype(np.uint64), none.astype(np.uint8), none.astype(np.uint8))
    classes = entries >> np.uint32(CODE_BITS)
    runs = np.bitwise_or.reduceat(classes, edges)
    flags = _flags(runs[0::2], classes, starts, ends)
    gaps = _gaps(runs[1::2], flags, starts, ends)
    hashes = _hash(letters, starts, ends)
    return Words(starts.astype(np.int32), ends.astype(np.int32), hashes, flags, gaps)


def _flags(runs: Entries, classes: Entries, starts: npt.NDArray[np.intp], ends: npt.NDArray[np.intp]) -> Bits:
    single = (ends - starts == 1).astype(np.uint32) << np.uint32(_SINGLE)
    flags: Bits = _word_flags().take(runs | single)
    flags |= classes.take(starts).astype(np.uint8) & np.uint8(INITIAL_CAPITAL)
    with_digits = np.uint8(ALL_CAPITALS | HAS_DIGIT)
    for word in (flags & with_digits == with_digits).nonzero()[0].tolist():
        if np.count_nonzero(classes[starts[word] : ends[word]] & np.uint32(Letter.UPPER)) < 2:
            flags[word] &= ~np.uint8(ALL_CAPITALS)
    return flags


def _gaps(runs: Entries, flags: Bits, starts: npt.NDArray[np.intp], ends: npt.NDArray[np.intp]) -> Bits:
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


def _hash(letters: Entries, starts: npt.NDArray[np.intp], ends: npt.NDArray[np.intp]) -> Hashes:
    """Differences of prefix sums of a polynomial hash, brought to one origin; arithmetic is modulo 2**64."""
    up, up_pages, down, down_pages = _powers()
    pages = -(-len(letters) // _PAGE)
    weights = up[: len(letters)] if pages == 1 else np.multiply.outer(up_pages[:pages], up).ravel()[: len(letters)]
    sums = np.zeros(len(letters) + 1, dtype=np.uint64)
    np.multiply(letters, weights, out=sums[1:], dtype=np.uint64, casting="unsafe")
    np.cumsum(sums, out=sums)
    origin = down.take(starts) if pages == 1 else down.take(starts % _PAGE) * down_pages.take(starts // _PAGE)
    return mix((sums.take(ends) - sums.take(starts)) * origin)


@lru_cache(maxsize=1)
def _powers() -> tuple[Hashes, Hashes, Hashes, Hashes]:
    """Powers of the multiplier for positions in a page and for pages, and the same of its inverse."""
    inverse = pow(MULTIPLIER, -1, 1 << 64)
    up, down = _powers_of(MULTIPLIER), _powers_of(inverse)
    return up, _powers_of(pow(MULTIPLIER, _PAGE, 1 << 64)), down, _powers_of(pow(inverse, _PAGE, 1 << 64))


def _powers_of(number: int) -> Hashes:
    steps = np.full(_PAGE, number, dtype=np.uint64)
    steps[0] = 1
    return np.cumprod(steps)


def _compose(text: str, entries: Entries) -> tuple[Entries, Numbers32, Numbers32]:
    """Entries with marks composed or dropped and ligatures resolved; where each begins and ends in ``text``."""
    length = len(text)
    counts, lasts = np.ones(length, dtype=np.intp), np.arange(1, length + 1, dtype=np.int32)
    clusters = _clusters(entries[:-1])
    made: list[tuple[int, ...]] = []
    for start, end in clusters:
        made.append(_fold_cluster(text[start:end]))
        counts[start], counts[start + 1 : end], lasts[start] = len(made[-1]), 0, end
    composed = np.zeros(int(counts.sum()) + 1, dtype=np.uint32)
    composed[:-1] = np.repeat(entries[:-1], counts)
    offsets = np.cumsum(counts) - counts
    for (start, _), cluster in zip(clusters, made, strict=True):
        composed[offsets[start] : offsets[start] + len(cluster)] = cluster
    return composed, np.repeat(np.arange(length, dtype=np.int32), counts), np.repeat(lasts, counts)


def _clusters(entries: Entries) -> list[tuple[int, int]]:
    """Runs of irregular characters, each with the letter before it, cut where they grow without end."""
    at = np.flatnonzero(entries & np.uint32(Letter.IRREGULAR << CODE_BITS))
    breaks = np.flatnonzero(np.diff(at) != 1) + 1
    firsts = at[np.concatenate(([0], breaks))]
    ends = at[np.concatenate((breaks - 1, [len(at) - 1]))] + 1
    has_base = (firsts > 0) & (entries[firsts - 1] & CODE_MASK != 0)
    clusters: list[tuple[int, int]] = []
    for start, end in zip((firsts - has_base).tolist(), ends.tolist(), strict=True):
        cuts = [*range(start, end, _LONGEST_CLUSTER), end]
        clusters.extend(pairwise(cuts))
    return clusters


@lru_cache(maxsize=1 << 12)
def _fold_cluster(cluster: str) -> tuple[int, ...]:
    table = fold_table()
    entries = (int(table[ord(character)]) for character in unicodedata.normalize("NFKC", cluster))
    return tuple(entry & ~(Letter.IRREGULAR << CODE_BITS) for entry in entries if entry & CODE_MASK)
