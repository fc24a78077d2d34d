"""``docs/adapters.md`` names every role, setting and start-up check there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from annotations.adapters import checks
from annotations.adapters.roles import ROLES

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "adapters.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("role", ROLES)
def test_every_role_is_told(role: str) -> None:
    assert f"`{role}`" in PAGE


def test_every_start_up_check_is_told_and_no_other() -> None:
    code = Path(checks.__file__).read_text(encoding="utf-8")
    pattern = r"annotations\.[EW]\d{3}"
    assert set(re.findall(pattern, code)) == set(re.findall(pattern, PAGE))
