"""Start-up checks of the Wagtail app."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import FieldDoesNotExist

from annotations.adapters.registry import registered
from annotations.adapters.targets import did_you_mean
from annotations.contrib.wagtail.adapter import DraftAdapter

MIDDLEWARE = "annotations.contrib.wagtail.middleware.PublishBlockedMiddleware"


def check_wagtail(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Everything that is wrong with the app's settings and with the fields that adapters of pages name."""
    return [*_middleware(), *(problem for adapter in registered() for problem in _body(adapter))]


def _middleware() -> Iterator[CheckMessage]:
    if MIDDLEWARE not in settings.MIDDLEWARE:
        yield Error(
            "Editors whose page is not published would not be told why.",
            hint=f'Add "{MIDDLEWARE}" to MIDDLEWARE, after the one for messages.', id="annotations.wagtail.E001",
        )


def _body(adapter: Any) -> Iterator[CheckMessage]:
    if not isinstance(adapter, DraftAdapter) or type(adapter).get_body is not DraftAdapter.get_body:
        return
    names = [field.name for field in adapter.model._meta.get_fields()]
    for name in adapter.body_fields:
        try:
            adapter.model._meta.get_field(name)
        except FieldDoesNotExist:
            yield Error(
                f"{type(adapter).__name__}.body names '{name}', which is no field of {adapter.label}.",
                hint=did_you_mean(name, names), obj=adapter.model, id="annotations.wagtail.E002",
            )
