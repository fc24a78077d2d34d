"""How a verb ends, whatever happens in it."""

import argparse
import errno
import io
from collections.abc import Callable
from typing import TextIO

import pytest

from annotations.management.guard import run_verb
from annotations.management.refusal import RefusalError
from annotations.management.status import ExitStatus


class Verb:
    """A verb that does one thing."""

    NAME = "verb"
    HELP = "does one thing"

    def __init__(self, act: Callable[[TextIO], int]) -> None:
        self.act = act

    def configure(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, options: argparse.Namespace, *, stdout: TextIO, stderr: TextIO) -> int:
        return self.act(stdout)


def end(act: Callable[[TextIO], int]) -> tuple[int, str, str]:
    stdout, stderr = io.StringIO(), io.StringIO()
    status = run_verb(Verb(act), argparse.Namespace(), stdout=stdout, stderr=stderr)
    return status, stdout.getvalue(), stderr.getvalue()


def raising(error: BaseException) -> Callable[[TextIO], int]:
    def act(stdout: TextIO) -> int:
        raise error

    return act


def test_the_status_is_the_verbs() -> None:
    assert end(lambda stdout: stdout.write("data") and 1) == (1, "data", "")


def test_a_refusal_says_why() -> None:
    refused = raising(RefusalError(ExitStatus.NO_REGISTER, "error: one\x1b[31m", "error: two"))
    assert end(refused) == (4, "", "error: one\\x1b[31m\nerror: two\n")


def test_control_c_ends_with_one_word() -> None:
    assert end(raising(KeyboardInterrupt())) == (130, "", "interrupted\n")


def test_a_reader_that_has_gone_is_no_error() -> None:
    assert end(raising(BrokenPipeError())) == (141, "", "")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "error: output: no space left on device [io_error]\n"),
        (PermissionError(errno.EACCES, "Permission denied", "a.txt"), "error: a.txt: permission denied [permission]\n"),
    ],
)
def test_a_disk_that_fails_is_named(error: OSError, said: str) -> None:
    assert end(raising(error)) == (2, "", said)


def test_an_error_of_our_own_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        end(raising(ZeroDivisionError()))
