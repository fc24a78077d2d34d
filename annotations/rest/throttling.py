"""So many requests a minute, counted by one statement each, so that no two at once are counted as one.

In the database, or in a cache whose ``incr`` is atomic (Redis, Memcached) when ``API_RATE_CACHE`` names one.
"""

from __future__ import annotations

import hashlib
import time

from django.core.cache import caches
from django.db import connection
from rest_framework.request import Request
from rest_framework.settings import api_settings

from annotations.conf import desk
from annotations.models.api_rate import ApiRate
from annotations.rest.problem import ApiProblem

_MINUTE = 60
_HOUR = 60
"""Minutes."""
_forgot = [0]
"""The minute in which this process last did so."""
_COUNT = """
    INSERT INTO {table} (caller, minute, count) VALUES (%s, %s, 1)
    ON CONFLICT (caller) DO UPDATE SET
        count = CASE WHEN {table}.minute = excluded.minute THEN {table}.count + 1 ELSE 1 END,
        minute = excluded.minute
    RETURNING count
"""


def throttle(caller: str, limit: int, *, now: float | None = None) -> None:
    """Counts a request of ``caller`` and refuses it when it is one too many in this minute.

    Raises:
        ApiProblem: with the seconds until the next minute.
    """
    seconds = time.time() if now is None else now
    minute = int(seconds // _MINUTE)
    alias = desk().api_rate_cache
    counted = _in_cache(alias, caller, minute) if alias else _in_database(caller, minute)
    if counted > limit:
        wait = max(1, int((minute + 1) * _MINUTE - seconds) + 1)
        raise ApiProblem(
            "rate_limited", f"More than {limit} requests in a minute. Try again in {wait} s.",
            headers={"Retry-After": str(wait)}, limit=limit,
        )


def address_of(request: Request) -> str:
    """Where a request comes from: the peer, or behind ``NUM_PROXIES`` proxies what the first of ours has seen."""
    peer = str(request.META.get("REMOTE_ADDR", ""))
    proxies = api_settings.NUM_PROXIES
    if not proxies:
        return peer
    seen = [part.strip() for part in str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",") if part.strip()]
    return seen[-min(proxies, len(seen))] if seen else peer


def key_of_address(address: str) -> str:
    """A key of bounded length, whatever the header held."""
    return "address:" + hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def _in_database(caller: str, minute: int) -> int:
    """Written by hand because Django's upsert can neither count nor return."""
    _forget(minute)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(table=ApiRate._meta.db_table), [caller, minute])
        return int(cursor.fetchone()[0])


def _forget(minute: int) -> None:
    """Once an hour in each process, callers who have not come for an hour: there are more addresses than rows."""
    if minute - _forgot[0] >= _HOUR:
        _forgot[0] = minute
        ApiRate.objects.filter(minute__lt=minute - _HOUR).delete()


def _in_cache(alias: str, caller: str, minute: int) -> int:
    cache, key = caches[alias], f"annotations:rate:{caller}:{minute}"
    cache.add(key, 0, timeout=2 * _MINUTE)
    try:
        return int(cache.incr(key))
    except ValueError:
        # It went away between the two: the minute is over.
        return 1
