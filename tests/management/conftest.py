"""What the tests of the command line share."""

from pathlib import Path

import pytest

from tests.management.run import Runner


@pytest.fixture
def annotations(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Runner:
    """Runs the command in an empty folder of its own."""
    monkeypatch.chdir(tmp_path)
    return Runner(capsys, monkeypatch)
