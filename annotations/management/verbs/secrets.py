"""``annotations secrets``: what publishing systems sign with: list, add, rotate, used, revoke."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TextIO

from django.utils import timezone

from annotations.intake.problems import Problem
from annotations.management.arguments import examples, moment
from annotations.management.refusal import RefusalError, say
from annotations.management.status import ExitStatus
from annotations.management.verbs.channels import channel_named
from annotations.models.channel import Channel
from annotations.models.delivery import Delivery
from annotations.models.webhook_secret import WebhookSecret
from annotations.sealed_rows import reseal_all
from annotations.webhooks.adapters.registry import adapter_named
from annotations.webhooks.schemes.registry import SCHEMES
from annotations.webhooks.secrets import OVERLAP, Shown, UnusableSecret, add, end, rotate

NAME = "secrets"
HELP = "list, add, rotate and revoke what publishing systems sign with"

_VERB = "manage.py annotations secrets"
_RESEAL = """Seals all secrets in the database, of channels and of callbacks, with the newest of SEALING_KEYS.

Put the new key first and keep the old one after it, restart the server and the workers, run this, then take the old one
out. Secrets stay what they are: nobody who signs with them notices.

exit status: 0 all are; 1 some cannot be opened by any key"""
_HOURS = OVERLAP // timedelta(hours=1)


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the verbs of ``secrets`` to the parser."""
    verbs = parser.add_subparsers(dest="secrets_verb", metavar="VERB", required=True)
    _verb(verbs, "list", "the secrets of a channel, without the secrets", examples(f"{_VERB} list blog"))
    added = _verb(verbs, "add", "make a secret, or take one over, and show it once", examples(
        f"{_VERB} add desk", f"{_VERB} add blog --scheme ghost", f"{_VERB} add wire --stdin < secret.txt"))
    rotated = _verb(verbs, "rotate", "add a secret and let the live ones of its scheme end later", examples(
        f"{_VERB} rotate desk", f"{_VERB} rotate desk --overlap 1"))
    for each in (added, rotated):
        each.add_argument("--scheme", choices=list(SCHEMES), metavar="NAME",
                          help=f"how it is signed: {', '.join(SCHEMES)}; default: as the channel's adapter says")
        each.add_argument("--stdin", action="store_true", help="read the secret from standard input, on one line")
    rotated.add_argument("--overlap", metavar="HOURS", type=int, default=_HOURS,
                         help=f"how long the old ones stay live; default: {_HOURS}")
    used = _verb(verbs, "used", "what came signed with a secret: what to look at again when it has leaked", examples(
        f"{_VERB} used blog 3", f"{_VERB} used blog 3 --since 2026-11-20"))
    used.add_argument("secret", metavar="SECRET", type=int, help="its number, as list has it")
    used.add_argument("--since", metavar="TIME", type=moment, help="from then on; a bare date is 00:00 UTC")
    verbs.add_parser(
        "reseal", help="seal all secrets with the newest of SEALING_KEYS", description=_RESEAL,
        epilog=examples(f"{_VERB} reseal"), formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    revoked = _verb(verbs, "revoke", "end a secret now", examples(f"{_VERB} revoke blog 3"))
    revoked.add_argument("secret", metavar="SECRET", type=int, help="its number, as list has it")


def run(options: argparse.Namespace, *, stdout: TextIO, stderr: TextIO) -> int:
    """Runs the verb chosen: a secret that was made to ``stdout``, what is to be known of it to ``stderr``."""
    if options.secrets_verb == "reseal":
        return _reseal(stderr)
    channel = channel_named(options.channel)
    try:
        return _RUN[options.secrets_verb](channel, options, stdout, stderr)
    except UnusableSecret as error:
        raise _usage(channel.name, str(error)) from error


def _verb(verbs: Any, name: str, help_text: str, epilog: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(
        name, help=help_text, description=f"{help_text[0].upper()}{help_text[1:]}.", epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("channel", metavar="CHANNEL", help="the channel's name")
    return parser


def _list(channel: Channel, options: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    now = timezone.now()
    rows = list(WebhookSecret.objects.filter(channel=channel))
    say(stdout, [_line(row, now) for row in rows] or [f"channel {channel.name} has no secret"])
    return ExitStatus.OK


def _line(row: WebhookSecret, now: datetime) -> str:
    until = row.valid_until
    state = "live" if until is None else f"{'live until' if until > now else 'ended'} {until:%Y-%m-%d %H:%M %Z}"
    return f"{row.pk}: {row.scheme}, ends with {row.hint}, made {row.created_at:%Y-%m-%d}, {state}"


def _add(channel: Channel, options: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    shown = add(channel, _scheme(channel, options), at=timezone.now(), plain=_given(channel, options))
    return _show(shown, options, stdout, stderr)


def _rotate(channel: Channel, options: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    if options.overlap < 0:
        raise _usage(channel.name, "--overlap is 0 hours or more")
    overlap = timedelta(hours=options.overlap)
    shown = rotate(
        channel, _scheme(channel, options), at=timezone.now(), overlap=overlap, plain=_given(channel, options)
    )
    return _show(shown, options, stdout, stderr)


def _show(shown: Shown, options: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    say(stderr, [f"secret {shown.row.pk} of channel {options.channel}, scheme {shown.row.scheme}, is live"])
    if not options.stdin:
        say(stderr, ["keep it now: it is not shown again"])
        say(stdout, [shown.plain])
    return ExitStatus.OK


def _used(channel: Channel, options: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    rows = Delivery.objects.filter(secret=_secret(channel, options)).order_by("received_at")
    if options.since is not None:
        rows = rows.filter(received_at__gte=options.since.order)
    say(stdout, map(_delivery_line, rows.iterator()))
    return ExitStatus.OK


def _delivery_line(row: Delivery) -> str:
    said = [row.outcome, str(row.answer.get("article", "")), f"from {row.address}", str(row.pk)]
    return f"{row.received_at:%Y-%m-%d %H:%M:%S %Z}: " + " ".join(filter(None, said))


def _revoke(channel: Channel, options: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    row, now = _secret(channel, options), timezone.now()
    end(row, at=now, said_at=now)
    say(stdout, [_line(row, now)])
    return ExitStatus.OK


def _secret(channel: Channel, options: argparse.Namespace) -> WebhookSecret:
    row = WebhookSecret.objects.select_related("channel").filter(channel=channel, pk=options.secret).first()
    if row is None:
        raise _usage(channel.name, f"it has no secret {options.secret}; `secrets list {channel.name}` shows them")
    return row


def _reseal(stderr: TextIO) -> int:
    done = reseal_all()
    say(stderr, [Problem(str(secret), "secret_sealed", "no key opens it") for secret in done.shut])
    say(stderr, [f"{done.count} secrets are sealed with the newest key"])
    return ExitStatus.FOUND if done.shut else ExitStatus.OK


def _scheme(channel: Channel, options: argparse.Namespace) -> str:
    adapter = adapter_named(channel.adapter)
    if adapter is None:
        raise _usage(channel.name, "it belongs to a hooked model; no publishing system sends to it")
    return str(options.scheme or adapter.scheme)


def _given(channel: Channel, options: argparse.Namespace) -> str | None:
    if not options.stdin:
        return None
    given = sys.stdin.readline().strip("\r\n")
    if not given:
        raise _usage(channel.name, "there is no secret on standard input")
    return given


def _usage(place: str, message: str) -> RefusalError:
    return RefusalError(ExitStatus.USAGE, Problem(place, "usage", message))


_RUN: dict[str, Callable[[Channel, argparse.Namespace, TextIO, TextIO], int]] = {
    "list": _list, "add": _add, "rotate": _rotate, "used": _used, "revoke": _revoke,
}
