"""A register file into the database: compared with what is live, guarded, stored as a snapshot, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from annotations.models.register import Register, Snapshot
from annotations.registers.difference import Difference, compare, difference_in
from annotations.registers.guards import (
    ALL,
    MOST_GROWTH,
    MOST_SHRINK,
    Allowed,
    GuardError,
    ShrunkError,
    guard,
    guard_end,
)
from annotations.registers.history import Carried, carry_over
from annotations.registers.jsonl import RegisterFile
from annotations.registers.lock import locked_transaction
from annotations.registers.notes import Notes
from annotations.registers.publish import make_live, stage, tell_sent
from annotations.registers.reading import StagedRegister
from annotations.registers.staging import Staging
from annotations.registers.stored import copy_entries, store

if TYPE_CHECKING:
    from django.contrib.auth.models import User

__all__ = ["MOST_SHRINK", "Imported", "Order", "ShrunkError", "import_register", "import_staged", "preview"]


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import. ``snapshot`` is the new one, or the live one when the file says nothing new."""

    register: Register
    snapshot: Snapshot
    difference: Difference

    @property
    def unchanged(self) -> bool:
        return not self.difference


@dataclass(frozen=True, slots=True)
class Order:
    """How a file is to be taken over."""

    at: datetime
    by: User | None = None
    apply_at: datetime | None = None
    apply: bool = True
    """``False``: it is staged until somebody makes it live."""
    allowed: Allowed = field(default_factory=Allowed)
    forget: bool = False
    """What the file does not hold any more is taken out and counts on no day, as if it had never been there."""
    progress: Callable[[int], None] = field(default=lambda stored: None)
    """Told the number of entities that have been stored, now and then."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would change, and the guard that would refuse it."""

    difference: Difference
    refusal: GuardError | None = None


def preview(name: str, file: StagedRegister, order: Order) -> Preview:
    """What an import of ``file`` as the register ``name`` would change; writes nothing."""
    live = Snapshot.objects.filter(register__name=name, state=Snapshot.State.LIVE).first()
    found, carried = _compared(live, file.staging, order)
    try:
        _guard(live, file, found, carried, order.allowed)
    except GuardError as error:
        return Preview(found, error)
    return Preview(found)


def import_register(
    name: str, file: RegisterFile, *, at: datetime, by: User | None = None, apply_at: datetime | None = None,
    allow_shrink: float = MOST_SHRINK, apply: bool = True, forget: bool = False,
) -> Imported:
    """Stores a file that is in memory as a snapshot of the register ``name``; see ``import_staged``."""
    # What is only staged is looked at before it goes live.
    growth = MOST_GROWTH if apply else ALL.growth
    allowed = ALL if allow_shrink >= ALL.shrink else Allowed(allow_shrink, growth, cut=allow_shrink > MOST_SHRINK)
    order = Order(at=at, by=by, apply_at=apply_at, apply=apply, allowed=allowed, forget=forget)
    with _staged(file) as staged:
        return import_staged(name, staged, order)


def import_staged(name: str, file: StagedRegister, order: Order) -> Imported:
    """Stores ``file`` as a snapshot of the register ``name`` and makes it live now, at its time, or not yet.

    A file that says what is live already makes no snapshot; it only shows that the register is fresh.

    Raises:
        LockedError: when another import is at work.
        GuardError: when the register would lose or gain too many of its entities, or the file seems cut.
    """
    at, by = order.at, order.by
    with locked_transaction():
        register, _ = Register.objects.get_or_create(name=name)
        found, carried = _compared(register.live, file.staging, order)
        if register.live is not None and not found:
            register.live.retrieved_at = at
            register.live.save(update_fields=["retrieved_at"])
            return Imported(register, register.live, found)
        _guard(register.live, file, found, carried, order.allowed)
        snapshot = _staged_before(register, file, at) or _stored(register, file, found, order)
        if not order.apply:
            tell_sent(snapshot, at=at, by=by)
        elif order.apply_at is None or order.apply_at <= at:
            make_live(snapshot, at=at, by=by)
        else:
            stage(snapshot, apply_at=order.apply_at, at=at, by=by)
        return Imported(register, snapshot, found)


def _compared(live: Snapshot | None, staging: Staging, order: Order) -> tuple[Difference, Carried]:
    """What the file changes, with what it says no more carried over."""
    compare(live.pk if live is not None else None, staging)
    last = live.reading.get("last", "") if live is not None else ""
    carried = carry_over(staging, day=order.at.date(), last=last, keep=not order.forget)
    return difference_in(staging), carried


def _guard(
    live: Snapshot | None, file: StagedRegister, found: Difference, carried: Carried, allowed: Allowed
) -> None:
    if live is None or not found:
        return
    guard(live.reading.get("entities", live.entities), file.staging.count_in_file, allowed)
    guard_end(file.staging, carried, open_end=file.notes.open_end, allowed=allowed)


def _staged_before(register: Register, file: StagedRegister, at: datetime) -> Snapshot | None:
    """The snapshot that was made of this very file and is not live yet."""
    staged = Snapshot.objects.filter(register=register, state=Snapshot.State.STAGED, digest=file.digest).first()
    if staged is not None:
        staged.retrieved_at = at
        staged.save(update_fields=["retrieved_at"])
    return staged


def _stored(register: Register, file: StagedRegister, found: Difference, order: Order) -> Snapshot:
    """The snapshot of a file with its entries; entities that are known already are shared with older snapshots."""
    snapshot = Snapshot.objects.create(
        register=register, digest=file.digest, retrieved_at=order.at, created_by=order.by, entities=len(file.staging),
        difference=found.counts, reading=_reading(file),
    )
    if register.live_id is not None:
        copy_entries(register.live_id, snapshot.pk, file.staging.going())
    store(snapshot.pk, file.staging.coming(), progress=order.progress)
    return snapshot


def _reading(file: StagedRegister) -> dict[str, Any]:
    return {
        "format": file.format, "entities": file.staging.count_in_file, "bad": file.notes.bad,
        "last": file.staging.last(), "warnings": [str(warning) for warning in file.warnings],
    }


@contextmanager
def _staged(file: RegisterFile) -> Iterator[StagedRegister]:
    """A file in memory as one that is staged."""
    staging, notes = Staging(), Notes(file.path, warnings=list(file.warnings))
    try:
        staging.add((file.lines.get(entity.id, 1), entity, False) for entity in file.values)
        yield StagedRegister(file.id, file.path, file.digest, "values", staging, notes)
    finally:
        staging.close()
