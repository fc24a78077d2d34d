"""Names that lie in each other: which of them stand for themselves."""

from __future__ import annotations

from collections.abc import Sequence

from annotations.engine.lexicon.model import Hit


def longest(hits: Sequence[Hit]) -> list[Hit]:
    """Hits that lie in no longer one."""
    kept: list[Hit] = []
    ordered = sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.name))
    reach_start, reach_end = -1, -1
    for hit in ordered:
        inside = hit.end <= reach_end and (hit.start, hit.end) != (reach_start, reach_end)
        if not inside:
            kept.append(hit)
            if hit.end > reach_end:
                reach_start, reach_end = hit.start, hit.end
    return kept


def outside(hits: Sequence[Hit], longer: Sequence[Hit]) -> list[Hit]:
    """Hits whose first word is in none of the ``longer`` ones."""
    taken = {at for hit in longer for at in range(hit.first_word, hit.last_word + 1)}
    return [hit for hit in hits if hit.first_word not in taken]
