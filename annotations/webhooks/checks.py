"""Start-up checks of what the webhooks need: with ``manage.py check --database default`` and before ``migrate``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.db import DatabaseError

from annotations import conf
from annotations.models.channel import Channel

UNSIGNED = "annotations.W030"
COUNTED_APART = "annotations.W031"
NO_CACHE = "annotations.E030"
_OF_ONE_PROCESS = ("django.core.cache.backends.locmem.LocMemCache", "django.core.cache.backends.dummy.DummyCache")


def check_channels(
    app_configs: Sequence[AppConfig] | None = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Channels that take what anybody sends."""
    if not databases:
        return []
    try:
        names = list(Channel.objects.filter(unsigned=True, is_active=True).values_list("name", flat=True))
    except DatabaseError:
        # The tables are not there yet: ``migrate`` runs the checks first.
        return []
    return [
        Warning(
            f"Channel {name!r} takes unsigned requests.",
            hint="Whoever knows its address can submit and withdraw articles. Give it a secret: "
            f"`manage.py annotations secrets add {name}`, then `channels change {name} --signed`.",
            id=UNSIGNED,
        )
        for name in names
    ]


def check_counting(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Whether requests are counted for all processes together; only asked with ``--deploy``."""
    try:
        alias = conf.desk().rate_cache
    except conf.WrongSettings:
        return []
    stated = settings.CACHES.get(alias)
    if stated is None:
        return [Error(f"ANNOTATIONS['RATE_CACHE'] is {alias!r}, which CACHES does not have.", id=NO_CACHE)]
    if stated.get("BACKEND") not in _OF_ONE_PROCESS:
        return []
    return [
        Warning(
            f"Requests are counted in the cache {alias!r}, which each process has for itself.",
            hint="Limits hold for each process apart. Use a cache that all share (Redis, Memcached) as RATE_CACHE.",
            id=COUNTED_APART,
        )
    ]
