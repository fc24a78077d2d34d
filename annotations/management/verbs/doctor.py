"""``annotations doctor``: whether this installation is well, and what to do where it is not."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import TextIO

from django.utils import timezone

from annotations.doctor.finding import Finding, State
from annotations.doctor.look import look
from annotations.management.arguments import examples
from annotations.management.refusal import say
from annotations.management.status import ExitStatus

NAME = "doctor"
HELP = "whether this installation is well, and what to do where it is not"

_EPILOG = examples("manage.py annotations doctor", "manage.py annotations doctor --json") + """

Reads only. Run it after installing, upgrading and restoring, and by a timer.

exit status: 0 nothing fails (there may be warnings); 1 something does; 2 usage"""
_WIDTH = max(map(len, State))


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of ``doctor``."""
    parser.epilog = _EPILOG
    parser.add_argument("--json", action="store_true", help="one object, for machines")


def run(options: argparse.Namespace, *, stdout: TextIO, stderr: TextIO) -> int:
    """A line for each part to ``stdout``, as soon as it was looked at."""
    found: list[Finding] = []
    for finding in look(now=timezone.now()):
        found.append(finding)
        if not options.json:
            say(stdout, [_line(finding)])
    worst = next((state for state in (State.FAIL, State.WARN) if state in {row.state for row in found}), State.OK)
    if options.json:
        said = {"status": worst.value, "checks": [asdict(finding) for finding in found]}
        stdout.write(json.dumps(said, ensure_ascii=False, indent=2) + "\n")
    return ExitStatus.FOUND if worst is State.FAIL else ExitStatus.OK


def _line(finding: Finding) -> str:
    advice = f". {finding.advice}" if finding.advice else ""
    return f"{finding.state.value:{_WIDTH}}  {finding.part}: {finding.said}{advice}"
