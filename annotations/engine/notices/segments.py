"""The stretches of a block in which a claim is looked for: definitions of marks, parentheses, sentences.

A parenthesis is a stretch of its own; the sentence around it has a hole there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotations.engine.document.model import Block, Document
from annotations.engine.language.sentences import split_sentences
from annotations.engine.notices.marks import Definition

_OPEN = {"(": ")", "[": "]"}
LONGEST = 2_000
"""Characters of the longest stretch that is read as one; it bounds the work that a hostile text can ask for."""
_SHORTEST = 4
"""Characters of the shortest parenthesis that can say anything."""


class SegmentKind(StrEnum):
    DEFINITION = "definition"
    PARENTHESIS = "parenthesis"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Segment:
    """``text[start:end]`` without its holes. ``outer_start``, ``outer_end`` include the parentheses or the mark."""

    kind: SegmentKind
    block: int
    start: int
    end: int
    outer_start: int
    outer_end: int
    holes: tuple[tuple[int, int], ...] = ()
    mark: str | None = None

    def holds(self, position: int) -> bool:
        """Whether ``position`` lies inside and in no hole."""
        if not self.start <= position < self.end:
            return False
        hole = bisect_right(self.holes, (position, self.end + 1)) - 1
        return hole < 0 or position >= self.holes[hole][1]


def segments(document: Document, index: int, definitions: Sequence[Definition]) -> list[Segment]:
    """The segments of block ``index``; ``definitions`` are those of this block, in order."""
    block = document.blocks[index]
    found = [
        Segment(SegmentKind.DEFINITION, index, d.body, end, d.start, end, mark=d.mark)
        for d in definitions
        for end in (min(d.end, d.body + LONGEST),)
    ]
    end = definitions[0].start if definitions else block.end
    return _sentences(document, block, index, end) + found


def _sentences(document: Document, block: Block, index: int, end: int) -> list[Segment]:
    pairs = parentheses(document.text, block.start, end)
    found: list[Segment] = []
    for start, stop in _pieces(document.text, split_sentences(document.text, block.start, end)):
        holes = tuple(pairs[bisect_left(pairs, (start, 0)) : bisect_left(pairs, (stop, 0))])
        found.append(Segment(SegmentKind.SENTENCE, index, start, stop, start, stop, holes))
        found.extend(
            Segment(SegmentKind.PARENTHESIS, index, a + 1, b - 1, a, b)
            for a, b in holes
            if _SHORTEST + 2 <= b - a <= LONGEST
        )
    return found


def _pieces(text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The sentences; what goes on without an end for longer than any sentence is cut at spaces."""
    for start, stop in sentences:
        while stop - start > LONGEST:
            space = text.rfind(" ", start + 1, start + LONGEST)
            cut = space if space > start else start + LONGEST
            yield start, cut
            start = cut
        yield start, stop


def parentheses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Outermost pairs of brackets in ``text[start:end]``, brackets included; one that is never closed is no pair."""
    pairs: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for at in range(start, end):
        character = text[at]
        if character in _OPEN:
            stack.append((_OPEN[character], at))
        elif stack and character == stack[-1][0]:
            opened = stack.pop()[1]
            if not stack:
                pairs.append((opened, at + 1))
    return pairs or _unnested(text, start, end)


def _unnested(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Pairs when an opening bracket was forgotten to be closed: each closing one with the nearest opening one."""
    pairs: list[tuple[int, int]] = []
    opened: int | None = None
    for at in range(start, end):
        if text[at] == "(":
            opened = at
        elif text[at] == ")" and opened is not None:
            pairs.append((opened, at + 1))
            opened = None
    return pairs


_QUOTES = {"«": "»", "“": "”", "„": "“", '"': '"'}


def quotation(text: str, start: int, end: int, position: int) -> tuple[int, int] | None:
    """The innermost pair of quotation marks of ``text[start:end]`` around ``position``; ``None`` without one."""
    stack: list[tuple[str, int]] = []
    for at in range(start, position):
        character = text[at]
        if stack and character == stack[-1][0]:
            stack.pop()
        elif character in _QUOTES:
            stack.append((_QUOTES[character], at))
    while stack:
        closing, opened = stack.pop()
        closed = text.find(closing, position, end)
        if closed >= 0:
            return opened, closed + 1
    return None
