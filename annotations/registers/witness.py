"""Snapshots that people make live by hand: what takes entries out of a register, or ends one, needs two of them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from annotations.events import record
from annotations.models.register import Snapshot
from annotations.registers.lock import locked_transaction
from annotations.registers.publish import make_live, stage

if TYPE_CHECKING:
    from django.contrib.auth.models import User

PERMISSION = "annotations.publish_register"


class SnapshotRefused(ValueError):
    """A snapshot that is not made live; ``code`` says why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def needs_witness(snapshot: Snapshot) -> bool:
    """Whether less would be found: entries are taken out, or designations end."""
    return bool(snapshot.difference.get("removed") or snapshot.difference.get("ended"))


def is_own(snapshot: Snapshot, *, by: User | None) -> bool:
    """Whether ``by`` has brought what needs another to make it live; one that was live before may come back by
    anybody."""
    waits = snapshot.state == Snapshot.State.STAGED and needs_witness(snapshot)
    return waits and by is not None and snapshot.created_by_id == by.pk


def publish(snapshot: Snapshot, *, by: User, at: datetime, apply_at: datetime | None = None) -> None:
    """Makes a staged snapshot live now, or at ``apply_at``.

    Raises:
        PermissionDenied: ``by`` may not publish registers.
        SnapshotRefused: ``second_person`` for who brought it, where it takes something out; ``decided`` when it waits
            no more.
        LockedError: an import is at work.
    """
    _require(by)
    with locked_transaction():
        row = _waiting(snapshot)
        if is_own(row, by=by):
            raise SnapshotRefused(
                "second_person", _("It takes entries out or ends them: a second person must make it live.")
            )
        if apply_at is None or apply_at <= at:
            make_live(row, at=at, by=by)
        else:
            stage(row, apply_at=apply_at, at=at, by=by)


def reject(snapshot: Snapshot, *, by: User, at: datetime) -> None:
    """Puts a staged snapshot aside; it stays stored.

    Raises:
        PermissionDenied, SnapshotRefused, LockedError: as ``publish``.
    """
    _require(by)
    with locked_transaction():
        row = _waiting(snapshot)
        row.state, row.apply_at = Snapshot.State.SUPERSEDED, None
        row.save(update_fields=["state", "apply_at"])
        told = {"register": row.register.name, "snapshot": row.pk, "digest": row.digest}
        record("register.rejected", channel=None, actor=by, at=at, data=told)


def _require(by: User) -> None:
    if not by.has_perm(PERMISSION):
        raise PermissionDenied(_("That needs the permission %(name)s.") % {"name": PERMISSION})


def _waiting(snapshot: Snapshot) -> Snapshot:
    row = Snapshot.objects.select_related("register").filter(pk=snapshot.pk, state=Snapshot.State.STAGED).first()
    if row is None:
        raise SnapshotRefused("decided", _("Somebody has decided on this snapshot already."))
    return row
