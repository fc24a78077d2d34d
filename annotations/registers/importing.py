"""A register file into the database: compared with what is live, guarded, stored as a snapshot, all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from annotations.engine.register import Entity
from annotations.models.register import EntityVersion, Register, Snapshot, SnapshotEntry
from annotations.registers.chunks import chunks
from annotations.registers.difference import Difference, difference_to
from annotations.registers.jsonl import RegisterFile
from annotations.registers.lock import locked_transaction
from annotations.registers.publish import make_live, stage

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MOST_SHRINK = 10.0
"""Per cent of its entities that a register may lose in one import without a word (SECURITY B92)."""
_AT_ONCE = 500
_ENTRIES_AT_ONCE = 5000


class ShrunkError(Exception):
    """A file with so many entities fewer than the register that something is probably wrong with it."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import. ``snapshot`` is the new one, or the live one when the file says nothing new."""

    register: Register
    snapshot: Snapshot
    difference: Difference

    @property
    def unchanged(self) -> bool:
        return not self.difference


def preview(name: str, file: RegisterFile) -> Difference:
    """What an import of ``file`` as the register ``name`` would change; writes nothing."""
    return difference_to(_live_of(name), file.values)


def guard(found: Difference, allow_shrink: float = MOST_SHRINK) -> None:
    """Refuses a difference that makes the register smaller by more than ``allow_shrink`` per cent.

    Raises:
        ShrunkError: with the figures and the option that lets it through.
    """
    if found.shrinks_by > allow_shrink:
        least = -int(-found.shrinks_by // 1)
        raise ShrunkError(
            f"refused: {found.count_before} -> {found.count_after} entities (-{found.shrinks_by:.0f} %);"
            f" if that is right, use --allow-shrink {least}"
        )


def import_register(
    name: str,
    file: RegisterFile,
    *,
    at: datetime,
    by: User | None = None,
    apply_at: datetime | None = None,
    allow_shrink: float = MOST_SHRINK,
) -> Imported:
    """Stores ``file`` as a snapshot of the register ``name`` and makes it live now, or at ``apply_at``.

    A file that says what is live already makes no snapshot; it only shows that the register is fresh.

    Raises:
        LockedError: when another import is at work.
        ShrunkError: when the register would lose more than ``allow_shrink`` per cent of its entities.
    """
    with locked_transaction():
        register, _ = Register.objects.get_or_create(name=name)
        found = difference_to(register.live_id, file.values)
        if register.live is not None and not found:
            register.live.retrieved_at = at
            register.live.save(update_fields=["retrieved_at"])
            return Imported(register, register.live, found)
        guard(found, allow_shrink)
        snapshot = _staged_before(register, file, at) or _stored(register, file, found, at=at, by=by)
        if apply_at is None or apply_at <= at:
            make_live(snapshot, at=at, by=by)
        else:
            stage(snapshot, apply_at=apply_at, at=at, by=by)
        return Imported(register, snapshot, found)


def _live_of(name: str) -> int | None:
    return Register.objects.filter(name=name).values_list("live_id", flat=True).first()


def _staged_before(register: Register, file: RegisterFile, at: datetime) -> Snapshot | None:
    """The snapshot that was made of this very file and is not live yet."""
    staged = Snapshot.objects.filter(register=register, state=Snapshot.State.STAGED, digest=file.digest).first()
    if staged is not None:
        staged.retrieved_at = at
        staged.save(update_fields=["retrieved_at"])
    return staged


def _stored(
    register: Register, file: RegisterFile, found: Difference, *, at: datetime, by: User | None
) -> Snapshot:
    """The snapshot of a file with its entries; entities that are known already are shared with older snapshots."""
    versions = _versions(file.values)
    snapshot = Snapshot.objects.create(
        register=register, digest=file.digest, retrieved_at=at, created_by=by, entities=len(versions),
        difference=found.counts,
    )
    entries = (SnapshotEntry(snapshot=snapshot, version_id=version) for version in versions)
    for chunk in chunks(entries, _ENTRIES_AT_ONCE):
        SnapshotEntry.objects.bulk_create(chunk)
    return snapshot


def _versions(entities: Sequence[Entity]) -> list[int]:
    """The keys of the versions of ``entities``; those that are new are written."""
    keys: list[int] = []
    for chunk in chunks(entities, _AT_ONCE):
        by_digest = {entity.digest: entity for entity in chunk}
        known = _known(by_digest)
        new = [
            EntityVersion(entity=entity.id, digest=digest, payload=entity.row)
            for digest, entity in by_digest.items() if digest not in known
        ]
        if new:
            EntityVersion.objects.bulk_create(new, ignore_conflicts=True)
            known = _known(by_digest)
        keys.extend(known[digest] for digest in by_digest)
    return keys


def _known(digests: Iterable[str]) -> dict[str, int]:
    return dict(EntityVersion.objects.filter(digest__in=list(digests)).values_list("digest", "id"))

