"""``annotations deliver``: sends what waits for callbacks, lists what was given up, and sends it again."""

from __future__ import annotations

import argparse
from typing import TextIO

from django.utils import timezone

from annotations.delivery.outbox import sweep
from annotations.delivery.redelivery import dead_letters, redeliver_all
from annotations.jobs.handlers import CALLBACK
from annotations.jobs.worker import Worker
from annotations.management.arguments import examples
from annotations.management.refusal import say
from annotations.management.status import ExitStatus
from annotations.models.outgoing import Outgoing

NAME = "deliver"
HELP = "send verdicts to callbacks; list and redeliver what was given up"

_ALL = "all"
_EPILOG = examples(
    "manage.py annotations deliver --due", "manage.py annotations deliver --dead",
    "manage.py annotations deliver --redeliver msg_5f2b6c3e",
    "manage.py annotations deliver --redeliver all --callback 3",
)
_EPILOG += """

Workers send by themselves; --due sends what is due now, also what a worker that died has left behind, and ends.

exit status: 0 done; 1 with --dead: there are some; 2 usage; 3 some could not be queued; they are listed"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of ``deliver``."""
    parser.epilog = _EPILOG
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument("--due", action="store_true", help="send what is due, and end")
    way.add_argument("--dead", action="store_true", help="list the messages that were given up")
    way.add_argument("--redeliver", metavar="ID", action="append",
                     help="queue this message again, by its webhook-id; all: every one that was given up")
    parser.add_argument("--callback", metavar="KEY", type=int, help="only messages to this callback")


def run(options: argparse.Namespace, *, stdout: TextIO, stderr: TextIO) -> int:
    """Dead letters to ``stdout``, what was done to ``stderr``."""
    if options.due and options.callback is not None:
        say(stderr, ["error: --callback goes with --dead or --redeliver"])
        return ExitStatus.USAGE
    if options.due:
        return _send_due(stderr)
    rows = dead_letters() if options.dead or _ALL in options.redeliver else Outgoing.objects.all()
    if options.callback is not None:
        rows = rows.filter(callback=options.callback)
    if options.dead:
        lines = [f"{row.webhook_id} {row.callback.url} {row.lane} {row.last_error}"
                 for row in rows.select_related("callback")]
        say(stdout, lines)
        return ExitStatus.FOUND if lines else ExitStatus.OK
    if _ALL not in options.redeliver:
        known = set(rows.filter(webhook_id__in=options.redeliver).values_list("webhook_id", flat=True))
        unknown = [name for name in options.redeliver if name not in known]
        if unknown:
            say(stderr, [f"error: there is no message {name}" for name in unknown])
            return ExitStatus.USAGE
        rows = rows.filter(webhook_id__in=known)
    queued, refused = redeliver_all(rows, at=timezone.now())
    say(stderr, [f"{message.webhook_id}: {error} [{error.code}]" for message, error in refused])
    say(stderr, [f"{queued} messages are queued"])
    return ExitStatus.INCOMPLETE if refused else ExitStatus.OK


def _send_due(stderr: TextIO) -> int:
    sweep(timezone.now())
    worker = Worker.of_this_process("deliver", kinds=(CALLBACK,))
    say(stderr, [f"{worker.drain()} messages tried"])
    return ExitStatus.OK
