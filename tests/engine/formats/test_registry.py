"""The formats by name."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotations.engine.formats.registry import FORMATS, UnknownFormat, render
from tests.engine.formats import samples

RENDER = """
from annotations.engine.formats.registry import FORMATS, render
from tests.engine.formats import samples
import hashlib
print({name: hashlib.sha256(render(samples.everything(), name).encode()).hexdigest() for name in FORMATS})
"""


def test_the_formats_are_those_of_the_command_line() -> None:
    assert list(FORMATS) == ["text", "json", "jsonl", "sarif", "web-annotation", "github"]


def test_an_unknown_format_is_refused_with_those_that_exist() -> None:
    with pytest.raises(UnknownFormat, match="'xml'; choose one of text, json"):
        render([], "xml")


@pytest.mark.parametrize("name", FORMATS)
def test_output_ends_with_a_line_end_or_is_empty(name: str) -> None:
    for report in samples.everything():
        shown = render([report], name)
        assert shown == "" or (shown.endswith("\n") and not shown.endswith("\n\n"))


def test_another_hash_seed_gives_the_same_bytes() -> None:
    answers = {
        subprocess.run(
            [sys.executable, "-c", RENDER],
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[3],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(answers) == 1
