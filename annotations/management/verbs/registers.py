"""``annotations registers``: what articles are checked against: list, import, compare, apply, roll back."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, TextIO

from annotations.engine.lexicon.build import build_lexicon
from annotations.intake.problems import Problem, did_you_mean
from annotations.intake.strict_json import quoted
from annotations.intake.value_files import RefusedFileError
from annotations.management.arguments import examples, moment
from annotations.management.refusal import RefusalError, say
from annotations.management.status import ExitStatus
from annotations.models.register import Register, Snapshot
from annotations.registers.affected import affected_by
from annotations.registers.difference import Difference, difference, text_of
from annotations.registers.importing import MOST_SHRINK, ShrunkError, guard, import_register, preview
from annotations.registers.jsonl import RegisterFile, read_register
from annotations.registers.lock import LockedError, locked_transaction
from annotations.registers.publish import NothingToRollBackToError, apply_due, make_live, roll_back
from annotations.registers.staleness import Freshness, freshness

NAME = "registers"
HELP = "list, import and compare registers, apply and roll back their snapshots"

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
_VERB = "manage.py annotations registers"
_STATUSES = """

exit status: 0 done; 2 usage, or the file is refused; 3 it would shrink the register by more than --allow-shrink;
75 another import holds the lock. Unless it is 0, what was live is live."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the verbs of ``registers`` to the parser."""
    verbs = parser.add_subparsers(dest="registers_verb", metavar="VERB", required=True)
    _configure_reading(verbs)
    _configure_writing(verbs)


def _configure_reading(verbs: Any) -> None:
    listed = _verb(verbs, "list", "the registers with their live snapshots",
                   examples(f"{_VERB} list", f"{_VERB} list --format json"))
    listed.add_argument("--format", choices=["text", "json"], default="text", help="text (default) or json")
    compared = _verb(verbs, "diff", "what a file, or another snapshot, would change in a register; writes nothing",
                     examples(f"{_VERB} diff ru.fsb.jsonl", f"{_VERB} diff --register ru.fsb --from 12 --to 14"))
    compared.add_argument("file", metavar="FILE", nargs="?", help="JSON Lines; else two snapshots")
    compared.add_argument("--register", metavar="NAME", help="the register; default: the file's name, no ending")
    compared.add_argument("--from", dest="before", metavar="SNAPSHOT", type=int, help="default: the live one")
    compared.add_argument("--to", dest="after", metavar="SNAPSHOT", type=int, help="default: the live one")
    _verb(verbs, "freshness", "how old the registers are; exit status 4 when one is older than it may be",
          examples(f"{_VERB} freshness"))


def _configure_writing(verbs: Any) -> None:
    imported = _verb(verbs, "import", "show what a file changes and, with --apply, take it over", examples(
        f"{_VERB} import ru.fsb.jsonl", f"{_VERB} import ru.fsb.jsonl --apply",
        f"{_VERB} import list.jsonl --register ru.fsb --apply-at 2026-12-01T00:00:00+03:00 --max-age 72",
    ) + _STATUSES)
    imported.add_argument("file", metavar="FILE", help="entities, JSON Lines, ours or FollowTheMoney's")
    imported.add_argument("--register", metavar="NAME", help="the register; default: the file's name, no ending")
    when = imported.add_mutually_exclusive_group()
    when.add_argument("--apply", action="store_true", help="make it live now; without this nothing is written")
    when.add_argument("--apply-at", metavar="TIME", type=moment, help="make it live then; a bare date is 00:00 UTC")
    imported.add_argument("--allow-shrink", metavar="PERCENT", type=float, default=MOST_SHRINK,
                          help="let it lose that many per cent of its entities; default: 10")
    imported.add_argument("--max-age", metavar="HOURS", type=int, help="the register is stale when it is older")
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
    except RefusedFileError as error:
        raise RefusalError(ExitStatus.USAGE, *error.problems) from error
    except ShrunkError as error:
        raise RefusalError(ExitStatus.INCOMPLETE, f"{error} [shrunk]") from error
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
        _previewed(options, stdout, stderr)
        return ExitStatus.OK
    if options.register is None:
        raise _usage("diff", "give a file, or --register with --from or --to")
    register = _register(options.register)
    before, after = (
        _snapshot(number, register).pk if number is not None else register.live_id
        for number in (options.before, options.after)
    )
    _shown(register, difference(before, after), stdout)
    return ExitStatus.OK


def _import(options: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    name, file, found = _previewed(options, stdout, stderr)
    guard(found, options.allow_shrink)
    apply_at = options.apply_at.order if options.apply_at else None
    if not options.apply and apply_at is None:
        say(stdout, ["nothing is changed: add --apply, or --apply-at TIME"] if found else [])
        return ExitStatus.OK
    imported = import_register(
        name, file, at=datetime.now(UTC), apply_at=apply_at, allow_shrink=options.allow_shrink
    )
    if options.max_age is not None:
        Register.objects.filter(pk=imported.register.pk).update(max_age_hours=options.max_age)
    if not imported.unchanged:
        say(stdout, [_came(imported.snapshot)])
    return ExitStatus.OK


def _previewed(options: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> tuple[str, RegisterFile, Difference]:
    """The file, read, and what it changes, shown."""
    file = read_register(options.file)
    name = options.register or file.id
    if _NAME.fullmatch(name) is None:
        raise _usage(name, "a register's name is of letters, digits, dots, hyphens: give one with --register NAME")
    say(stderr, file.warnings)
    found = preview(name, file)
    say(stderr, _weak(file, found))
    if found:
        _shown(Register.objects.filter(name=name).first() or Register(name=name), found, stdout)
    else:
        live = Register.objects.select_related("live").get(name=name).live
        assert live is not None
        say(stdout, [f"unchanged: snapshot {live.pk} of {name} is live"])
    return name, file, found


def _weak(file: RegisterFile, found: Difference) -> Iterator[Problem]:
    for name in build_lexicon(list(found.after.values())).skipped:
        message = f"name {quoted(name.value)} cannot be looked for: {name.reason}"
        yield Problem(file.path, "name_too_weak", message, file.lines[name.entity], severity="warning")


def _shown(register: Register, found: Difference, stdout: TextIO) -> None:
    say(stdout, text_of(found))
    say(stdout, [f"{len(affected_by(register, found))} articles can be affected"])


def _apply(options: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    now = datetime.now(UTC)
    if options.due:
        applied = apply_due(now)
        say(stdout, map(_came, applied) if applied else ["nothing is due"])
        return ExitStatus.OK
    snapshot = _snapshot(options.snapshot)
    with locked_transaction():
        make_live(snapshot, at=now)
    say(stdout, [_came(snapshot)])
    return ExitStatus.OK


def _rollback(options: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    register = _register(options.register)
    to = _snapshot(options.to, register) if options.to is not None else None
    say(stdout, [_came(roll_back(register, at=datetime.now(UTC), to=to))])
    return ExitStatus.OK


def _came(snapshot: Snapshot) -> str:
    if snapshot.apply_at is not None:
        return f"snapshot {snapshot.pk} of {snapshot.register.name} goes live at {snapshot.apply_at:%Y-%m-%d %H:%M %Z}"
    return f"snapshot {snapshot.pk} of {snapshot.register.name} is live; the articles it affects are checked again"


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


_RUN: dict[str, Callable[[argparse.Namespace, TextIO, TextIO], int]] = {
    "list": _list, "diff": _diff, "import": _import, "apply": _apply, "rollback": _rollback, "freshness": _freshness,
}
