"""A real browser, where one is there: Playwright for Python and Debian's Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

CHROMIUM = os.environ.get("ANNOTATIONS_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
# Playwright's loop runs in the test's thread, and Django refuses its database there without this.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser for all tests; skipped, with the reason, where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs the extra `browser`")
    if not os.path.exists(CHROMIUM):
        pytest.skip("needs Chromium at /usr/bin/chromium, or ANNOTATIONS_CHROMIUM")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium: Any, live_server: Any, editor: Any) -> Iterator[Any]:
    """A tab in which the editor is signed in; an error of a script fails the test."""
    context = chromium.new_context(viewport={"width": 1400, "height": 1000}, base_url=live_server.url)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto("/admin/login/")
    page.fill("input[name=username]", "editor")
    page.fill("input[name=password]", "x")
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")
    yield page
    context.close()
    assert errors == []
