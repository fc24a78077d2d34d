"""Where a flag stands in the queue that one came from: ``3 of 43``, with the flags before and behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from annotations.models.flag import Flag
from annotations.review.queue.counting import MOST


@dataclass(frozen=True, slots=True)
class Place:
    """``number``: from 1. ``before`` and ``behind``: ids of the neighbours. ``query``: of the queue."""

    number: int
    total: int
    before: int | None
    behind: int | None
    query: str

    @property
    def most(self) -> int:
        """As far as anything is counted."""
        return MOST

    @property
    def is_capped(self) -> bool:
        """Whether there are more than are counted."""
        return self.total > MOST


def place_of(flag: int, rows: QuerySet[Flag], order: tuple[str, ...], query: str) -> Place | None:
    """The place of a flag among ``rows``, which stand in ``order``; ``None`` when it is not among them, or too far
    behind. Five queries, none of which reads more rows than anybody pages through."""
    names = [name.lstrip("-") for name in order]
    values = rows.filter(pk=flag).order_by().values(*names).first()
    if values is None:
        return None
    earlier, later = (rows.filter(_on_one_side(order, values, behind=behind)) for behind in (False, True))
    number = _counted(earlier) + 1
    if number > MOST:
        return None
    return Place(number, _counted(rows), _first(earlier.reverse()), _first(later), query)


def _counted(rows: QuerySet[Flag]) -> int:
    return rows.order_by().values("pk")[: MOST + 1].count()


def _first(rows: QuerySet[Flag]) -> int | None:
    return rows.values_list("pk", flat=True).first()


def _on_one_side(order: tuple[str, ...], values: dict[str, Any], *, behind: bool) -> Q:
    """What stands behind, or before, a row with ``values``; the first key bounds it, for an index to be read by."""
    found, same = Q(), Q()
    for key in order:
        name = key.lstrip("-")
        rises = key.startswith("-") != behind
        found |= same & Q(**{f"{name}__{'gt' if rises else 'lt'}": values[name]})
        same &= Q(**{name: values[name]})
    first = order[0].lstrip("-")
    bound = "gte" if order[0].startswith("-") != behind else "lte"
    return Q(**{f"{first}__{bound}": values[first]}) & found
