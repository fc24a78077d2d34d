"""``annotations channels``: connections to publishing systems: list, add, change."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from typing import Any, TextIO

from annotations.engine.jurisdictions import is_known
from annotations.intake.problems import Problem, did_you_mean
from annotations.intake.strict_json import quoted
from annotations.management.arguments import examples
from annotations.management.refusal import RefusalError, say
from annotations.management.status import ExitStatus
from annotations.models.channel import Channel
from annotations.webhooks.adapters.registry import DEFAULT, NAMES

NAME = "channels"
HELP = "list, add and change the channels that publishing systems send to"

_VERB = "manage.py annotations channels"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the verbs of ``channels`` to the parser."""
    verbs = parser.add_subparsers(dest="channels_verb", metavar="VERB", required=True)
    _verb(verbs, "list", "the channels with their adapters", examples(f"{_VERB} list"))
    added = _verb(verbs, "add", "add a channel; then give it a secret", examples(
        f"{_VERB} add desk", f"{_VERB} add blog --adapter ghost --jurisdiction DE"))
    added.add_argument("name", metavar="CHANNEL", help="letters, digits, hyphens; it stands in the address")
    changed = _verb(verbs, "change", "change a channel", examples(
        f"{_VERB} change blog --off", f"{_VERB} change blog --rate 600"))
    changed.add_argument("name", metavar="CHANNEL", help="its name")
    for each in (added, changed):
        each.add_argument("--adapter", choices=NAMES, metavar="NAME", help="what it sends: " + ", ".join(NAMES))
        each.add_argument("--title", metavar="TEXT", help="for people")
        each.add_argument("--jurisdiction", metavar="CODE", action="append",
                          help="where its articles are addressed; repeatable")
        each.add_argument("--rate", metavar="N", type=int, help="requests a minute; 0: as the project has it")
        signed = each.add_mutually_exclusive_group()
        signed.add_argument("--unsigned", dest="unsigned", action="store_true", default=None,
                            help="take requests without a signature, from anybody")
        signed.add_argument("--signed", dest="unsigned", action="store_false", help="take signed ones only (default)")
    state = changed.add_mutually_exclusive_group()
    state.add_argument("--on", dest="active", action="store_true", default=None, help="take requests")
    state.add_argument("--off", dest="active", action="store_false", help="take none; its address is gone")


def run(options: argparse.Namespace, *, stdout: TextIO, stderr: TextIO) -> int:
    """Runs the verb chosen; what was done to ``stdout``."""
    return _RUN[options.channels_verb](options, stdout)


def channel_named(name: str) -> Channel:
    """The channel; raises ``RefusalError`` with the nearest name for one that is not there."""
    found = Channel.objects.filter(name=name).first()
    if found is None:
        known = list(Channel.objects.values_list("name", flat=True))
        message = f"no channel {quoted(name)}{did_you_mean(name, known)}"
        raise RefusalError(ExitStatus.USAGE, Problem(name, "unknown_channel", message))
    return found


def _verb(verbs: Any, name: str, help_text: str, epilog: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(
        name, help=help_text, description=f"{help_text[0].upper()}{help_text[1:]}.", epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    return parser


def _list(options: argparse.Namespace, stdout: TextIO) -> int:
    rows = list(Channel.objects.all())
    say(stdout, map(_line, rows) if rows else ["there is no channel"])
    return ExitStatus.OK


def _line(channel: Channel) -> str:
    states = ["" if channel.is_active else "off", "unsigned" if channel.unsigned else ""]
    adapter = channel.adapter or DEFAULT
    return f"{channel.name}: {', '.join([adapter, *filter(None, states), *channel.jurisdictions])}"


def _add(options: argparse.Namespace, stdout: TextIO) -> int:
    if _NAME.fullmatch(options.name) is None:
        message = "a channel's name is of letters, digits, hyphens and underscores"
        raise RefusalError(ExitStatus.USAGE, Problem(options.name, "usage", message))
    if Channel.objects.filter(name=options.name).exists():
        message = f"channel {quoted(options.name)} is there already; use change"
        raise RefusalError(ExitStatus.USAGE, Problem(options.name, "usage", message))
    channel = Channel(name=options.name)
    _apply(channel, options)
    say(stdout, [f"added {_line(channel)}"])
    if not channel.unsigned:
        say(stdout, [f"give it a secret: manage.py annotations secrets add {channel.name}"])
    return ExitStatus.OK


def _change(options: argparse.Namespace, stdout: TextIO) -> int:
    channel = channel_named(options.name)
    if options.active is not None:
        channel.is_active = options.active
    _apply(channel, options)
    say(stdout, [_line(channel)])
    return ExitStatus.OK


def _apply(channel: Channel, options: argparse.Namespace) -> None:
    unknown = [code for code in options.jurisdiction or () if not is_known(code)]
    if unknown:
        message = f"{quoted(unknown[0])} is no ISO 3166-1 code, nor EU"
        raise RefusalError(ExitStatus.USAGE, Problem(channel.name, "usage", message))
    stated = {
        "adapter": options.adapter, "title": options.title, "jurisdictions": options.jurisdiction,
        "unsigned": options.unsigned,
    }
    for name, value in stated.items():
        if value is not None:
            setattr(channel, name, value)
    if options.rate is not None:
        channel.requests_per_minute = max(options.rate, 0) or None
    channel.save()


_RUN: dict[str, Callable[[argparse.Namespace, TextIO], int]] = {"list": _list, "add": _add, "change": _change}
