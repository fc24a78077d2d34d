"""The Wagtail tests run with settings of their own: ``pytest tests/wagtail --ds=tests.wagtail.settings``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings

if TYPE_CHECKING:
    from django.test import Client

collect_ignore_glob: list[str] = []
if "annotations.contrib.wagtail" not in settings.INSTALLED_APPS:
    collect_ignore_glob.append("*.py")


def pytest_configure(config: pytest.Config) -> None:
    """Wagtail says itself when it will mend its own deprecations."""
    if not collect_ignore_glob:
        for category in ("DeprecationWarning", "PendingDeprecationWarning"):
            config.addinivalue_line("filterwarnings", f"ignore::{category}")


@pytest.fixture
def desk(transactional_db: None) -> None:
    """The sample registers are live, and there is a home page to put pages under."""
    from tests.wagtail.newsroom import live_register, make_home

    live_register()
    make_home()


@pytest.fixture
def editor(desk: None) -> Any:
    """Somebody who may do everything."""
    from django.contrib.auth import get_user_model

    return get_user_model().objects.create_superuser("editor", email="editor@news.example", password="x")


@pytest.fixture
def browser(client: Client, editor: Any) -> Client:
    """The admin, as the editor sees it."""
    client.force_login(editor)
    return client
