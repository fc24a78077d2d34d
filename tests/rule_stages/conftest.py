"""A desk with a person who writes rules, one who may publish them, and nobody in the background."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from tests.flags.desk import Desk

WRITES, PUBLISHES = ("edit_rule",), ("edit_rule", "publish_rule")


@pytest.fixture
def desk(tmp_path: Path, db: None, settings: Any) -> Desk:
    settings.ANNOTATIONS = {"BACKEND": "worker"}
    return Desk(tmp_path).open()


@pytest.fixture
def writer(desk: Desk) -> User:
    return desk.person("writer", WRITES)


@pytest.fixture
def lead(desk: Desk) -> User:
    return desk.person("lead", PUBLISHES)


@pytest.fixture
def other(desk: Desk) -> User:
    return desk.person("other", PUBLISHES)
