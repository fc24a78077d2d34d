"""``annotations tokens``: tokens of the HTTP API are made, listed and revoked."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TextIO

from django.contrib.auth import get_user_model
from django.db import IntegrityError

from annotations.intake.problems import Problem, did_you_mean
from annotations.intake.strict_json import quoted
from annotations.management.arguments import examples, moment
from annotations.management.refusal import RefusalError, say
from annotations.management.status import ExitStatus
from annotations.management.verbs.audit import channel_named
from annotations.models.api_token import ApiToken
from annotations.rest.scopes import SCOPES
from annotations.rest.tokens import UnknownScopeError, make_token, revoke_token

if TYPE_CHECKING:
    from django.contrib.auth.models import User

NAME = "tokens"
HELP = "make, list and revoke tokens of the HTTP API"

_VERB = "manage.py annotations tokens"


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the verbs of ``tokens``."""
    verbs = parser.add_subparsers(dest="tokens_verb", metavar="VERB", required=True)
    added = _verb(verbs, "add", "make a token for a channel and show it, once", examples(
        f"{_VERB} add newsroom gate --scope check --scope gate",
        f"{_VERB} add newsroom board --scope flags:read --scope flags:decide --as anna --expires 2027-01-01",
    ))
    added.add_argument("channel", metavar="CHANNEL", help="the channel that it works on, and no other")
    added.add_argument("name", metavar="NAME", help="what it is for, to tell it from others")
    added.add_argument("--scope", metavar="SCOPE", action="append", required=True,
                       help="what it may do; may be given several times: " + ", ".join(SCOPES))
    added.add_argument("--as", dest="person", metavar="USERNAME", help="the person in whose name it decides on flags")
    added.add_argument("--expires", metavar="TIME", type=moment, help="from when on it is no good; default: never")
    listed = _verb(verbs, "list", "the tokens, without their secrets", examples(f"{_VERB} list --channel newsroom"))
    listed.add_argument("--channel", metavar="NAME", help="only those of this channel")
    revoked = _verb(verbs, "revoke", "make a token no good, at once and for good", examples(f"{_VERB} revoke 7"))
    revoked.add_argument("token", metavar="NUMBER", type=int, help="as `list` shows it")


def run(options: argparse.Namespace, *, stdout: TextIO, stderr: TextIO) -> int:
    """Runs the verb chosen; the secret alone goes to ``stdout``, so that it can be piped to where it is kept."""
    return _RUN[options.tokens_verb](options, stdout, stderr)


def _verb(verbs: Any, name: str, help_text: str, epilog: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(
        name, help=help_text, description=f"{help_text[0].upper()}{help_text[1:]}.", epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    return parser


def _add(options: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    channel = channel_named(options.channel)
    person = _person(options.person) if options.person else None
    expires_at = options.expires.order if options.expires else None
    try:
        token, secret = make_token(
            channel, options.name[:100], options.scope, at=datetime.now(UTC), expires_at=expires_at, person=person
        )
    except UnknownScopeError as error:
        message = f"no scope {quoted(str(error))}{did_you_mean(str(error), list(SCOPES))}"
        raise _refused("--scope", "unknown_scope", message) from error
    except IntegrityError as error:
        message = f"channel {channel.name} has a token {quoted(options.name)}; revoke it first, or take another name"
        raise _refused("NAME", "token_exists", message) from error
    say(stderr, [f"token {token.pk} of {channel.name}; it is shown this once:"])
    stdout.write(secret + "\n")
    return ExitStatus.OK


def _list(options: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    found = ApiToken.objects.select_related("channel", "person").order_by("pk")
    if options.channel:
        found = found.filter(channel=channel_named(options.channel))
    say(stdout, map(_line, found))
    return ExitStatus.OK


def _line(token: ApiToken) -> str:
    now = datetime.now(UTC)
    state = "revoked" if token.revoked_at else "expired" if token.expires_at and token.expires_at <= now else "good"
    used = f"last used {token.last_used_at:%Y-%m-%d %H:%M}" if token.last_used_at else "never used"
    person = f", decides as {token.person.get_username()}" if token.person is not None else ""
    return f"{token.pk} {token.channel.name} {token}: {state}, {used}{person}; {' '.join(token.scopes)}"


def _revoke(options: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    token = ApiToken.objects.select_related("channel", "person").filter(pk=options.token).first()
    if token is None:
        raise _refused(str(options.token), "unknown_token", "no token of that number; `tokens list` shows them")
    revoke_token(token, at=datetime.now(UTC))
    say(stderr, [f"token {token.pk} of {token.channel.name} is revoked"])
    return ExitStatus.OK


def _person(name: str) -> User:
    found = get_user_model().objects.filter(username=name, is_active=True).first()
    if found is None:
        raise _refused("--as", "unknown_user", f"no user {quoted(name)} who is active")
    return found


def _refused(place: str, code: str, message: str) -> RefusalError:
    return RefusalError(ExitStatus.USAGE, Problem(place, code, message))


_RUN: dict[str, Callable[[argparse.Namespace, TextIO, TextIO], int]] = {"add": _add, "list": _list, "revoke": _revoke}
