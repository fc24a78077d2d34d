"""How a text differs from its original: what was cut, put in or replaced, house style and small words aside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from annotations.engine.copies.house_style import house_form
from annotations.engine.copies.stream import Stream
from annotations.engine.language.spellings import OF_TIME_AND_PLACE, SMALL_WORDS
from annotations.engine.words import hash_folded

MOST_WORDS = 20_000
"""Words up to which two texts are compared; the time grows with the product of both."""


@dataclass(frozen=True, slots=True)
class Change:
    """Words ``start`` to ``end`` of the text stand where words ``there`` to ``there_end`` of the original stood. One of
    the two stretches may be empty."""

    start: int
    end: int
    there: int
    there_end: int

    @property
    def is_cut(self) -> bool:
        """Whether words were left out and none put in."""
        return self.end == self.start


def changes(text: Stream, original: Stream) -> tuple[Change, ...] | None:
    """What licences that forbid derivatives forbid; ``None`` for texts too long to be compared.

    Day and place may be brought into the words of the day on which, and the place where, the text is printed; articles
    and the like are house style.
    """
    if max(len(text), len(original)) > MOST_WORDS:
        return None
    left, right = original.tokens.tolist(), text.tokens.tolist()
    found = (
        Change(step.dest_start, step.dest_end, step.src_start, step.src_end)
        for step in Levenshtein.opcodes(left, right)
        if step.tag != "equal"
    )
    small = _tolerated()
    return tuple(
        change for change in _joined(found)
        if not small.issuperset(left[change.there : change.there_end] + right[change.start : change.end])
    )  # fmt: skip


def _joined(found: Iterable[Change]) -> list[Change]:
    """Changes that follow one another directly as one."""
    joined: list[Change] = []
    for change in found:
        if joined and joined[-1].end == change.start and joined[-1].there_end == change.there:
            last = joined.pop()
            change = Change(last.start, change.end, last.there, change.there_end)
        joined.append(change)
    return joined


@lru_cache(maxsize=1)
def _tolerated() -> frozenset[int]:
    forms = {house_form(word) for word in (*OF_TIME_AND_PLACE, *SMALL_WORDS)} - {""}
    return frozenset(int(value) for value in hash_folded(sorted(forms)))
