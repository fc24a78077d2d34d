"""Start-up checks of what the HTTP API stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning

from annotations import conf

OLD_FRAMEWORK = "annotations.E060"
NO_CACHE = "annotations.E061"
COUNTS_ALONE = "annotations.W060"
FLOOR = (3, 17, 2)
"""The first version without CVE-2026-73228, by which bodies of any length were read."""
_SHARED = ("RedisCache", "PyMemcacheCache", "PyLibMCCache")


def check_api(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """What is wrong where the project has the API."""
    if not apps.is_installed("rest_framework"):
        return []
    return [*_framework(version("djangorestframework")), *_cache()]


def _framework(installed: str) -> Iterator[CheckMessage]:
    if tuple(map(int, re.findall(r"\d+", installed)[:3])) < FLOOR:
        yield Error(
            f"Django REST framework is {installed}; before 3.17.2 it reads bodies of any length.",
            hint="pip install 'djangorestframework>=3.17.2'", id=OLD_FRAMEWORK,
        )


def _cache() -> Iterator[CheckMessage]:
    try:
        name = conf.desk().api_rate_cache
    except conf.WrongSettings:
        # Said by the check of the settings.
        return
    if not name:
        return
    where = f"{conf.NAME}['API_RATE_CACHE']"
    stated = settings.CACHES.get(name)
    if stated is None:
        yield Error(f"{where} is {name!r}, and CACHES has none of that name.", id=NO_CACHE)
    elif not str(stated["BACKEND"]).endswith(_SHARED):
        yield Warning(
            f"{where} is {name!r}, a cache that does not count for all processes, or not one by one.",
            hint="Use Redis or Memcached, or leave it out: then requests are counted in the database.", id=COUNTS_ALONE,
        )
