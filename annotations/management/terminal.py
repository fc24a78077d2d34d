"""What depends on a person sitting at a terminal: colour and a line that shows progress."""

from __future__ import annotations

import argparse
import os
import time
from typing import TextIO

_BAR = 24
_CLEAR_LINE = "\r\x1b[K"


def wants_color(stream: TextIO, options: argparse.Namespace) -> bool:
    """Whether to colour what goes to ``stream``: Django's options first, then NO_COLOR, then if it is a terminal."""
    if getattr(options, "no_color", False):
        return False
    if getattr(options, "force_color", False):
        return True
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and stream.isatty()


class Progress:
    """A line on a terminal that is rewritten at most five times a second; nothing where there is no terminal."""

    def __init__(self, stream: TextIO, *, interval: float = 0.2) -> None:
        self._stream = stream
        self._interval = interval
        self._shown_at = time.monotonic()
        self._visible = False
        self._wanted = stream.isatty()

    def show(self, text: str) -> None:
        now = time.monotonic()
        if self._wanted and now - self._shown_at >= self._interval:
            self._stream.write(_CLEAR_LINE + text)
            self._stream.flush()
            self._shown_at, self._visible = now, True

    def clear(self) -> None:
        """Takes the line away, before something else is written."""
        if self._visible:
            self._stream.write(_CLEAR_LINE)
            self._stream.flush()
            self._visible = False

    def bar(self, done: float, text: str) -> None:
        """``text`` after a bar of which ``done``, from 0 to 1, is filled."""
        share = min(1.0, max(0.0, done))
        filled = int(share * _BAR)
        self.show(f"[{'#' * filled}{'.' * (_BAR - filled)}] {share:4.0%}  {text}")
