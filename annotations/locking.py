"""Takes the lock of one row, on every database."""

from __future__ import annotations

from typing import TypeVar

from django.db import connection, models
from django.db.models import F, QuerySet

_Row = TypeVar("_Row", bound=models.Model)


def locked(rows: QuerySet[_Row], *, by: str) -> _Row | None:
    """The row that ``rows`` finds, nobody else's until the transaction ends; ``None`` when there is none.

    Join nothing that may have changed while the lock was waited for: only the row itself is read anew then.
    SQLite has no row locks, and a transaction that reads before it writes may be refused the write; so there the column
    ``by`` is written as it is, which takes the write lock and waits for it.
    """
    if not connection.features.has_select_for_update:
        rows.update(**{by: F(by)})
        return rows.first()
    return rows.select_for_update(of=("self",), no_key=True).first()


def lock_all(rows: QuerySet[_Row], *, by: str) -> None:
    """Takes the locks of all rows that ``rows`` finds, as ``locked`` does; everybody takes several by their keys."""
    if not connection.features.has_select_for_update:
        rows.update(**{by: F(by)})
        return
    # Read to the end: each row is locked as it is read.
    for _ in rows.order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk"):
        pass
