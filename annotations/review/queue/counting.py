"""Counts as far as anybody pages: to ten thousand."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
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

    @property
    def is_capped(self) -> bool:
        """Whether there are more than are counted."""
        return self.counted > MOST
