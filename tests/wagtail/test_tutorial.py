"""Follows ``docs/wagtail.md`` word for word on a site made from scratch: what the page says must be what happens."""

from __future__ import annotations

from pathlib import Path

from tests.test_guide import ROOT, Project, blocks

PAGE = ROOT / "docs" / "wagtail.md"


def test_the_tutorial_works_as_it_stands(tmp_path: Path) -> None:
    project = Project(tmp_path, settings="mysite.settings.dev", warnings="ignore")
    found = [block for block in blocks(PAGE) if block.kind in {"python", "console", "pycon", "json"}]
    assert {block.kind for block in found} == {"python", "console", "pycon", "json"}
    for block in found:
        project.follow(block)
