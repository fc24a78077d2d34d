"""Colour and progress: only where a person looks, and wants them."""

import argparse
import io
from typing import Any

import pytest

from annotations.management.terminal import Progress, wants_color


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")


def options(**given: Any) -> argparse.Namespace:
    return argparse.Namespace(**given)


def test_a_terminal_gets_colour_and_a_pipe_none() -> None:
    assert wants_color(Terminal(), options())
    assert not wants_color(io.StringIO(), options())


def test_no_color_is_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not wants_color(Terminal(), options(no_color=True))
    monkeypatch.setenv("NO_COLOR", "1")
    assert not wants_color(Terminal(), options())
    assert wants_color(Terminal(), options(force_color=True))


def test_a_dumb_terminal_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert not wants_color(Terminal(), options())


def test_progress_is_one_line_that_goes_away() -> None:
    terminal = Terminal()
    progress = Progress(terminal, interval=0)
    progress.show("1 checked")
    progress.show("2 checked")
    progress.clear()
    progress.clear()
    assert terminal.getvalue() == "\r\x1b[K1 checked\r\x1b[K2 checked\r\x1b[K"


def test_progress_waits_and_says_nothing_to_a_pipe() -> None:
    pipe, terminal = io.StringIO(), Terminal()
    Progress(pipe, interval=0).show("1 checked")
    Progress(terminal, interval=60).show("1 checked")
    assert pipe.getvalue() == terminal.getvalue() == ""


def test_a_bar_shows_how_much_is_done() -> None:
    terminal = Terminal()
    Progress(terminal, interval=0).bar(0.5, "1000 rows read")
    assert terminal.getvalue().endswith("[############............]  50%  1000 rows read")
    pipe = io.StringIO()
    Progress(pipe, interval=0).bar(0.5, "1000 rows read")
    assert pipe.getvalue() == ""
