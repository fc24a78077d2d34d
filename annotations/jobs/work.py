"""Puts jobs into the table, or into those that wait already, with one statement for a hundred of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from annotations.models.job import Job

MAX_ATTEMPTS = 8
_AT_ONCE = 100
"""Rows of one statement: SQLite takes a limited number of parameters."""

_COLUMNS = ("kind", "dedupe", "payload", "priority", "max_attempts", "run_after", "created_at")
_CONSTANTS = "'queued', 0, '', ''"
_INSERT = """
    INSERT INTO {table} ({columns}, state, attempts, leased_by, last_error) VALUES {rows}
    ON CONFLICT (kind, dedupe) WHERE state = 'queued' DO UPDATE SET
        payload = excluded.payload,
        attempts = 0,
        priority = CASE WHEN excluded.priority > {table}.priority THEN excluded.priority ELSE {table}.priority END,
        run_after = CASE WHEN excluded.run_after < {table}.run_after THEN excluded.run_after ELSE {table}.run_after END
    RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Work:
    """What one job is about, and what its handler needs to know of it (JSON)."""

    dedupe: str
    payload: Mapping[str, Any] = field(default_factory=dict)


def insert_or_join(kind: str, works: Sequence[Work], *, run_after: datetime, priority: int) -> list[int]:
    """The keys of the waiting jobs, one for each different thing in ``works``.

    Written by hand because Django cannot name a partial index in ON CONFLICT. The update locks a job that waits, so
    that nobody leases it before the caller's transaction has ended.
    """
    created_at = timezone.now()
    rows = [
        (kind, dedupe, payload, priority, MAX_ATTEMPTS, run_after, created_at)
        for dedupe, payload in sorted({work.dedupe: work.payload for work in works}.items())
    ]
    keys: list[int] = []
    for start in range(0, len(rows), _AT_ONCE):
        keys += _insert(rows[start : start + _AT_ONCE])
    return keys


def _insert(rows: Sequence[tuple[Any, ...]]) -> list[int]:
    columns = [column for name in _COLUMNS for column in Job._meta.concrete_fields if column.name == name]
    pairs = (pair for row in rows for pair in zip(columns, row, strict=True))
    values = [column.get_db_prep_save(value, connection) for column, value in pairs]
    places = ", ".join([f"({', '.join(['%s'] * len(columns))}, {_CONSTANTS})"] * len(rows))
    statement = _INSERT.format(table=Job._meta.db_table, columns=", ".join(_COLUMNS), rows=places)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [key for (key,) in cursor.fetchall()]
