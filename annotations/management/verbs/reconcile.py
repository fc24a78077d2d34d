"""``annotations reconcile``: finds what went live past the gate, and flags it."""

from __future__ import annotations

import argparse
from typing import TextIO

from django.utils import timezone

from annotations.flags import waivers
from annotations.management.arguments import examples
from annotations.management.refusal import say
from annotations.management.status import ExitStatus
from annotations.past_gate import reconcile

NAME = "reconcile"
HELP = "find what went live past the gate, have it checked, and flag it"

_EPILOG = examples("manage.py annotations reconcile", "manage.py annotations reconcile --batch 2000")
_EPILOG += """

Run it every minute: it finds what .update(), bulk_create(), raw SQL, imports and the clock have put live. Running it
twice changes nothing. It also ends the waivers whose time is over, and opens their flags again.

exit status: 0 everything that is live is known; 3 something could not be received, see the log"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of ``reconcile``."""
    parser.epilog = _EPILOG
    parser.add_argument("--batch", metavar="N", type=int, default=500, help="rows read at a time; default: 500")


def run(options: argparse.Namespace, *, stdout: TextIO, stderr: TextIO) -> int:
    """What came of it, in a line, to ``stderr``."""
    now = timezone.now()
    result, ended = reconcile(at=now, batch=max(options.batch, 1)), waivers.end_due(at=now)
    say(stderr, [f"{result}, {ended} waivers ended"])
    return ExitStatus.INCOMPLETE if result.failed else ExitStatus.OK
