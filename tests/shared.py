"""Where the evaluation data lies, which is kept outside the project: tests that need it are skipped without it."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(os.environ.get("ANNOTATIONS_SHARED", Path(__file__).resolve().parents[2] / "shared"))


def shared(name: str) -> Path:
    """The path of a shared file; skips the calling test, with the reason, where it is not there."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"evaluation data {name} is not here; set ANNOTATIONS_SHARED to its folder")
    return path


def shared_lines(name: str) -> Iterator[dict[str, Any]]:
    """The objects of a shared JSON Lines file."""
    with shared(name).open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
