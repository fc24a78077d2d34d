"""Known articles, and which of them share fingerprints with a text: the interface, and an index in memory.

The engine asks a :class:`KnownArticles` three things and no more, so an index over millions of articles, in a database
or behind a service, can take the place of the one here (docs/decisions/0009).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from annotations.engine.article import Article
from annotations.engine.copies.fingerprints import runs_of, winnowed
from annotations.engine.copies.stream import Flags, Tokens, stream_of
from annotations.engine.document.build import read_document
from annotations.engine.document.limits import DocumentTooComplex

FEWEST_SHARED = 2
"""Fingerprints that a known article must share to be looked at."""
_COMMON = 64
_COMMON_SHARE = 0.005
_FAST = 1


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known article that may be the origin of a text."""

    key: int
    shared: int
    """Fingerprints that both have, those that are common left out."""


class KnownArticles(Protocol):
    """An index over known articles. ``fingerprints`` are those that ``fingerprints.winnowed`` gives of a text."""

    def candidates(self, fingerprints: Tokens, *, most: int) -> Sequence[Candidate]:
        """The articles that share most of the fingerprints, best first, equal ones by key; ``FEWEST_SHARED`` or more
        each."""
        ...

    def article(self, key: int) -> Article:
        """The known article as it came in."""
        ...

    def common(self, fingerprints: Tokens) -> Flags:
        """For each fingerprint, whether so many known articles have it that it tells nothing: a site's own boilerplate,
        the frame of a weather report."""
        ...


class CopyIndex:
    """An inverted index in memory: fingerprints in order, and for each the articles that have it."""

    def __init__(self, articles: Iterable[Article]) -> None:
        """Reads every article once; takes time in proportion to their text. Articles too complex to be read are known
        by none of their words."""
        self._packed: list[bytes] = []
        prints: list[Tokens] = []
        for article in articles:
            # Few are ever asked for again, and packed they take a fifth of the room.
            self._packed.append(zlib.compress(article.model_dump_json(exclude_unset=True).encode(), _FAST))
            prints.append(_fingerprints(article))
        counts = np.fromiter(map(len, prints), dtype=np.intp, count=len(prints))
        owners = np.repeat(np.arange(len(prints), dtype=np.uint32), counts)
        values = np.concatenate(prints) if prints else np.zeros(0, dtype=np.uint64)
        order = np.argsort(values, kind="stable")
        self._values, self._owners = values[order], owners[order]
        self._most = max(_COMMON, int(_COMMON_SHARE * len(self._packed)))

    def __len__(self) -> int:
        return len(self._packed)

    def candidates(self, fingerprints: Tokens, *, most: int) -> Sequence[Candidate]:
        first, last = self._places(np.unique(fingerprints))
        telling = (last > first) & (last - first <= self._most)
        if not telling.any():
            return ()
        owners = np.concatenate(
            [self._owners[low:high] for low, high in zip(first[telling], last[telling], strict=True)]
        )
        keys, shared = np.unique(owners, return_counts=True)
        best = np.lexsort((keys, -shared))[:most]
        return tuple(
            Candidate(int(keys[at]), int(shared[at])) for at in best if int(shared[at]) >= FEWEST_SHARED
        )

    def article(self, key: int) -> Article:
        return Article.model_validate_json(zlib.decompress(self._packed[key]))

    def common(self, fingerprints: Tokens) -> Flags:
        first, last = self._places(fingerprints)
        return (last - first) > self._most

    def _places(self, fingerprints: Tokens) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        first = np.searchsorted(self._values, fingerprints, side="left")
        return first, np.searchsorted(self._values, fingerprints, side="right")


def _fingerprints(article: Article) -> Tokens:
    """Each fingerprint of an article once."""
    try:
        document = read_document(article, language=article.language or "und")
    except DocumentTooComplex:
        return np.zeros(0, dtype=np.uint64)
    return np.unique(winnowed(runs_of(stream_of(document).tokens))[0])
