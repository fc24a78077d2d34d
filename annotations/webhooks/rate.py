"""How many requests come in a minute: counted in the cache that the settings name, in windows of one minute."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from datetime import datetime

from django.core.cache import BaseCache, caches
from django.http import HttpRequest

from annotations.webhooks.refusal import Refusal

logger = logging.getLogger("annotations.webhooks")

WINDOW = 60
"""Seconds."""
_SHARES, _MOST_KEPT = 1000, 10_000


def count_request(what: str, *, at_most: int, now: datetime, cache: str) -> None:
    """Counts one more of ``what``.

    A process takes a thousandth of the limit at a time from the common count, so that not every request asks the cache:
    with n processes up to n thousandths may go unused. A cache that fails lets requests pass: the signature is what
    keeps strangers out.

    Raises:
        Refusal: 429 ``rate_limited`` when that is more than ``at_most`` in this minute.
    """
    second = int(now.timestamp())
    window = second // WINDOW
    if _ALLOWANCES.use(cache, what, window):
        return
    share = max(1, at_most // _SHARES)
    try:
        counted = _counted(caches[cache], f"annotations:rate:{what}:{window}", share)
    except Exception:
        # Whatever the cache's own library raises.
        logger.exception("requests cannot be counted in the cache %s", cache)
        return
    if counted - share >= at_most:
        wait = WINDOW - second % WINDOW
        raise Refusal("rate_limited", f"More than {at_most} requests a minute.", headers={"Retry-After": str(wait)})
    _ALLOWANCES.keep(cache, what, window, min(share, at_most - counted + share) - 1)


def _counted(counts: BaseCache, key: str, share: int) -> int:
    try:
        return counts.incr(key, share)
    except ValueError:
        return share if counts.add(key, share, timeout=2 * WINDOW) else counts.incr(key, share)


class _Allowances:
    """What this process has taken from the common count and not used yet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._left: OrderedDict[tuple[str, str], tuple[int, int]] = OrderedDict()

    def use(self, cache: str, what: str, window: int) -> bool:
        """Whether there was one left in this window."""
        with self._lock:
            of, left = self._left.get((cache, what), (window, 0))
            if of != window or not left:
                return False
            self._left[cache, what] = window, left - 1
            return True

    def keep(self, cache: str, what: str, window: int, left: int) -> None:
        if not left:
            return
        with self._lock:
            of, before = self._left.pop((cache, what), (window, 0))
            self._left[cache, what] = window, left + (before if of == window else 0)
            if len(self._left) > _MOST_KEPT:
                # The one that was filled longest ago: of addresses there may be any number.
                self._left.popitem(last=False)


_ALLOWANCES = _Allowances()


def address_of(request: HttpRequest, *, proxies: int) -> str:
    """Where a request comes from. Of X-Forwarded-For only what the last ``proxies`` hops have added counts."""
    direct = str(request.META.get("REMOTE_ADDR", ""))
    if not proxies:
        return direct[:64]
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    return (hops[-min(proxies, len(hops))] if hops else direct)[:64]
