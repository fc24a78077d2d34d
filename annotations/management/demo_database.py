"""A database for trying the product out: filled through the project's own model, with somebody who can log in."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connections

USER = "editor"


def loader() -> Any:
    """The project's app that can load the samples: its configuration has ``load_samples``. ``None``: there is none."""
    return next((config for config in apps.get_app_configs() if hasattr(config, "load_samples")), None)


def use_database(file: Path) -> None:
    """From here on this process works on the SQLite file."""
    connections["default"].close()
    wanted = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file)}}
    connections.settings["default"] = connections.configure_settings(wanted)["default"]
    del connections["default"]


def fill(at: datetime) -> Iterator[str]:
    """Makes the tables and loads the samples; what is there already stays. Yields what came of each article."""
    call_command("migrate", verbosity=0, interactive=False)
    yield from loader().load_samples(at=at)


def new_user() -> str | None:
    """The password of everybody who can log in; ``None`` when they are there already and have theirs."""
    users = get_user_model()
    if users.objects.filter(**{users.USERNAME_FIELD: USER}).exists():
        return None
    password = secrets.token_urlsafe(9)
    users.objects.create_superuser(**{users.USERNAME_FIELD: USER}, password=password)
    for colleague in colleagues():
        colleague.set_password(password)
        colleague.save(update_fields=["password"])
    return password


def colleagues() -> list[Any]:
    """Who else may log in: some steps take a second person."""
    users = get_user_model()
    return list(users.objects.exclude(**{users.USERNAME_FIELD: USER}).order_by("pk"))
