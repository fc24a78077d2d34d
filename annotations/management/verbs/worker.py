"""``annotations worker``: does the work that waits in the database."""

from __future__ import annotations

import argparse
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import TextIO

from django.db import connections
from django.utils import timezone

from annotations.jobs import queue
from annotations.jobs.handlers import WAITING, computing
from annotations.jobs.ticks import BACKENDS, tell
from annotations.jobs.worker import Worker
from annotations.management.arguments import examples
from annotations.management.refusal import say
from annotations.management.status import ExitStatus
from annotations.models.job import Job

NAME = "worker"
HELP = "do the checks that wait, until it is stopped"

_SENDERS, _MOST_SENDERS = 4, 64

_EPILOG = examples(
    "manage.py annotations worker", "manage.py annotations worker --once", "manage.py annotations worker --dead",
    "manage.py annotations worker --tell celery",
)
_EPILOG += """

Any number of workers may run. Each ends after the job at hand when it gets SIGTERM or Ctrl-C; what one that was killed
had taken is taken by another when its lease ends. Verdicts are sent to callbacks by threads of their own, so that no
check waits for a receiver that does not answer. Where Celery or django.tasks do the work, run Celery's beat, or --tell
every minute: it makes good what a broker lost.

exit status: 0 ended; 1 with --dead: there are some; 130 ended by Ctrl-C"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of ``worker``."""
    parser.epilog = _EPILOG
    parser.add_argument("--max-jobs", metavar="N", type=_count, help="end after so many jobs")
    parser.add_argument("--senders", metavar="N", type=_number, default=_SENDERS,
                        help=f"threads that send to callbacks; default: {_SENDERS}; 0: other workers do it")
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
    if options.once or options.max_jobs is not None:
        return _work_alone(options, stderr)
    worker = Worker.of_this_process("worker", kinds=computing())
    senders = [Worker.of_this_process(f"sender {number}", kinds=WAITING) for number in range(options.senders)]
    signals = _stop_on_signals([worker, *senders])
    with _serving(senders) as sent:
        try:
            did = worker.serve()
        finally:
            for sender in senders:
                sender.stop()
    say(stderr, [f"{did + sum(sent)} jobs done"])
    return ExitStatus.INTERRUPTED if signal.SIGINT in signals else ExitStatus.OK


def _work_alone(options: argparse.Namespace, stderr: TextIO) -> int:
    """One thread for everything, so that jobs can be counted and the end is known."""
    worker = Worker.of_this_process("worker")
    signals = _stop_on_signals([worker])
    did = worker.drain(max_jobs=options.max_jobs) if options.once else worker.serve(max_jobs=options.max_jobs)
    say(stderr, [f"{did} jobs done"])
    return ExitStatus.INTERRUPTED if signal.SIGINT in signals else ExitStatus.OK


@contextmanager
def _serving(workers: Sequence[Worker]) -> Iterator[list[int]]:
    """Has each of them serve in a thread until it is stopped, and waits for them; how many jobs each did."""
    did: list[int] = []

    def serve(worker: Worker) -> None:
        try:
            did.append(worker.serve())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=serve, args=(worker,), name=worker.by) for worker in workers]
    for thread in threads:
        thread.start()
    try:
        yield did
    finally:
        for thread in threads:
            thread.join()


def _stop_on_signals(workers: Sequence[Worker]) -> list[int]:
    """The signals that came: the first lets the job at hand end. Python knows signals in its main thread only."""
    came: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        came.append(number)
        for worker in workers:
            worker.stop()

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
    return came


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) > _MOST_SENDERS:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number up to {_MOST_SENDERS}")
    return int(text)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number above 0")
    return int(text)
