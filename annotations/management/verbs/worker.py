"""``annotations worker``: does the work that waits in the database."""

from __future__ import annotations

import argparse
import signal
import threading
from types import FrameType
from typing import TextIO

from django.utils import timezone

from annotations.jobs import queue
from annotations.jobs.ticks import BACKENDS, tell
from annotations.jobs.worker import Worker
from annotations.management.arguments import examples
from annotations.management.refusal import say
from annotations.management.status import ExitStatus
from annotations.models.job import Job

NAME = "worker"
HELP = "do the checks that wait, until it is stopped"

_EPILOG = examples(
    "manage.py annotations worker", "manage.py annotations worker --once", "manage.py annotations worker --dead",
    "manage.py annotations worker --tell celery",
)
_EPILOG += """

Any number of workers may run. Each ends after the job at hand when it gets SIGTERM or Ctrl-C; what one that was killed
had taken is taken by another when its lease ends. Where Celery or django.tasks do the work, run --tell every minute: it
makes good what a broker lost.

exit status: 0 ended; 1 with --dead: there are some; 130 ended by Ctrl-C"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of ``worker``."""
    parser.epilog = _EPILOG
    parser.add_argument("--max-jobs", metavar="N", type=_count, help="end after so many jobs")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--once", action="store_true", help="end when nothing is due any more")
    way.add_argument("--dead", action="store_true", help="list the jobs that nobody will try again, and end")
    way.add_argument("--revive", action="store_true", help="queue those anew, and end")
    way.add_argument("--tell", metavar="BACKEND", choices=sorted(BACKENDS),
                     help="have this backend do what is due, and end: " + ", ".join(sorted(BACKENDS)))


def run(options: argparse.Namespace, *, stdout: TextIO, stderr: TextIO) -> int:
    """What was done, in a line, to ``stderr``; dead jobs to ``stdout``."""
    if options.dead:
        rows = list(queue.dead())
        say(stdout, (f"{job.pk} {job}: {job.last_error}" for job in rows))
        return ExitStatus.FOUND if rows else ExitStatus.OK
    if options.revive:
        count = queue.revive(Job.objects.all(), now=timezone.now())
        say(stderr, [f"{count} jobs are queued anew"])
        return ExitStatus.OK
    if options.tell:
        tell([], not_before=timezone.now(), backend=options.tell)
        return ExitStatus.OK
    worker = Worker.of_this_process("worker")
    signals = _stop_on_signals(worker)
    did = worker.drain(max_jobs=options.max_jobs) if options.once else worker.serve(max_jobs=options.max_jobs)
    say(stderr, [f"{did} jobs done"])
    return ExitStatus.INTERRUPTED if signal.SIGINT in signals else ExitStatus.OK


def _stop_on_signals(worker: Worker) -> list[int]:
    """The signals that came: the first lets the job at hand end. Python knows signals in its main thread only."""
    came: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        came.append(number)
        worker.stop()

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
    return came


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number above 0")
    return int(text)
