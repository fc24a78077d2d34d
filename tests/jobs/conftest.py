"""The handlers of the tests are known while a test of jobs runs."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.jobs.handlers import HANDLERS
from tests.jobs.deeds import KINDS


@pytest.fixture(autouse=True)
def worker_backend(settings: Any) -> None:
    """Nobody does a job but the workers that a test starts; the days of the tests are past for a backend that does it inline."""
    settings.ANNOTATIONS = {"BACKEND": "worker"}


@pytest.fixture(autouse=True)
def deeds(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind, path in KINDS.items():
        monkeypatch.setitem(HANDLERS, kind, path)
