"""What every test of the webhooks starts with: a clock that stands still, and nothing counted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import override_settings

from annotations.testing import annotations_desk as annotations_desk
from tests.webhooks.sending import NOW
from tests.webhooks.server import Server, manage
from tests.webhooks.urls import CLOCK, Clock


@pytest.fixture(autouse=True)
def clock() -> Iterator[Clock]:
    CLOCK.now = NOW
    cache.clear()
    with override_settings(ROOT_URLCONF="tests.webhooks.urls"):
        yield CLOCK




@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on SQLite with the channel ``desk``; its secret is in ``server_secret``."""
    pytest.importorskip("gunicorn")
    folder = tmp_path_factory.mktemp("server")
    database = f"sqlite:///{folder / 'desk.sqlite3'}"
    manage(database, "migrate", "--verbosity", "0")
    manage(database, "annotations", "channels", "add", "desk")
    started = Server(database, folder / "log", threads=4)
    yield started
    started.stop()


@pytest.fixture(scope="session")
def server_secret(server: Server) -> str:
    """What was shown once."""
    return manage(server.database, "annotations", "secrets", "add", "desk")
