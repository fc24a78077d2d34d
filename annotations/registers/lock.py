"""One import at a time: a lock that goes away with the process that holds it, however that ends."""

from __future__ import annotations

import fcntl
import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.db import connection, transaction

from annotations.models.register import Register

_KEY = int.from_bytes(hashlib.sha256(b"annotations.registers").digest()[:4], "big") >> 1
"""Of the advisory lock: positive and 31 bits, as ``pg_locks`` shows it."""
_in_memory = threading.Lock()


class LockedError(Exception):
    """Another import holds the lock; the message says which process, and since when."""


@contextmanager
def locked_transaction() -> Iterator[None]:
    """A transaction during which no other process changes a register; the lock outlasts the commit.

    Raises:
        LockedError: at once, when another process holds the lock.
    """
    if connection.vendor == "postgresql":
        with transaction.atomic():
            _advisory()
            yield
    else:
        name = str(connection.settings_dict["NAME"])
        with _file(name) if os.path.isfile(name) else _thread(), transaction.atomic():
            # Whoever reads before it writes may be refused the write on SQLite: the write lock first.
            Register.objects.filter(name="").update(name="")
            yield


def _advisory() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_KEY])
        if cursor.fetchone()[0]:
            return
        cursor.execute(
            "SELECT a.pid, a.xact_start FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
            " WHERE l.locktype = 'advisory' AND l.objid = %s AND l.granted", [_KEY],
        )
        row = cursor.fetchone()
    raise LockedError(_held(row[0], f"{row[1]:%Y-%m-%d %H:%M:%S}") if row else "another import holds the lock")


@contextmanager
def _file(database: str) -> Iterator[None]:
    """A locked file beside a database that is a file."""
    number = os.open(f"{database}.registers.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    with open(number, "r+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            process, _, since = file.read().strip().partition("\n")
            raise LockedError(_held(process, since)) from None
        file.truncate()
        file.write(f"{os.getpid()}\n{datetime.now(UTC):%Y-%m-%d %H:%M:%S}\n")
        file.flush()
        yield


@contextmanager
def _thread() -> Iterator[None]:
    """A database in memory has no other process."""
    if not _in_memory.acquire(blocking=False):
        raise LockedError("another import holds the lock")
    try:
        yield
    finally:
        _in_memory.release()


def _held(process: object, since: str) -> str:
    return f"another import holds the lock (process {process}, since {since} UTC)"
