"""Links of the documentation lead somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.pages import ROOT, all_pages, anchors, links, name_of

PAGES = all_pages()


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_links_inside_the_project_resolve(path: Path) -> None:
    for address in links(path):
        if address.startswith(("https://", "mailto:")):
            continue
        name, _, anchor = address.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.is_relative_to(ROOT), f"{address} leads out of the project"
        assert target.exists(), f"{address} leads nowhere"
        assert not anchor or anchor in anchors(target), f"{target.name} has no heading #{anchor}"


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_links_outside_are_safe_to_follow(path: Path) -> None:
    assert [address for address in links(path) if address.startswith("http:")] == []


def test_each_reader_is_one_click_away() -> None:
    targets = set(links(ROOT / "README.md"))
    assert {"docs/developer.md", "docs/editor.md", "docs/operator.md", "CONTRIBUTING.md", "CHANGELOG.md"} <= targets
