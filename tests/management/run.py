"""Runs ``manage.py annotations`` inside the test's own process."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from annotations.management.commands.annotations import Command

SAMPLES = Path(__file__).resolve().parents[2] / "annotations" / "samples"
REGISTER = ("--register", str(SAMPLES / "register.jsonl"))
SOURCES = ("--source", str(SAMPLES / "sources.jsonl"))
RUSSIA = ("--jurisdiction", "RU", "--as-of", "2023-05-18")


class Ended(NamedTuple):
    """What the shell sees of a run."""

    status: int
    out: str
    err: str


class Runner:
    """Calls the command as ``manage.py`` does."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def __call__(self, *arguments: str, stdin: bytes = b"") -> Ended:
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status = 0
        try:
            Command().run_from_argv(["manage.py", "annotations", *arguments])
        except SystemExit as ended:
            status = int(ended.code or 0)
        return Ended(status, *self._capsys.readouterr())
