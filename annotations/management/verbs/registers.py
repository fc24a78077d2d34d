"""``annotations registers``: what articles are checked against: list, import, compare, verify, apply, roll back."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TextIO

from django.db import DatabaseError

from annotations.intake.problems import Problem, did_you_mean
from annotations.intake.strict_json import quoted
from annotations.intake.value_files import RefusedFileError
from annotations.management.arguments import examples
from annotations.management.refusal import RefusalError, say
from annotations.management.status import ExitStatus
from annotations.management.verbs.register_files import (
    came,
    configure_diff,
    configure_import,
    refusal_of,
    run_diff,
    run_import,
    show,
)
from annotations.management.verbs.register_forms import EPILOG as FORMS_EPILOG
from annotations.management.verbs.register_forms import HELP as FORMS_HELP
from annotations.management.verbs.register_forms import configure_forms, run_forms
from annotations.models.register import Register, Snapshot
from annotations.registers.difference import difference
from annotations.registers.guards import GuardError
from annotations.registers.lock import LockedError, locked_transaction
from annotations.registers.publish import NothingToRollBackToError, apply_due, make_live, roll_back
from annotations.registers.reading import MojibakeError
from annotations.registers.staleness import Freshness, freshness
from annotations.registers.verifying import damage

NAME = "registers"
HELP = "list, import and compare registers, apply and roll back their snapshots"

_VERB = "manage.py annotations registers"
_STATUSES = """

exit status: 0 done; 2 usage, or the file is refused; 3 a guard refuses it: it shrinks or grows too much, over 0.1 % of
its rows are wrong, its names were read in a wrong encoding; 75 another import holds the lock. Unless it is 0, what was
live is live."""
_VERIFIED = """

exit status: 0 all is as it was imported; 1 something is not; 4 no register is live"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the verbs of ``registers`` to the parser."""
    verbs = parser.add_subparsers(dest="registers_verb", metavar="VERB", required=True)
    _configure_reading(verbs)
    _configure_writing(verbs)


def _configure_reading(verbs: Any) -> None:
    listed = _verb(verbs, "list", "the registers with their live snapshots",
                   examples(f"{_VERB} list", f"{_VERB} list --format json"))
    listed.add_argument("--format", choices=["text", "json"], default="text", help="text (default) or json")
    configure_diff(_verb(
        verbs, "diff", "what a file, or another snapshot, would change in a register; writes nothing",
        examples(f"{_VERB} diff ru.fsb.html", f"{_VERB} diff --register ru.fsb --from 12 --to 14"),
    ))
    verified = _verb(verbs, "verify", "whether what is stored of the live registers is what was imported",
                     examples(f"{_VERB} verify", f"{_VERB} verify ru.fsb") + _VERIFIED)
    verified.add_argument("registers", metavar="NAME", nargs="*", help="a register; default: all")
    configure_forms(_verb(verbs, "forms", FORMS_HELP, FORMS_EPILOG))
    _verb(verbs, "freshness", "how old the registers are; exit status 4 when one is older than it may be",
          examples(f"{_VERB} freshness"))


def _configure_writing(verbs: Any) -> None:
    configure_import(_verb(
        verbs, "import", "show what a file changes and, with --apply, take it over", examples(
            f"{_VERB} import ru.fsb.jsonl", f"{_VERB} import fsb.html --format ru.fsb --register ru.fsb --apply",
            f"{_VERB} import entities.ftm.json.gz --register opensanctions --max-opened 8192 --apply",
            f"{_VERB} import list.csv --columns list.yaml --register ru.own --apply-at 2026-12-01 --max-age 72",
        ) + _STATUSES,
    ))
    applied = _verb(verbs, "apply", "make a snapshot live, or all whose time has come",
                    examples(f"{_VERB} apply 14", f"{_VERB} apply --due") + _STATUSES)
    chosen = applied.add_mutually_exclusive_group(required=True)
    chosen.add_argument("snapshot", metavar="SNAPSHOT", type=int, nargs="?", help="its number")
    chosen.add_argument("--due", action="store_true", help="those imported with --apply-at whose time has come")
    back = _verb(verbs, "rollback", "make the snapshot live again that was live before, or a given one",
                 examples(f"{_VERB} rollback ru.fsb", f"{_VERB} rollback ru.fsb --to 12") + _STATUSES)
    back.add_argument("register", metavar="NAME", help="the register")
    back.add_argument("--to", metavar="SNAPSHOT", type=int, help="default: the one that was live before")


def run(options: argparse.Namespace, *, stdout: TextIO, stderr: TextIO) -> int:
    """Runs the verb chosen; what was done to ``stdout``, why something was not to ``stderr``."""
    try:
        return _RUN[options.registers_verb](options, stdout, stderr)
    except (RefusedFileError, MojibakeError, GuardError) as error:
        raise refusal_of(error) from error
    except DatabaseError as error:
        said = f"the database cannot be used: {error}; are all migrations applied (manage.py migrate)?"
        raise RefusalError(ExitStatus.USAGE, Problem("database", "io_error", said)) from error
    except LockedError as error:
        raise RefusalError(ExitStatus.LOCKED, f"error: {error}; try again later [locked]") from error
    except NothingToRollBackToError as error:
        raise RefusalError(ExitStatus.USAGE, f"error: {error} [no_snapshot]") from error


def _verb(verbs: Any, name: str, help_text: str, epilog: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(
        name, help=help_text, description=f"{help_text[0].upper()}{help_text[1:]}.", epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    return parser


def _list(options: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    rows = freshness(datetime.now(UTC))
    if options.format == "json":
        stdout.write(json.dumps([_as_json(row) for row in rows], ensure_ascii=False, indent=2) + "\n")
    else:
        say(stdout, map(_line, rows) if rows else ["no register is imported"])
    return ExitStatus.OK


def _as_json(row: Freshness) -> dict[str, Any]:
    live = row.register.live
    return {
        "name": row.register.name, "title": row.register.title, "max_age_hours": row.register.max_age_hours,
        "stale": row.stale, "snapshot": live.pk if live else None, "digest": live.digest if live else None,
        "entities": live.entities if live else 0, "retrieved_at": live.retrieved_at.isoformat() if live else None,
    }


def _line(row: Freshness) -> str:
    live = row.register.live
    if live is None or row.age is None:
        return f"{row.register.name}: nothing is live"
    state = f"stale, may be {row.register.max_age_hours} h old" if row.stale else "fresh"
    return f"{row.register.name}: snapshot {live.pk}, {live.entities} entities, {_hours(row.age)} h old ({state})"


def _hours(age: timedelta) -> int:
    return int(age.total_seconds() // 3600)


def _freshness(options: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    rows = freshness(datetime.now(UTC))
    say(stdout, map(_line, rows))
    return ExitStatus.NO_REGISTER if not rows or any(row.stale for row in rows) else ExitStatus.OK


def _diff(options: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    if options.file is not None:
        return run_diff(options, stdout, stderr)
    if options.register is None:
        raise _usage("diff", "give a file, or --register with --from or --to")
    register = _register(options.register)
    before, after = (
        _snapshot(number, register).pk if number is not None else register.live_id
        for number in (options.before, options.after)
    )
    show(register, difference(before, after), stdout)
    return ExitStatus.OK


def _apply(options: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    now = datetime.now(UTC)
    if options.due:
        applied = apply_due(now)
        say(stdout, map(came, applied) if applied else ["nothing is due"])
        return ExitStatus.OK
    snapshot = _snapshot(options.snapshot)
    with locked_transaction():
        make_live(snapshot, at=now)
    say(stdout, [came(snapshot)])
    return ExitStatus.OK


def _rollback(options: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    register = _register(options.register)
    to = _snapshot(options.to, register) if options.to is not None else None
    say(stdout, [came(roll_back(register, at=datetime.now(UTC), to=to))])
    return ExitStatus.OK


def _register(name: str) -> Register:
    found = Register.objects.filter(name=name).first()
    if found is None:
        known = list(Register.objects.values_list("name", flat=True))
        raise _usage(name, f"no register {quoted(name)}{did_you_mean(name, known)}")
    return found


def _snapshot(number: int, register: Register | None = None) -> Snapshot:
    of = {} if register is None else {"register": register}
    found = Snapshot.objects.select_related("register").filter(pk=number, **of).first()
    if found is None:
        whose = f" of {register.name}" if register else ""
        raise _usage(str(number), f"no snapshot {number}{whose}; snapshots are listed in the admin and by list")
    return found


def _usage(place: str, message: str) -> RefusalError:
    return RefusalError(ExitStatus.USAGE, Problem(place, "usage", message))


def _verify(options: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    chosen = [_register(name) for name in options.registers] or list(Register.objects.order_by("name"))
    status = ExitStatus.NO_REGISTER if not any(register.live_id for register in chosen) else ExitStatus.OK
    for register in chosen:
        if register.live is None:
            say(stdout, [f"{register.name}: nothing is live"])
            continue
        wrong = list(damage(register.live))
        whole = f"{register.live.entities} entities, all as they were imported" if not wrong else "damaged"
        say(stdout, [f"{register.name}: snapshot {register.live_id}, {whole}"])
        say(stderr, [Problem(register.name, "register_damaged", problem) for problem in wrong])
        status = ExitStatus.FOUND if wrong else status
    return status


_RUN: dict[str, Callable[[argparse.Namespace, TextIO, TextIO], int]] = {
    "list": _list, "diff": _diff, "import": run_import, "apply": _apply, "rollback": _rollback, "freshness": _freshness,
    "forms": run_forms, "verify": _verify,
}
