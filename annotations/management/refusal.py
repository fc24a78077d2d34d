"""The way out of a verb that cannot go on: an exit status and the messages that say why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from annotations.engine.formats.printable import printable
from annotations.management.status import ExitStatus


class RefusalError(Exception):
    """Ends a verb with ``status`` after its ``messages`` are on stderr, one a line."""

    def __init__(self, status: ExitStatus, *messages: object) -> None:
        super().__init__(*map(str, messages))
        self.status = status
        self.messages = tuple(str(message) for message in messages)


def say(stream: TextIO, messages: Iterable[object]) -> None:
    """One message a line, whatever characters a file name or an article put into it."""
    for message in messages:
        stream.write(printable(str(message)).replace("\n", " ") + "\n")
