"""Copies of known articles in a text: which, how much of it, and where.

What counts is the newsroom's own prose: passages of some length, not speech that everybody reports, and not what many
known articles have in common.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from annotations.engine.article import Article
from annotations.engine.attribution.urls import Address, parse
from annotations.engine.copies.alignment import Passage, overlap
from annotations.engine.copies.fingerprints import RUN, runs_of, winnowed
from annotations.engine.copies.index import KnownArticles
from annotations.engine.copies.stream import Flags, Stream, stream_of
from annotations.engine.document.build import read_document
from annotations.engine.document.limits import DocumentTooComplex
from annotations.engine.document.model import Document
from annotations.engine.language.detect import detect_language

MOST_CANDIDATES = 12
"""Known articles that are compared word by word."""
MOST_COPIES = 3
SHORTEST = 16
"""Words of a passage that no two writers find by chance; the frame of a template is shorter between its blanks."""
_STATED = 1.15
"""By how much an article that says whose it is goes before one that does not."""
_AFTER_TAIL = 4
"""Words that may follow what closes a text."""
_LEAST_OWN = 0.3
"""Below this share of own words a passage is somebody's speech with its lead-in."""


@dataclass(frozen=True, eq=False)
class Known:
    """A known article, read."""

    article: Article
    document: Document
    stream: Stream


@dataclass(frozen=True, eq=False)
class Copy:
    """A known article of which the text repeats a good part."""

    known: Known
    share: float
    """The part of the text's five-word runs that stand in the known article, speech and all."""
    own_share: float
    """The part of the text's own words, speech left out, that stand in long passages of it."""
    own_words: int
    """How many these are."""
    passages: tuple[Passage, ...]
    """The long passages, in the order of the text; positions are words of ``stream``."""
    places: tuple[tuple[int, int], ...]
    """The same in ``Document.text``."""
    also: tuple[Article, ...] = ()
    """Further known articles in which no more than these passages stands."""


def read_known(article: Article) -> Known:
    """A known article, read as the ones that are checked are; raises ``DocumentTooComplex``."""
    stated = (article.language or "").split("-")[0].lower()
    document = read_document(article, language=stated or "und")
    if not stated:
        document = read_document(article, language=detect_language(document.text))
    return Known(article, document, stream_of(document))


def find_copies(
    article: Article, document: Document, index: KnownArticles, *, has_origin: Callable[[Article], bool]
) -> tuple[Copy, ...]:
    """What the article repeats of known ones, the most words first; each stands for words that no other accounts for.

    ``has_origin``: whether a known article says whose it is; of two with the same words such a one goes first. The
    article itself, in whatever revision, and texts that are declared copies of it are no copies.
    """
    stream = stream_of(document)
    prints, _ = winnowed(runs_of(stream.tokens))
    found = []
    for candidate in index.candidates(prints, most=MOST_CANDIDATES):
        known = index.article(candidate.key)
        if is_same(article, known) or is_copy_of(known, article):
            continue
        try:
            copy = compared(document, stream, read_known(known), index)
        except DocumentTooComplex:
            continue
        if copy.passages:
            found.append((copy.own_words * (_STATED if has_origin(known) else 1), copy))
    found.sort(key=lambda pair: (-pair[0], pair[1].known.article.published or "", pair[1].known.article.id))
    return _apart([copy for _, copy in found], len(stream))


def compared(document: Document, stream: Stream, known: Known, index: KnownArticles | None = None) -> Copy:
    """How much of the text stands in one known article."""
    own = ~stream.quoted
    common = _common(stream, index)
    alongside = overlap(stream, known.stream, plain=_plain(document, stream))
    passages = tuple(
        passage for passage in alongside.passages if _is_telling(passage, own, common)
    )
    if _is_tail(passages, stream, known.stream):
        passages = ()
    covered = _covered(passages, len(stream)) & own
    words = int(covered.sum())
    return Copy(
        known=known,
        share=alongside.share,
        own_share=words / max(int(own.sum()), 1),
        own_words=words,
        passages=passages,
        places=_places(document, stream, passages),
    )


def is_same(article: Article, known: Article) -> bool:
    """Whether both are one article, in whatever revision: by address, else by id where none has another address."""
    here, there = _address(article.url), _address(known.url)
    if here is not None and there is not None:
        return str(here) == str(there)
    return article.id == known.id and article.source == known.source


def is_copy_of(one: Article, other: Article) -> bool:
    """Whether ``one`` says that ``other`` is its original."""
    own = _address(other.url)
    if own is None:
        return False
    stated = (_address(one.original_url), _address(one.canonical_url) if one.canonical_url != one.url else None)
    return any(address is not None and str(address) == str(own) for address in stated)


@lru_cache(maxsize=64)
def _address(url: str | None) -> Address | None:
    return parse(url) if url else None


def _is_telling(passage: Passage, own: Flags, common: Flags) -> bool:
    """Whether a passage is long enough, mostly in the newsroom's own words, and not what everybody prints."""
    inside = slice(passage.start, passage.end)
    if passage.matched < SHORTEST or float(own[inside].mean()) < _LEAST_OWN:
        return False
    return not common[inside].all()


def _is_tail(passages: tuple[Passage, ...], stream: Stream, other: Stream) -> bool:
    """Whether all that both have in common closes both, and is the lesser part of both: who made it, who paid for it,
    what may be done with it. Sites print that below every text."""
    if not passages:
        return False
    last = passages[-1]
    closes = len(stream) - last.end <= _AFTER_TAIL and len(other) - last.there_end <= _AFTER_TAIL
    start, there = passages[0].start, min(passage.there for passage in passages)
    return closes and 2 * (len(stream) - start) < len(stream) and 2 * (len(other) - there) < len(other)


def _common(stream: Stream, index: KnownArticles | None) -> Flags:
    """For each word, whether all fingerprints around it are common."""
    common = np.zeros(len(stream), dtype=np.bool_)
    if index is None:
        return common
    prints, at = winnowed(runs_of(stream.tokens))
    known = index.common(prints)
    if known.any():
        following = np.append(at[1:], len(stream))
        for begins, ends, is_common in zip(at.tolist(), following.tolist(), known.tolist(), strict=True):
            common[begins : max(ends, begins + RUN)] = is_common
        common[: at[0]] = known[0]
    return common


def _plain(document: Document, stream: Stream) -> Flags:
    """For each word, whether it begins with a small letter."""
    return np.fromiter(
        (document.text[start].islower() for start in stream.starts.tolist()), dtype=np.bool_, count=len(stream)
    )


def _covered(passages: tuple[Passage, ...], length: int) -> Flags:
    covered = np.zeros(length, dtype=np.bool_)
    for passage in passages:
        covered[passage.start : passage.end] = True
    return covered


def _places(
    document: Document, stream: Stream, passages: tuple[Passage, ...]
) -> tuple[tuple[int, int], ...]:
    """The passages in ``Document.text``, cut where a block ends."""
    places: list[tuple[int, int]] = []
    for passage in passages:
        inside = range(passage.start, passage.end)
        blocks: npt.NDArray[np.intp] = np.fromiter(
            (document.block_index(int(stream.starts[at])) for at in inside), dtype=np.intp, count=len(inside)
        )
        for index in np.unique(blocks).tolist():
            members = np.flatnonzero(blocks == index) + passage.start
            places.append((int(stream.starts[members[0]]), int(stream.ends[members[-1]])))
    return tuple(places)


def _apart(copies: list[Copy], length: int) -> tuple[Copy, ...]:
    """The copies that add words of their own to those before them; the others are noted with the first they repeat."""
    kept: list[tuple[Copy, Flags]] = []
    also: dict[int, list[Article]] = {}
    for copy in copies:
        covered = _covered(copy.passages, length)
        taken = np.zeros(length, dtype=np.bool_)
        for _, other in kept:
            taken |= other
        if int((covered & ~taken).sum()) >= SHORTEST and len(kept) < MOST_COPIES:
            kept.append((copy, covered))
        elif kept:
            nearest = max(range(len(kept)), key=lambda at: int((covered & kept[at][1]).sum()))
            also.setdefault(nearest, []).append(copy.known.article)
    return tuple(replace(copy, also=tuple(also.get(at, ()))) for at, (copy, _) in enumerate(kept))


def shares(copy: Copy, *, min_share: float, min_words: int) -> bool:
    """Whether the copy is large enough to be one: a good part of the text, or most of the known article."""
    if copy.own_words < min_words:
        return False
    theirs = int((~copy.known.stream.quoted).sum())
    return copy.own_share >= min_share or copy.own_words / max(theirs, 1) >= 0.5

