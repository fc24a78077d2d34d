"""Waiting until requests wait for each other, on PostgreSQL."""

from __future__ import annotations

import time

from django.db import connection


def wait_for_locks(count: int = 1) -> None:
    """Until so many sessions of this database wait for what others hold."""
    for _ in range(400):
        with connection.cursor() as cursor:
            # Statistics stay as they were first read in a transaction, unless they are dropped.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
            )
            if cursor.fetchone()[0] >= count:
                return
        time.sleep(0.05)
    raise AssertionError("nobody waits")
