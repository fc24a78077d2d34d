"""Where a flag stands in the queue that one came from: ``3 of 43``, with the flags before and behind it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import IntegerField, Q, QuerySet, Subquery

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


class _HowMany(Subquery):
    """The number of rows of a query."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def place_of(flag: Flag, rows: QuerySet[Flag], order: tuple[str, ...], query: str) -> Place | None:
    """The place of a flag among ``rows``, which stand in ``order``; ``None`` when it is not among them, or too far
    behind. One query, which reads no more rows than anybody pages through."""
    earlier, later = (rows.filter(_on_one_side(order, flag, behind=behind)) for behind in (False, True))
    told = _counted(earlier), _counted(rows), _first(earlier.reverse()), _first(later)
    found = rows.filter(pk=flag.pk).order_by().values_list(*told)[:1]
    for ahead, total, before, behind in found:
        if ahead < MOST:
            return Place(ahead + 1, total, before, behind, query)
    return None


def _counted(rows: QuerySet[Flag]) -> _HowMany:
    return _HowMany(rows.order_by().values("pk")[: MOST + 1])


def _first(rows: QuerySet[Flag]) -> Subquery:
    return Subquery(rows.values("pk")[:1])


def _on_one_side(order: tuple[str, ...], flag: Flag, *, behind: bool) -> Q:
    """What stands behind, or before, a flag; the first key bounds it, for an index to be read by."""
    found, same = Q(), Q()
    values = {key.lstrip("-"): getattr(flag, key.lstrip("-")) for key in order}
    for key in order:
        name = key.lstrip("-")
        rises = key.startswith("-") != behind
        found |= same & Q(**{f"{name}__{'gt' if rises else 'lt'}": values[name]})
        same &= Q(**{name: values[name]})
    first = order[0].lstrip("-")
    bound = "gte" if order[0].startswith("-") != behind else "lte"
    return Q(**{f"{first}__{bound}": values[first]}) & found
