"""``annotations audit``: whether the audit trail is as it was written."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import TextIO

from annotations import events
from annotations.intake.problems import Problem, did_you_mean
from annotations.intake.strict_json import quoted
from annotations.management.arguments import examples
from annotations.management.refusal import RefusalError, say
from annotations.management.status import ExitStatus
from annotations.models.channel import Channel

NAME = "audit"
HELP = "verify the audit trail: every event as it was written, none missing"

_EPILOG = examples(
    "manage.py annotations audit verify", "manage.py annotations audit verify --channel newsroom",
    "manage.py annotations audit heads > heads-2026-11-22.jsonl",
)
_EPILOG += """

Events of a channel form a chain: each holds the hash of the one before it. Keep what `heads` prints elsewhere: it shows
a trail that somebody has written anew as a whole.

exit status: 0 every chain is as it was written; 1 one is not; 2 usage"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the verbs of ``audit``."""
    parser.epilog = _EPILOG
    parser.add_argument("audit_verb", metavar="VERB", choices=("verify", "heads"),
                        help="verify: read all events and name every break; heads: where each chain ends")
    parser.add_argument("--channel", metavar="NAME", help="only the events of this channel")


def run(options: argparse.Namespace, *, stdout: TextIO, stderr: TextIO) -> int:
    """Breaks, or heads as JSON Lines, to ``stdout``."""
    channel = channel_named(options.channel) if options.channel else None
    if options.audit_verb == "heads":
        stdout.writelines(_heads(options.channel))
        return ExitStatus.OK
    breaks = events.verify(channel)
    say(stdout, breaks)
    ends = [(name, count) for name, count, _ in events.heads() if not options.channel or name == options.channel]
    total = sum(count for _, count in ends)
    say(stdout if not breaks else stderr, [f"{total} events in {len(ends)} chains: {len(breaks)} breaks"])
    return ExitStatus.FOUND if breaks else ExitStatus.OK


def channel_named(name: str) -> Channel:
    """The channel; ends the verb when there is none of that name."""
    channel = Channel.objects.filter(name=name).first()
    if channel is None:
        known = list(Channel.objects.values_list("name", flat=True))
        message = f"no channel {quoted(name)}{did_you_mean(name, known)}"
        raise RefusalError(ExitStatus.USAGE, Problem("--channel", "unknown_channel", message))
    return channel


def _heads(channel: str | None) -> Iterator[str]:
    for name, count, digest in events.heads():
        if not channel or name == channel:
            yield json.dumps({"chain": name, "events": count, "hash": digest}, ensure_ascii=False) + "\n"
