"""Requests of a minute are counted for all processes together, and the cache is not asked for every one."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache

from annotations.webhooks import rate
from annotations.webhooks.rate import count_request
from annotations.webhooks.refusal import Refusal

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
_names = count()


@pytest.fixture
def what() -> str:
    """Something that no other test has counted."""
    return f"test-{next(_names)}"


def taken(what: str, at_most: int, *, tries: int, now: datetime = NOW) -> int:
    """How many of so many tries are let through."""
    passed = 0
    for _ in range(tries):
        with suppress(Refusal):
            count_request(what, at_most=at_most, now=now, cache="default")
            passed += 1
    return passed


@pytest.mark.parametrize("at_most", [1, 7, 999, 1500, 2500])
def test_one_process_is_let_through_to_the_limit(what: str, at_most: int) -> None:
    assert taken(what, at_most, tries=at_most + 50) == at_most
    assert taken(what, at_most, tries=3, now=NOW + timedelta(minutes=1)) == min(3, at_most)


def test_several_processes_stay_within_the_limit_together(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    processes = [rate._Allowances() for _ in range(3)]
    passed = 0
    for number in range(9000):
        monkeypatch.setattr(rate, "_ALLOWANCES", processes[number % 3])
        passed += taken(what, 5000, tries=1)
    assert 5000 - 3 * 5 <= passed <= 5000


def test_the_cache_is_asked_once_for_a_thousandth(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0
    real = LocMemCache.incr

    def incr(self: LocMemCache, *arguments: Any, **more: Any) -> int:
        nonlocal asked
        asked += 1
        return real(self, *arguments, **more)

    monkeypatch.setattr(LocMemCache, "incr", incr)
    assert isinstance(caches["default"], LocMemCache)
    assert taken(what, 60_000, tries=600) == 600
    assert asked == 10
