"""How a verb ends: its exit status, and quietly when the person or the reader at the other end has gone."""

from __future__ import annotations

import argparse
import io
import os
import sys
from typing import Protocol, TextIO

from annotations.intake.files import os_failure
from annotations.intake.problems import Problem
from annotations.management.refusal import RefusalError, say
from annotations.management.status import ExitStatus


class Verb(Protocol):
    """A module of ``annotations.management.verbs``."""

    NAME: str
    HELP: str

    def configure(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, options: argparse.Namespace, *, stdout: TextIO, stderr: TextIO) -> int: ...


def run_verb(verb: Verb, options: argparse.Namespace, *, stdout: TextIO, stderr: TextIO) -> int:
    """The exit status of ``verb``; everything it wrote is out when this returns."""
    try:
        status = _ended(verb, options, stdout, stderr)
        stdout.flush()
        stderr.flush()
        return status
    except BrokenPipeError:
        _abandon(stdout, stderr)
        return ExitStatus.BROKEN_PIPE
    except OSError as error:
        _abandon(stdout)
        say(stderr, [Problem(str(error.filename or "output"), *os_failure(error))])
        return ExitStatus.USAGE


def _ended(verb: Verb, options: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    try:
        return verb.run(options, stdout=stdout, stderr=stderr)
    except RefusalError as refusal:
        say(stderr, refusal.messages)
        return refusal.status
    except KeyboardInterrupt:
        say(stderr, ["interrupted"])
        return ExitStatus.INTERRUPTED


def _abandon(*streams: TextIO) -> None:
    """Lets what is still buffered go nowhere: the interpreter would complain about it on its way out."""
    for stream in streams:
        if stream not in (sys.stdout, sys.stderr):
            continue
        try:
            number = stream.fileno()
        except (io.UnsupportedOperation, ValueError):
            continue
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, number)
        os.close(nowhere)
