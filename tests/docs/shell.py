"""Runs the ``console`` and ``sh`` examples of a page: ``annotations`` in the test's own process, the few words of a
shell beside it, and nothing else."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from doctest import ELLIPSIS, OutputChecker
from pathlib import Path

from tests.docs.pages import Example
from tests.management.run import Ended, Runner

_PYTHON = re.compile(r"(\S*/)?python\d?(\.\d+)?")
_NOT_RUN = re.compile(
    r"git (clone|add|commit)\b|cd |make \w+$|(\S*/)?pip install |"
    r"(\S*/)?python\S* (-m (venv|pytest|tests\.|benchmarks\.)|docs/picture\.py$)"
)
"""What a reader runs around our commands and tests do not: it makes the environment, or takes long."""


class Shell:
    """A folder, the status of the last command, and what it knows to run."""

    def __init__(self, annotations: Runner, folder: Path) -> None:
        self._annotations = annotations
        self._folder = folder
        self._status = 0

    def run(self, line: str) -> str:
        """What the commands of a line print, joined by ``&&`` or ``|``."""
        said, stdin = "", b""
        for words, joint in _commands(line):
            ended = self._one(words, stdin)
            self._status, stdin = ended.status, b""
            if joint == "|":
                stdin = ended.out.encode()
                continue
            said += ended.out + ended.err
            if joint == "&&" and ended.status:
                break
        return said

    def _one(self, words: Sequence[str], stdin: bytes) -> Ended:
        words, target, mode = _redirected(words)
        ended = self._called(words, stdin)
        if target is None:
            return ended
        with (self._folder / target).open(mode, encoding="utf-8") as file:
            file.write(ended.out)
        return ended._replace(out="")

    def _called(self, words: Sequence[str], stdin: bytes) -> Ended:
        if words[0] == "echo":
            return Ended(0, " ".join(words[1:]).replace("$?", str(self._status)) + "\n", "")
        if words[0] == "cat":
            return Ended(0, "".join((self._folder / name).read_text(encoding="utf-8") for name in words[1:]), "")
        arguments = annotations_arguments(words)
        if arguments == ["demo"]:
            arguments = ["demo", "--no-database"]  # The newsroom has a test of its own: tests/project/test_demo.py.
        if arguments is not None:
            return self._annotations(*arguments, stdin=stdin)
        assert _NOT_RUN.match(shlex.join(words)), f"tests cannot run: {shlex.join(words)}"
        return Ended(0, "", "")


def annotations_arguments(words: Sequence[str]) -> list[str] | None:
    """What stands after ``manage.py annotations``, whatever interpreter stands before it."""
    left = list(words[1:] if _PYTHON.fullmatch(words[0]) else words)
    return left[2:] if left[:2] in (["manage.py", "annotations"], ["./manage.py", "annotations"]) else None


def run_example(shell: Shell, example: Example) -> None:
    """Runs each command of a block and compares what is printed with what the block shows; ``...`` stands for any."""
    for command, wanted in commands_of(example):
        found = shell.run(command)
        message = f"{example.place}: {command}\nshown:\n{wanted}\nprinted:\n{found}"
        assert wanted is None or OutputChecker().check_output(wanted, found, ELLIPSIS), message


def commands_of(example: Example) -> list[tuple[str, str | None]]:
    """The commands of a block with what it shows of their output; every line of ``sh`` is a command and shows none."""
    text = example.text.replace("\\\n", " ")
    if example.language == "sh":
        return [(line, None) for line in text.splitlines() if line.strip()]
    parts = re.split(r"^\$ ", text, flags=re.MULTILINE)
    assert not parts[0].strip(), f"{example.place} does not begin with a command"
    return [(command, wanted) for command, _, wanted in (part.partition("\n") for part in parts[1:])]


def _commands(line: str) -> Iterator[tuple[list[str], str]]:
    """Commands, each with what joins it to the next."""
    words: list[str] = []
    lexer = shlex.shlex(line, posix=True, punctuation_chars="&|>")
    lexer.whitespace_split = True
    for word in lexer:
        if word in {"&&", "|"}:
            yield words, word
            words = []
        else:
            words.append(word)
    yield words, ""


def _redirected(words: Sequence[str]) -> tuple[Sequence[str], str | None, str]:
    for sign, mode in ((">", "w"), (">>", "a")):
        if sign in words:
            at = words.index(sign)
            return words[:at], words[at + 1], mode
    return words, None, "w"
