"""A browser, a server, and what makes a page good: no violation of accessibility or of the policy, nothing inline."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import axe
from tests.review.desk import Newsroom, busy

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Playwright's own loop runs in the thread of the tests; the database is used there by nothing else.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
EXPECTED = (403, 409)
"""Statuses that pages are answered with and that a browser takes for errors."""
PICTURES = os.environ.get("ANNOTATIONS_PICTURES", "")
"""A folder in which screenshots are left; empty: none are taken."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; tests are skipped where it, or Playwright, is not installed."""
    api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: pip install 'annotations[browser]'")
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with api.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def accessible(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Page], list[str]]:
    """``accessible(page)``: violations of WCAG 2.2 A and AA that axe finds; none are what one wants."""
    script = axe.source(tmp_path_factory.mktemp("axe"))
    return lambda page: axe.violations(page, script)


@pytest.fixture
def desk(transactional_db: None) -> Newsroom:
    """A newsroom with something to do."""
    return busy()


@pytest.fixture
def opened(browser: Browser, live_server: Any, desk: Newsroom) -> Iterator[Callable[..., Page]]:
    """``opened("/admin/…", user="anna")``: a page of somebody who is logged in. Errors of the page and violations of
    the policy end the test."""
    contexts, complaints = [], []

    def heard(said: Any) -> None:
        answered = any(f"status of {status}" in said.text for status in EXPECTED)
        if said.type == "error" and not answered and "favicon" not in said.location["url"]:
            complaints.append(said.text)

    def go(path: str, *, user: str = "anna", script: bool = True, **options: Any) -> Page:
        context = browser.new_context(base_url=live_server.url, java_script_enabled=script, **options)
        contexts.append(context)
        client = desk.client(user)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("console", heard)
        page.goto(path)
        return page

    yield go
    for context in contexts:
        context.close()
    assert complaints == []
