"""``annotations registers import`` and ``diff FILE``: a file compared with what is live, and taken over."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TextIO

from django.db import DatabaseError, transaction

from annotations.events import record
from annotations.intake.problems import Problem
from annotations.intake.value_files import RefusedFileError
from annotations.management.arguments import moment
from annotations.management.reading import add_reading, read_options
from annotations.management.refusal import RefusalError, say
from annotations.management.status import ExitStatus
from annotations.management.terminal import Progress
from annotations.models.register import Register, Snapshot
from annotations.registers.affected import affected_by
from annotations.registers.difference import Difference, text_of
from annotations.registers.guards import MOST_GROWTH, MOST_SHRINK, Allowed, CutError, GuardError
from annotations.registers.importing import Order, import_staged, preview
from annotations.registers.notes import TooManyBadRowsError
from annotations.registers.reading import MojibakeError, StagedRegister, staged_register
from annotations.registers.sniffing import name_of

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")


def configure_import(parser: argparse.ArgumentParser) -> None:
    """The options of ``import``."""
    parser.add_argument("file", metavar="FILE", help="a register as it is published, compressed or not")
    parser.add_argument("--register", metavar="NAME", help="the register; default: the file's name, no ending")
    when = parser.add_mutually_exclusive_group()
    when.add_argument("--apply", action="store_true", help="make it live now; without this nothing is written")
    when.add_argument("--apply-at", metavar="TIME", type=moment, help="make it live then; a bare date is 00:00 UTC")
    parser.add_argument("--max-age", metavar="HOURS", type=int, help="the register is stale when it is older")
    parser.add_argument("--forget", action="store_true",
                        help="take out what the file does not hold, as if it had never been; without this it has ended")
    add_reading(parser)
    guards = parser.add_argument_group("what is let through")
    guards.add_argument("--allow-shrink", metavar="PERCENT", type=float, default=MOST_SHRINK,
                        help="let it lose that many per cent of its entities; default: 10")
    guards.add_argument("--allow-growth", metavar="PERCENT", type=float, default=MOST_GROWTH,
                        help="let it gain that many per cent; default: 50")
    guards.add_argument("--whole", action="store_true", help="the file is whole, though its end seems cut")


def configure_diff(parser: argparse.ArgumentParser) -> None:
    """The options of ``diff``."""
    parser.add_argument("file", metavar="FILE", nargs="?", help="a register file; else two snapshots")
    parser.add_argument("--register", metavar="NAME", help="the register; default: the file's name, no ending")
    parser.add_argument("--from", dest="before", metavar="SNAPSHOT", type=int, help="default: the live one")
    parser.add_argument("--to", dest="after", metavar="SNAPSHOT", type=int, help="default: the live one")
    add_reading(parser)


def run_diff(options: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Shows what the file would change."""
    with _read(options, stderr) as (name, file):
        show(_register(name), preview(name, file, Order(at=datetime.now(UTC))).difference, stdout)
    return ExitStatus.OK


def run_import(options: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Shows what the file changes and, when that is asked for, takes it over."""
    at = datetime.now(UTC)
    apply_at = options.apply_at.order if options.apply_at else None
    applies = options.apply or apply_at is not None
    progress = Progress(stderr)
    with _reported(options, at, applies), _read(options, stderr) as (name, file):
        order = Order(
            at=at, apply_at=apply_at, forget=options.forget, progress=lambda done: progress.bar(
                done / max(1, len(file.staging)), f"{done} entities stored"),
            allowed=Allowed(options.allow_shrink, options.allow_growth, options.whole),
        )
        found = preview(name, file, order)
        show(_register(name), found.difference, stdout)
        if found.refusal is not None:
            raise found.refusal
        if applies:
            _take_over(name, file, order, options.max_age, stdout, progress)
        else:
            say(stdout, ["nothing is changed: add --apply, or --apply-at TIME"] if found.difference else [])
    return ExitStatus.OK


def _take_over(
    name: str, file: StagedRegister, order: Order, max_age: int | None, stdout: TextIO, progress: Progress
) -> None:
    imported = import_staged(name, file, order)
    progress.clear()
    if max_age is not None:
        Register.objects.filter(pk=imported.register.pk).update(max_age_hours=max_age)
    if not imported.unchanged:
        say(stdout, [came(imported.snapshot)])


@contextmanager
def _read(options: argparse.Namespace, stderr: TextIO) -> Iterator[tuple[str, StagedRegister]]:
    """The name of the register and its file, read; warnings are said."""
    name = options.register or name_of(options.file)
    if _NAME.fullmatch(name) is None:
        message = "a register's name is of letters, digits, dots, hyphens: give one with --register NAME"
        raise RefusalError(ExitStatus.USAGE, Problem(name, "usage", message))
    progress = Progress(stderr)
    try:
        wanted = read_options(
            options, register=name, progress=lambda done, rows: progress.bar(done, f"{rows} rows read")
        )
        with staged_register(options.file, wanted) as file:
            progress.clear()
            say(stderr, file.warnings)
            yield name, file
    finally:
        progress.clear()


@contextmanager
def _reported(options: argparse.Namespace, at: datetime, applies: bool) -> Iterator[None]:
    """What refuses a file becomes the way out of the verb; a refused import leaves an event for people to see."""
    try:
        yield
    except (RefusedFileError, MojibakeError, GuardError) as error:
        refusal = refusal_of(error)
        if applies:
            _record(options.register or name_of(options.file), refusal, at)
        raise refusal from error


def _record(name: str, refusal: RefusalError, at: datetime) -> None:
    """Leaves an event; a database that cannot be written to does not hide why the file is refused."""
    try:
        with transaction.atomic():
            record("register.refused", channel=None, at=at, data={"register": name, "reason": refusal.messages[-1]})
    except DatabaseError as error:
        refusal.messages += (f"the refusal is not in the audit trail: {error}",)


def refusal_of(error: RefusedFileError | MojibakeError | GuardError) -> RefusalError:
    """With which status and which messages a file is refused."""
    if isinstance(error, TooManyBadRowsError):
        return RefusalError(ExitStatus.INCOMPLETE, *error.problems, error.summary)
    if isinstance(error, RefusedFileError):
        return RefusalError(ExitStatus.USAGE, *error.problems)
    if isinstance(error, MojibakeError):
        return RefusalError(ExitStatus.INCOMPLETE, f"{error} [mojibake]")
    status = ExitStatus.USAGE if isinstance(error, CutError) else ExitStatus.INCOMPLETE
    return RefusalError(status, f"{error} [{error.code}]")


def show(register: Register, found: Difference, stdout: TextIO) -> None:
    """The difference, or that there is none."""
    if not found and register.live is not None:
        live = register.live
        said = f"unchanged: snapshot {live.pk} of {register.name}, of {live.applied_at:%Y-%m-%d}, is live"
        say(stdout, [said])
        return
    say(stdout, text_of(found))
    say(stdout, [f"{len(affected_by(register, found))} articles can be affected"])


def came(snapshot: Snapshot) -> str:
    """What has become of a snapshot."""
    if snapshot.apply_at is not None:
        return f"snapshot {snapshot.pk} of {snapshot.register.name} goes live at {snapshot.apply_at:%Y-%m-%d %H:%M %Z}"
    return f"snapshot {snapshot.pk} of {snapshot.register.name} is live; the articles it affects are checked again"


def _register(name: str) -> Register:
    return Register.objects.select_related("live").filter(name=name).first() or Register(name=name)


