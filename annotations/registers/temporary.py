"""A database beside the memory: for what is too much to hold. It is gone with the process, however that ends."""

from __future__ import annotations

import sqlite3

_CACHE_KIB = 16_384


def temporary_database() -> sqlite3.Connection:
    """An empty SQLite database in a file that has no name: what does not fit into 16 MiB is on the disk.

    It lies in the folder for temporary files (``SQLITE_TMPDIR``, ``TMPDIR``); the system takes it away with it.
    """
    database = sqlite3.connect("", isolation_level=None)
    for said in (f"cache_size = -{_CACHE_KIB}", "journal_mode = OFF", "synchronous = OFF", "temp_store = FILE"):
        database.execute(f"PRAGMA {said}")
    return database
