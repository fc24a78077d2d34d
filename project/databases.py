"""Addresses of databases: ``sqlite:///news.sqlite3``, ``postgresql://user:password@host:5432/name``."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

_POSTGRESQL = ("postgresql", "postgres")


def database_at(address: str, *, base: Path) -> dict[str, Any]:
    """Django's settings for the database at ``address``; paths of SQLite files are relative to ``base``.

    Raises:
        ValueError: for another kind of database.
    """
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": base / unquote(parts.path.removeprefix("/"))}
    if parts.scheme not in _POSTGRESQL:
        raise ValueError(f"a database is sqlite:///FILE or postgresql://HOST/NAME, not {parts.scheme or 'nothing'}://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
    }
