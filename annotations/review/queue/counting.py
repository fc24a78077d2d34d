"""Counts as far as anybody pages: to ten thousand."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

MOST = 10_000


class CappedPaginator(Paginator):  # type: ignore[type-arg]
    """Pages of the first ``MOST`` rows; ``is_capped`` says that there are more."""

    object_list: QuerySet[Any]

    @cached_property
    def counted(self) -> int:
        """How many rows there are, as far as ``MOST`` and one."""
        return self.object_list.order_by().values("pk")[: MOST + 1].count()

    @cached_property
    def count(self) -> int:
        return min(self.counted, MOST)

    def page(self, number: int | str) -> Page[Any]:
        """The rows of a page, with what is shown of them."""
        number = self.validate_number(number)
        bottom = (number - 1) * self.per_page
        return Page(self.shown(self.object_list)[bottom : bottom + self.per_page], number, self)

    def shown(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows with what only those that are shown need; what is counted goes without."""
        return rows

    @property
    def is_capped(self) -> bool:
        """Whether there are more than are counted."""
        return self.counted > MOST
