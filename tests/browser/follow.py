"""Clicks that lead to another page. A click alone returns before that page has come, so that what is asked of it next would
be asked of the page before it whenever the machine is slow."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def follow(page: Page, selector: str) -> None:
    """Clicks the first such element and waits until the page that it leads to is there as a whole."""
    with page.expect_navigation():
        page.locator(selector).first.click()
