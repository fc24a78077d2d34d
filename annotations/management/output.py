"""A file that appears whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from annotations.intake.files import os_failure
from annotations.intake.problems import Problem
from annotations.management.refusal import RefusalError
from annotations.management.status import ExitStatus


@contextmanager
def data_stream(path: str | None, stdout: TextIO) -> Iterator[TextIO]:
    """Where data goes: ``stdout``, or a file at ``path`` that is there, whole, when the block has ended without error.

    What is at ``path`` and is no file (a pipe, a device) is written to as it is.
    """
    if path is None:
        yield stdout
        return
    target = os.path.realpath(path)
    special = os.path.exists(target) and not os.path.isfile(target)
    with _special(target, path) if special else _replaced(target, path) as stream:
        yield stream


@contextmanager
def _special(target: str, path: str) -> Iterator[TextIO]:
    with _refusing(path):
        stream = open(target, "w", encoding="utf-8", errors="backslashreplace", newline="\n")  # noqa: SIM115
    with stream:
        yield stream


@contextmanager
def _replaced(target: str, path: str) -> Iterator[TextIO]:
    with _refusing(path):
        number, temporary = tempfile.mkstemp(dir=os.path.dirname(target), prefix=".annotations-")
    try:
        with open(number, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
            yield stream
        with _refusing(path):
            os.chmod(temporary, _mode(target))
            os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise


def _mode(target: str) -> int:
    """The permissions that the file has, or that a new one gets."""
    if os.path.exists(target):
        return os.stat(target).st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


@contextmanager
def _refusing(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RefusalError(ExitStatus.USAGE, Problem(path, *os_failure(error))) from error
