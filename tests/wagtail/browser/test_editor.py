"""An editor writes, is asked for a notice, puts it in, publishes, takes it out, and is told why that does not go out."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from project.magazine.models import ArticlePage
from tests.wagtail.newsroom import NOTICE, OWING, draft, home

pytestmark = pytest.mark.usefixtures("desk")
WORDS = "Envoys of the Northern Pact came to the capital on Wednesday."
PANEL = "[data-annotations-notices]"
FIRST_PAGE = "#annotations-needs-notices-section"


def picture(tab: Any, name: str) -> None:
    """Kept where somebody wants to look at it."""
    folder = os.environ.get("ANNOTATIONS_PICTURES")
    if folder:
        tab.screenshot(path=str(Path(folder) / f"{name}.png"))


def open_notices(tab: Any) -> Any:
    panel = tab.locator(PANEL)
    if not panel.is_visible():
        tab.click('[data-side-panel-toggle="annotations"]')
    panel.wait_for(state="visible")
    return panel


def state(tab: Any, wanted: str) -> None:
    """Waits until the panel says so."""
    tab.wait_for_selector(f'[data-annotations-status][data-state="{wanted}"]', state="attached", timeout=20_000)


def publish(tab: Any) -> None:
    """By the menu beside "Save draft"."""
    tab.locator("footer, .footer").locator("button[data-w-dropdown-target=toggle]").first.click()
    with tab.expect_navigation(wait_until="networkidle"):
        tab.locator("button[name=action-publish]").click()


def faults(tab: Any, inside: str) -> list[str]:
    """What axe-core finds wrong in what we add."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs the extra `browser`")
    found = axe.Axe().run(tab, context={"include": [[inside]]})
    return [f"{row['id']}: {row['nodes'][0]['html']}" for row in found.response["violations"]]


def text_of(page: ArticlePage) -> str:
    return str(page.get_latest_revision_as_object().body.raw_data[0]["value"])


def test_write_be_asked_insert_publish_and_be_stopped(tab: Any) -> None:
    tab.goto(f"/admin/pages/add/magazine/articlepage/{home().pk}/")
    tab.fill("#id_title", "Talks")
    tab.click('[data-contentpath="body"] .c-sf-add-button')
    tab.get_by_role("option", name="Paragraph").click()
    tab.locator('[data-contentpath="body"] [contenteditable=true]').last.click()
    tab.keyboard.type(WORDS)
    panel = open_notices(tab)
    state(tab, "blocked")
    assert "Northern Pact is named once" in panel.inner_text()
    assert faults(tab, PANEL) == []
    picture(tab, "1-asked")

    panel.get_by_role("button", name="Show in paragraph").first.click()
    picture(tab, "2-shown")
    panel.get_by_role("button", name=re.compile("Do it.*line at the end")).click()
    state(tab, "clear")
    assert "terrorist organization banned in Russia" in tab.locator('[data-contentpath="body"]').inner_text()
    assert "Northern Pact" in panel.get_by_role("listitem").last.inner_text()
    picture(tab, "3-mended")
    # Wagtail keeps a draft of its own accord; who publishes while it does so meets a page of the same address.
    tab.wait_for_url(re.compile(r"/edit/$"))
    publish(tab)
    page = ArticlePage.objects.get(title="Talks")
    assert page.live
    assert "terrorist organization banned in Russia" in text_of(page)


def test_a_notice_that_is_taken_out_stops_the_page(tab: Any) -> None:
    page = draft(OWING + NOTICE)
    page.save_revision().publish()
    tab.goto(f"/admin/pages/{page.pk}/edit/")
    paragraph = tab.locator('[data-contentpath="body"] [contenteditable=true]').first
    paragraph.locator("[data-block]").last.click()
    tab.keyboard.press("End")
    for _ in range(len("The Northern Pact is a terrorist organization banned in Russia.")):
        tab.keyboard.press("Backspace")
    open_notices(tab)
    state(tab, "blocked")
    publish(tab)
    told = tab.locator(".messages, main").first.inner_text() + tab.locator("main").inner_text()
    assert "Not published: 1 thing is missing or wrong." in told
    assert "To fix: Add the notice as a line at the end" in told
    assert "terrorist organization" in str(ArticlePage.objects.get(pk=page.pk).body)
    assert faults(tab, PANEL) == []
    picture(tab, "4-stopped")


def test_the_first_page_and_the_report_are_accessible(tab: Any) -> None:
    draft(OWING, title="Envoys")
    tab.goto("/admin/")
    assert "Envoys" in tab.locator(FIRST_PAGE).inner_text()
    assert faults(tab, FIRST_PAGE) == []
    picture(tab, "5-first-page")
    tab.goto("/admin/reports/notices/")
    assert "Northern Pact is named once" in tab.locator("main table").inner_text()
    assert faults(tab, "main table") == []
    picture(tab, "6-report")
