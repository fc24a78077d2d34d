"""The handlers of the tests are known while a test of jobs runs."""

from __future__ import annotations

import pytest

from annotations.jobs.handlers import HANDLERS
from tests.jobs.deeds import KINDS


@pytest.fixture(autouse=True)
def deeds(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind, path in KINDS.items():
        monkeypatch.setitem(HANDLERS, kind, path)
