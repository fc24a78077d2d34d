"""Screenshots of every screen, to be looked at by people: light, dark, narrow. Only where a folder for them is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import PICTURES
from tests.browser.screens import screens
from tests.review.desk import Newsroom

pytestmark = pytest.mark.skipif(not PICTURES, reason="no folder for pictures: ANNOTATIONS_PICTURES")
WAYS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1280, "height": 900}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "russian": {"viewport": {"width": 1280, "height": 900}, "locale": "ru-RU"},
    "russian-narrow": {"viewport": {"width": 320, "height": 640}, "locale": "ru-RU", "color_scheme": "dark"},
}


@pytest.mark.parametrize("way", WAYS)
def test_each_screen_has_its_picture(opened: Callable[..., Any], desk: Newsroom, way: str) -> None:
    for name, path in screens(desk).items():
        page = opened(path, **WAYS[way])
        page.screenshot(path=Path(PICTURES) / f"{name}-{way}.png", full_page=True)

