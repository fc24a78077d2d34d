"""Texts whose characters do not count one for one: combining and invisible marks, ligatures."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import pairwise

import numpy as np

from annotations.engine.folding import CODE_BITS, CODE_MASK, Letter, fold_table
from annotations.engine.word_hashes import Places
from annotations.engine.word_spelling import Entries

UNDERSCORE = ord("_") | Letter.LETTER << CODE_BITS
_LONGEST_CLUSTER = 30


def compose(text: str, entries: Entries) -> tuple[Entries, Places, Places]:
    """Entries with marks composed or dropped and ligatures resolved; where each begins and ends in ``text``."""
    length = len(text)
    counts, lasts = np.ones(length, dtype=np.intp), np.arange(1, length + 1, dtype=np.intp)
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
    return composed, np.repeat(np.arange(length, dtype=np.intp), counts), np.repeat(lasts, counts)


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
    if cluster.startswith("_"):
        # The letter before the marks may be an underscore that joins; by itself it counts as none.
        return (UNDERSCORE, *_fold_cluster(cluster[1:]))
    table = fold_table()
    entries = (int(table[ord(character)]) for character in unicodedata.normalize("NFKC", cluster))
    return tuple(entry & ~(Letter.IRREGULAR << CODE_BITS) for entry in entries if entry & CODE_MASK)
