"""The Wagtail app has tests with settings of their own, ``tests/wagtail``; here only whether its magazine starts."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.test_guide import ROOT


def test_the_magazine_has_nothing_wrong_with_it() -> None:
    pytest.importorskip("wagtail", reason="needs the extra `wagtail`; its tests: pytest tests/wagtail --ds tests.wagtail.settings")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", "check", "--settings", "project.magazine.settings"],
        cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
    )
    assert (done.returncode, "no issues" in done.stdout) == (0, True), done.stdout + done.stderr
