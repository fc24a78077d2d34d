"""axe-core, the checker of accessibility: a file of npm's, used by tests alone."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

VERSION = "4.14.1"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")


def source(folder: Path) -> str:
    """The script: from ``ANNOTATIONS_AXE``, a path, or fetched by npm into ``folder``; without either tests are
    skipped."""
    stated = os.environ.get("ANNOTATIONS_AXE")
    if stated:
        return Path(stated).read_text(encoding="utf-8")
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("axe-core is not there: install npm, or name its file in ANNOTATIONS_AXE")
    fetch = [npm, "install", "--no-save", "--silent", "--prefix", str(folder), f"axe-core@{VERSION}"]
    if subprocess.run(fetch, capture_output=True, timeout=120, check=False).returncode:
        pytest.skip("axe-core cannot be fetched: name its file in ANNOTATIONS_AXE")
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, script: str) -> list[str]:
    """What axe finds wrong with a page, in lines: the rule, and the first element that breaks it."""
    page.evaluate(script)
    found = page.evaluate(
        "async (tags) => (await axe.run(document, {runOnly: {type: 'tag', values: tags}})).violations", list(RULES)
    )
    return [f"{row['id']}: {row['nodes'][0]['html'][:160]} {row['nodes'][0]['failureSummary'][:200]}" for row in found]
