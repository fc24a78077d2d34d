"""The rooms in a browser: accessible in the light and the dark, within 320 pixels, in Russian, by the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotations.models.rule_stage import RuleChange
from tests.browser.conftest import PICTURES
from tests.browser.follow import follow
from tests.review.desk import Newsroom
from tests.review.payloads import FULL
from tests.rooms.desk import addresses, rooms

Opened = Callable[..., Any]
WIDE: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
NARROW: dict[str, Any] = {"viewport": {"width": 320, "height": 640}}
WAYS: dict[str, dict[str, Any]] = {"light": WIDE, "dark": WIDE | {"color_scheme": "dark"}, "narrow": NARROW, "russian": WIDE | {"locale": "ru-RU"}}
COLOURED = ("dashboard", "rule", "rule-version", "snapshot", "proof")
"""Pages whose colours are not those of every other."""
OFFERED = "Envoys of the Northern Pact came to the capital on Wednesday for talks."


@pytest.fixture
def desk(transactional_db: None, tmp_path: Path) -> Newsroom:
    return rooms(tmp_path)


def test_every_page_is_accessible_and_fits(opened: Opened, desk: Newsroom, accessible: Callable[..., Any]) -> None:
    for way, options in WAYS.items():
        page = opened("/admin/", user="olga", **options)
        for name, path in addresses(desk).items():
            if way in ("dark", "russian") and name not in COLOURED and not FULL and not PICTURES:
                continue
            looked_at(page, name, path, way)
            assert (way, name, page.evaluate("document.documentElement.scrollWidth") <= options["viewport"]["width"]) == (way, name, True)
            if way in ("light", "dark") or FULL:
                assert (way, name, accessible(page)) == (way, name, [])


def looked_at(page: Any, name: str, path: str, way: str) -> None:
    page.goto(path)
    if name == "sandbox":
        page.fill("#id_text", OFFERED)
        follow(page, "#content form button")
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}-{way}.png", full_page=True)


def test_in_russian_no_english_is_left_on_the_dashboard(opened: Opened, desk: Newsroom) -> None:
    page = opened("/admin/annotations/flag/dashboard/", user="olga", **WAYS["russian"])
    shown = page.inner_text("nav[aria-label], .an-tabs, #content h1, #content h2")
    assert page.get_attribute("html", "lang") == "ru"
    assert "Обзор" in shown
    headings = page.locator("#content h2").all_inner_texts()
    assert not [heading for heading in headings if heading.isascii()]


def test_a_rule_is_changed_by_the_keyboard_alone(opened: Opened, desk: Newsroom) -> None:
    RuleChange.objects.all().delete()
    page = opened("/admin/annotations/rulestage/", user="olga", **WIDE)
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url("**/rulestage/rule/**")
    page.keyboard.press("p")
    page.wait_for_url("**/change/")
    page.focus("#id_stage")
    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#foreseen-h")
    page.focus("#id_reason")
    page.keyboard.type("Too many namesakes lately.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/rulestage/rule/*/")
    assert RuleChange.objects.get().reason == "Too many namesakes lately."


def test_with_the_script_a_text_is_checked_while_it_is_written(opened: Opened, desk: Newsroom) -> None:
    page = opened("/admin/annotations/flag/sandbox/", user="olga", **WIDE)
    page.fill("#id_as_of", "2023-05-18")
    page.fill("#id_text", OFFERED)
    page.wait_for_selector("#verdict-h:has-text('block')")
    page.fill("#id_text", f"{OFFERED} The Northern Pact is a terrorist organization banned in Russia.")
    page.wait_for_selector("#verdict-h:has-text('allow')")


def test_without_the_script_the_sandbox_answers(opened: Opened, desk: Newsroom) -> None:
    page = opened("/admin/annotations/flag/sandbox/", user="olga", script=False, **WIDE)
    page.fill("#id_text", OFFERED)
    page.fill("#id_as_of", "2023-05-18")
    follow(page, "#content form button")
    assert "block" in page.inner_text("#verdict-h")
