"""Every screen: accessible, within 320 pixels, in the dark, from right to left; nothing the policy refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.screens import screens
from tests.review.desk import Newsroom

Opened = Callable[..., Any]
WIDE = {"viewport": {"width": 1280, "height": 900}}
NARROW = {"viewport": {"width": 320, "height": 640}}


def looked_at(page: Any, path: str, accessible: Callable[..., Any]) -> Any:
    page.goto(path)
    return accessible(page)


def with_scripts(desk: Newsroom) -> dict[str, str]:
    """The screens on which axe can run: the laid-out text is in a sandbox without scripts."""
    return {name: path for name, path in screens(desk).items() if name != "layout"}


def test_axe_finds_nothing_in_the_light(opened: Opened, desk: Newsroom, accessible: Callable[..., Any]) -> None:
    page = opened("/admin/", **WIDE)
    assert {name: wrong for name, path in with_scripts(desk).items() if (wrong := looked_at(page, path, accessible))} == {}


def test_axe_finds_nothing_in_the_dark(opened: Opened, desk: Newsroom, accessible: Callable[..., Any]) -> None:
    page = opened("/admin/", **WIDE, color_scheme="dark")
    assert {name: wrong for name, path in with_scripts(desk).items() if (wrong := looked_at(page, path, accessible))} == {}


def test_nothing_is_wider_than_a_telephone(opened: Opened, desk: Newsroom) -> None:
    page = opened("/admin/", **NARROW)
    for name, path in screens(desk).items():
        page.goto(path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert (name, wide <= 320 or name == "articles") == (name, True), wide


def test_the_desk_reads_from_right_to_left(opened: Opened, desk: Newsroom, accessible: Callable[..., Any], settings: Any) -> None:
    settings.LANGUAGES, settings.LANGUAGE_CODE = [("ar", "Arabic")], "ar"
    page = opened("/admin/annotations/flag/", **NARROW)
    assert page.evaluate("document.documentElement.dir") == "rtl"
    for path in (screens(desk)[name] for name in ("queue", "flag", "article")):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert accessible(page) == []


@pytest.mark.parametrize("path", ["/admin/annotations/flag/", "/admin/annotations/flag/keys/"])
def test_forced_colours_leave_marks_visible(opened: Opened, desk: Newsroom, path: str) -> None:
    page = opened(path, **WIDE, forced_colors="active")
    outlined = page.evaluate("[...document.querySelectorAll('.an-quote mark')].every((mark) => getComputedStyle(mark).outlineStyle === 'solid')")
    assert outlined
