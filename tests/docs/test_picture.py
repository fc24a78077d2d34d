"""The picture in the README is of today's demo."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from docs.picture import PICTURE, PROMPT, demo_output, svg
from tests.docs.pages import ROOT, links

_SVG = "{http://www.w3.org/2000/svg}"
_ESCAPE = re.compile("\x1b\\[[0-9;]*m")


def words_of(picture: str) -> list[str]:
    """The words of each line, as a reader sees them."""
    lines: dict[str, list[str]] = {}
    for text in ElementTree.fromstring(picture).iter(f"{_SVG}text"):
        lines.setdefault(text.attrib["y"], []).append(text.text or "")
    return [" ".join(" ".join(pieces).split()) for pieces in lines.values()]


def test_its_words_are_those_of_the_demo() -> None:
    printed = [" ".join(_ESCAPE.sub(" ", line).split()) for line in demo_output().splitlines()]
    shown = [line for line in printed if line]
    assert words_of(PICTURE.read_text(encoding="utf-8")) == [PROMPT, *shown], "run: python docs/picture.py"


def test_it_is_drawn_by_its_script() -> None:
    assert PICTURE.read_text(encoding="utf-8") == svg(demo_output()), "run: python docs/picture.py"


def test_it_can_be_read_aloud_and_in_the_dark() -> None:
    text = PICTURE.read_text(encoding="utf-8")
    picture = ElementTree.fromstring(text)
    named = [picture.find(f"{_SVG}{name}") for name in ("title", "desc")]
    ids = [element.attrib["id"] for element in named if element is not None and element.text]
    assert picture.attrib["aria-labelledby"].split() == ids
    assert "@media (prefers-color-scheme: dark)" in text


def test_it_loads_nothing() -> None:
    assert not re.search(r"href|src=|url\(|@import|<script", PICTURE.read_text(encoding="utf-8"))


def test_the_readme_shows_it() -> None:
    assert "docs/demo.svg" in set(links(ROOT / "README.md"))
