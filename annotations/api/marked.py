"""The visible text of a field with what was found in it, cut into pieces that templates can escape one by one."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from annotations.engine.article import Article
from annotations.engine.document.build import read_document
from annotations.engine.document.model import Block, Document, Visibility
from annotations.engine.report import Finding, Report


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of visible text. ``numbers``: of the findings that it is evidence of, from 1; ``ends``: those of which
    it is the last piece."""

    text: str
    numbers: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the text."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class MarkedText:
    """The paragraphs of a field and the findings that are marked in it; their numbers are their places, from 1."""

    paragraphs: tuple[Paragraph, ...]
    findings: tuple[Finding, ...]
    language: str


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: int
    end: int
    number: int


def marked_text(article: Article, report: Report, field: str = "body") -> MarkedText:
    """What readers see of ``field``, with the evidence of the report's findings."""
    document = read_document(article, language=report.language)
    findings = tuple(row for row in report.findings if any(piece.field == field for piece in row.evidence))
    blocks = [
        block for block in document.blocks if block.field == field and block.visibility is not Visibility.HIDDEN
    ]
    stretches = list(_stretches(document, blocks, findings, field))
    paragraphs = tuple(Paragraph(tuple(_pieces(document, block, mine))) for block, mine in _by_block(blocks, stretches))
    return MarkedText(tuple(row for row in paragraphs if row.pieces), findings, report.language)


def _stretches(
    document: Document, blocks: Sequence[Block], findings: Sequence[Finding], field: str
) -> Iterator[_Stretch]:
    """Evidence, which is placed in what was sent, placed in the visible text; what readers do not see is left out."""
    places = np.concatenate([np.arange(block.start, block.end) for block in blocks] or [np.arange(0)])
    starts = document.source_starts[places]
    order = np.argsort(starts, kind="stable")
    places, starts = places[order], starts[order]
    for number, finding in enumerate(findings, start=1):
        for piece in finding.evidence:
            if piece.field == field:
                first, last = np.searchsorted(starts, (piece.start, piece.end))
                if first < last:
                    yield _Stretch(int(places[first]), int(places[last - 1]) + 1, number)


def _by_block(
    blocks: Sequence[Block], stretches: Sequence[_Stretch]
) -> Iterator[tuple[Block, list[_Stretch]]]:
    waiting = deque(sorted(stretches, key=lambda stretch: stretch.start))
    for block in sorted(blocks, key=lambda block: block.start):
        mine = []
        while waiting and waiting[0].start < block.end:
            mine.append(waiting.popleft())
        yield block, mine


def _pieces(document: Document, block: Block, stretches: Sequence[_Stretch]) -> Iterator[Piece]:
    """The block cut wherever a stretch begins or ends: overlapping stretches become pieces with several numbers."""
    begin: dict[int, list[int]] = {}
    end: dict[int, list[int]] = {}
    for stretch in stretches:
        begin.setdefault(stretch.start, []).append(stretch.number)
        end.setdefault(min(stretch.end, block.end), []).append(stretch.number)
    edges = sorted({block.start, block.end, *begin, *end})
    over: Counter[int] = Counter()
    for left, right in pairwise(edges):
        over.update(begin.get(left, ()))
        over.subtract(end.get(left, ()))
        over = +over
        yield Piece(document.text[left:right], tuple(sorted(over)), tuple(sorted(set(end.get(right, ())))))
