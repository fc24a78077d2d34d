"""Follows ``docs/guide.md`` word for word on a project made from scratch: what the guide says must be what happens.

Of its fenced blocks, ``python PATH`` is a file and ``python PATH (add)`` the end of one, ``console`` holds commands with the
lines they print (``…`` stands for anything), and ``pycon`` a session in the project's shell.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "docs" / "guide.md"
_FENCE = re.compile(r"^```(?P<info>[^\n`]+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_SESSION = """
import doctest, sys, django
django.setup()
from django.test.utils import setup_test_environment
setup_test_environment()
test = doctest.DocTestParser().get_doctest(sys.stdin.read(), {}, "guide", None, 0)
options = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
raise SystemExit(doctest.DocTestRunner(optionflags=options).run(test).failed > 0)
"""


@dataclass(frozen=True)
class Block:
    """One fenced block of the guide."""

    kind: str
    path: str
    added: bool
    text: str


def blocks(page: Path = GUIDE) -> list[Block]:
    """All of them, in order."""
    found = []
    for fence in _FENCE.finditer(page.read_text(encoding="utf-8")):
        kind, _, rest = fence["info"].strip().partition(" ")
        found.append(Block(kind, rest.removesuffix(" (add)"), rest.endswith(" (add)"), fence["text"]))
    return found


class Project:
    """A folder in which the guide is followed."""

    def __init__(self, folder: Path, *, settings: str = "mysite.settings", warnings: str = "error") -> None:
        self.folder, self.settings = folder, settings
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "ANNOTATIONS_"))}
        self.environment |= {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": warnings, "NO_COLOR": "1"}

    def run(self, command: list[str], given: str = "") -> subprocess.CompletedProcess[str]:
        """Runs a command in the folder."""
        words = [sys.executable if word == "python" else word for word in command]
        if words[0] == "wagtail":
            words[0] = str(Path(sys.executable).with_name("wagtail"))
        return subprocess.run(
            words, cwd=self.folder, env=self.environment, input=given, capture_output=True, text=True, timeout=600, check=False
        )

    def follow(self, block: Block) -> None:
        """Does what one block says."""
        if block.path:
            file = self.folder / block.path
            file.write_text((file.read_text() if block.added else "") + block.text, encoding="utf-8")
        elif block.kind == "console":
            for command, printed in commands(block.text):
                told(self.run(shlex.split(command)), printed, command)
        elif block.kind == "pycon":
            self.environment["DJANGO_SETTINGS_MODULE"] = self.settings
            session = self.run(["python", "-c", _SESSION], given=block.text)
            assert (session.returncode, session.stdout) == (0, ""), session.stderr


def commands(text: str) -> list[tuple[str, list[str]]]:
    """Commands, each with the lines under it."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


def told(done: subprocess.CompletedProcess[str], lines: list[str], command: str) -> None:
    """The lines stand in the output, in this order; a command without any succeeds."""
    output, position = done.stdout + done.stderr, 0
    for line in lines:
        pattern = ".*".join(re.escape(part) for part in line.split("…"))
        match = re.compile(pattern).search(output, position)
        assert match, f"$ {command}\ndoes not print {line!r}, but\n{output}"
        position = match.end()
    assert lines or done.returncode == 0, f"$ {command}\n{output}"


def test_the_guide_works_as_it_stands(tmp_path: Path) -> None:
    project = Project(tmp_path)
    found = blocks()
    assert {block.kind for block in found} >= {"python", "console", "pycon"}
    for block in found:
        project.follow(block)
