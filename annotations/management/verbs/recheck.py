"""``annotations recheck``: has stored articles checked again."""

from __future__ import annotations

import argparse
from typing import TextIO

from django.utils import timezone

from annotations.jobs.checks import enqueue_checks
from annotations.management.arguments import examples
from annotations.management.refusal import say
from annotations.management.status import ExitStatus
from annotations.management.verbs.audit import channel_named
from annotations.models.article import Article

NAME = "recheck"
HELP = "queue stored articles to be checked again"

_EPILOG = examples(
    "manage.py annotations recheck --unchecked", "manage.py annotations recheck --channel newsroom",
    "manage.py annotations recheck --channel newsroom --id 4711", "manage.py annotations recheck --all",
)
_EPILOG += """

The newest revision of each is queued; a worker checks them. Where nothing has changed a check writes nothing.

exit status: 0 queued; 2 usage"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of ``recheck``."""
    parser.epilog = _EPILOG
    parser.add_argument("--channel", metavar="NAME", help="only articles of this channel")
    which = parser.add_mutually_exclusive_group(required=False)
    which.add_argument("--unchecked", action="store_true", help="only those that could not be checked")
    which.add_argument("--id", metavar="ID", action="append", help="only this one; may be given several times")
    which.add_argument("--all", action="store_true", help="all; the default with --channel")


def run(options: argparse.Namespace, *, stdout: TextIO, stderr: TextIO) -> int:
    """How many were queued, to ``stderr``."""
    if not (options.channel or options.unchecked or options.id or options.all):
        say(stderr, ["error: say which: --channel NAME, --unchecked, --id ID, or --all"])
        return ExitStatus.USAGE
    found = Article.objects.filter(latest__isnull=False).order_by("pk")
    if options.channel:
        found = found.filter(channel=channel_named(options.channel))
    if options.unchecked:
        found = found.exclude(unchecked="")
    if options.id:
        found = found.filter(external_id__in=options.id)
    queued = enqueue_checks(found.values_list("latest_id", flat=True).iterator(), at=timezone.now())
    say(stderr, [f"{len(queued)} articles are queued"])
    return ExitStatus.OK
