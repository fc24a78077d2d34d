"""Where two stories run alongside: passages of one that stand in the other, word for word but for house style."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from annotations.engine.copies.fingerprints import RUN, runs_of
from annotations.engine.copies.stream import Flags, Stream, Tokens

BRIDGE = 2
"""Words by which two passages may be apart and still be one: another spelling, a word more or less."""
_MOST_PLACES = 8
"""Places of one run of words in the other story that are tried."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words ``start`` to ``end`` of one story (half-open) that stand at ``there`` in the other."""

    start: int
    end: int
    there: int
    there_end: int
    matched: int
    """Words that are the same."""


@dataclass(frozen=True, slots=True, eq=False)
class Overlap:
    """What of a story stands in another one."""

    passages: tuple[Passage, ...]
    """In the order of the story."""
    shared: Flags
    """For each run of ``RUN`` words of the story, whether it stands in the other one."""

    @property
    def share(self) -> float:
        """The part of the story's five-word runs that stand in the other one."""
        return float(self.shared.mean()) if len(self.shared) else 0.0


def overlap(one: Stream, other: Stream, *, plain: Flags) -> Overlap:
    """What of ``one`` stands in ``other``. ``plain[i]``: word ``i`` may be bridged over, since it has
    neither digit nor capital, with which the blanks of a template are filled in."""
    mine, theirs = runs_of(one.tokens), runs_of(other.tokens)
    shared = np.isin(mine, theirs)
    return Overlap(tuple(_bridged(list(_matches(one, other, mine, theirs)), plain)), shared)


def _matches(one: Stream, other: Stream, mine: Tokens, theirs: Tokens) -> Iterator[Passage]:
    """Longest matches from left to right."""
    places: dict[int, list[int]] = {}
    for at, run in enumerate(theirs.tolist()):
        found = places.setdefault(run, [])
        if len(found) < _MOST_PLACES:
            found.append(at)
    runs: list[int] = mine.tolist()
    left, right = one.tokens.tolist(), other.tokens.tolist()
    at, expected = 0, -1
    while at < len(runs):
        candidates = places.get(runs[at])
        if not candidates:
            at += 1
            continue
        length, there = max(
            ((_length(left, right, at, there), there) for there in candidates),
            key=lambda pair: (pair[0], pair[1] == expected, -pair[1]),
        )
        yield Passage(at, at + length, there, there + length, length)
        at, expected = at + length, there + length


def _length(left: list[int], right: list[int], at: int, there: int) -> int:
    length = RUN
    while at + length < len(left) and there + length < len(right) and left[at + length] == right[there + length]:
        length += 1
    return length


def _bridged(matches: list[Passage], plain: Flags) -> Iterator[Passage]:
    """The matches, those with a few plain words between them as one."""
    if not matches:
        return
    last = matches[0]
    for match in matches[1:]:
        here, there = match.start - last.end, match.there - last.there_end
        if 0 <= here <= BRIDGE and 0 <= there <= BRIDGE and bool(plain[last.end : match.start].all()):
            last = Passage(last.start, match.end, last.there, match.there_end, last.matched + match.matched)
        else:
            yield last
            last = match
    yield last
