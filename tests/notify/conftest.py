"""A desk with a register and one person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from tests.flags.desk import Desk


@pytest.fixture
def desk(tmp_path: Path, db: None, settings: Any) -> Desk:
    settings.ANNOTATIONS = {"BACKEND": "worker", "PUBLIC_URL": "https://desk.example"}
    return Desk(tmp_path).open()


@pytest.fixture
def anna(desk: Desk) -> User:
    return desk.person("anna")
