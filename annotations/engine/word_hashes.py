"""Hashes of words: a polynomial over their folded letters, the same for a word wherever it stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]
Places = npt.NDArray[np.intp]

MULTIPLIER = 0x9E3779B97F4A7C15
"""Odd, so that it has an inverse modulo 2**64: hashes of all words are brought to one origin with it."""
MIXER = 0xD6E8FEB86659FD93
_MIXER = np.uint64(MIXER)
_HALF, _LESS = np.uint64(32), np.uint64(29)
_PAGE = 1 << 16


def mix(hashes: Hashes) -> Hashes:
    """Spread the differences of close values over all 64 bits."""
    mixed = hashes >> _HALF
    mixed ^= hashes
    mixed *= _MIXER
    mixed ^= mixed >> _LESS
    return mixed


def hash_folded(words: Sequence[str]) -> Hashes:
    """The hashes of words that are folded already."""
    if not len(words):
        return np.zeros(0, dtype=np.uint64)
    letters = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    edges = np.zeros(2 * len(words), dtype=np.intp)
    np.cumsum(np.fromiter(map(len, words), dtype=np.intp, count=len(words)), out=edges[1::2])
    edges[2::2] = edges[1:-1:2]
    return hash_letters(letters, edges)


def hash_letters(letters: npt.NDArray[Any], edges: Places) -> Hashes:
    """The hashes of the words of ``letters``; ``edges``: where the first begins and ends, the second, ...

    Worked out page by page: what is needed for one stays in the processor's cache.
    """
    if len(letters) <= _PAGE:
        return _hash_page(letters, edges)
    parts: list[Hashes] = []
    done = 0
    while done < len(edges):
        start = int(edges[done])
        last = max(int(edges.searchsorted(start + _PAGE, side="right")) & ~1, done + 2)
        parts.append(_hash_page(letters[start : edges[last - 1]], edges[done:last] - start))
        done = last
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.uint64)


def _hash_page(letters: npt.NDArray[Any], edges: Places) -> Hashes:
    """Differences of prefix sums of the polynomial, brought to one origin; arithmetic is modulo 2**64."""
    if len(letters) > _PAGE:
        return _hash_long(letters)
    up, down = _powers()
    sums = np.zeros(len(letters) + 1, dtype=np.uint64)
    np.multiply(letters, up[: len(letters)], out=sums[1:], dtype=np.uint64, casting="unsafe")
    np.cumsum(sums, out=sums)
    at_edges = sums.take(edges)
    found = at_edges[1::2] - at_edges[0::2]
    found *= down.take(edges[0::2])
    return mix(found)


def _hash_long(letters: npt.NDArray[Any]) -> Hashes:
    """The hash of one word that is longer than a page."""
    total = 0
    for letter in reversed(letters.tolist()):
        total = (total * MULTIPLIER + letter) % (1 << 64)
    return mix(np.array([total], dtype=np.uint64))


@lru_cache(maxsize=1)
def _powers() -> tuple[Hashes, Hashes]:
    """Powers of the multiplier for positions in a page, and the same of its inverse."""
    return _powers_of(MULTIPLIER), _powers_of(pow(MULTIPLIER, -1, 1 << 64))


def _powers_of(number: int) -> Hashes:
    steps = np.full(_PAGE, number, dtype=np.uint64)
    steps[0] = 1
    return np.cumprod(steps)
