"""What ``manage.py check`` says of the API, and what none of its views does."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import override_settings
from rest_framework.renderers import BrowsableAPIRenderer

from annotations.rest.checks import _framework, check_api
from annotations.rest.urls import endpoints
from tests.rest.client import view_of

MEMORY = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


@pytest.mark.parametrize(
    ("cache", "caches", "found"),
    [
        ("", MEMORY, []), ("default", MEMORY, ["annotations.W060"]), ("rates", MEMORY, ["annotations.E061"]),
        ("default", {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "x"}}, []),
    ],
)  # fmt: skip
def test_a_cache_that_cannot_count_is_told(cache: str, caches: dict[str, Any], found: list[str]) -> None:
    with override_settings(ANNOTATIONS={"API_RATE_CACHE": cache}, CACHES=caches):
        assert [message.id for message in check_api()] == found


@pytest.mark.parametrize(("installed", "refused"), [("3.17.1", True), ("3.9.0", True), ("3.17.2", False), ("4.0", False)])
def test_an_old_framework_is_refused(installed: str, refused: bool) -> None:
    assert bool(list(_framework(installed))) is refused


def test_no_address_has_a_page_to_browse() -> None:
    for route in endpoints:
        renderers = view_of(route).renderer_classes
        assert renderers
        assert not any(issubclass(renderer, BrowsableAPIRenderer) for renderer in renderers)
