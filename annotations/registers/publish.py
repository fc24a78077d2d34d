"""Making a snapshot live: now, at its time, or an older one again. One event and one job each, in one transaction.

The first process that asks for the reference after the commit compiles the names and, where ``MAPPED_FOLDER`` is set,
writes them to the file that the others map (``annotations.registers.mapped``).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from annotations.events import record
from annotations.jobs.queue import enqueue
from annotations.models.register import Register, Snapshot
from annotations.registers.lock import locked_transaction
from annotations.signals import announce, register_updated

if TYPE_CHECKING:
    from django.contrib.auth.models import User

CHANGE = "register_change"
"""The kind of the job that finds the articles a change can affect and has them checked."""
APPLY = "snapshot"
"""The kind of the job that makes staged snapshots live at their time."""


class NothingToRollBackToError(LookupError):
    """No snapshot of the register was live before the present one."""


def make_live(snapshot: Snapshot, *, at: datetime, by: User | None = None, kind: str = "live") -> None:
    """Articles are checked against ``snapshot`` from the commit on; what was live is kept as superseded.

    A snapshot that waits for its time and was retrieved before this one is withdrawn: older knowledge must not take the
    place of newer. To be called inside ``locked_transaction``.
    """
    register = Register.objects.select_for_update().get(pk=snapshot.register_id)
    before = register.live_id
    if before == snapshot.pk:
        return
    Snapshot.objects.filter(register=register, state=Snapshot.State.LIVE).update(state=Snapshot.State.SUPERSEDED)
    snapshot.state, snapshot.applied_at, snapshot.apply_at = Snapshot.State.LIVE, at, None
    snapshot.save(update_fields=["state", "applied_at", "apply_at"])
    register.live = snapshot
    register.save(update_fields=["live"])
    told = _told(register, snapshot) | {"before": before, "withdrawn": _withdraw_older(snapshot)}
    record(f"register.{kind}", channel=None, actor=by, at=at, data=told)
    enqueue(
        CHANGE, dedupe=f"{register.name}:{before}:{snapshot.pk}", run_after=at,
        payload={"register": register.name, "before": before, "after": snapshot.pk},
    )
    announce(register_updated, Register, register=register, snapshot=snapshot)


def tell_sent(snapshot: Snapshot, *, at: datetime, by: User | None = None) -> None:
    """Records that ``snapshot`` is there, and waits for somebody to make it live."""
    record("register.sent", channel=None, actor=by, at=at, data=_told(snapshot.register, snapshot))


def stage(snapshot: Snapshot, *, apply_at: datetime, at: datetime, by: User | None = None) -> None:
    """Lets ``snapshot`` go live at ``apply_at``. To be called inside ``locked_transaction``."""
    snapshot.apply_at = apply_at
    snapshot.save(update_fields=["apply_at"])
    told = _told(snapshot.register, snapshot) | {"apply_at": apply_at.isoformat()}
    record("register.staged", channel=None, actor=by, at=at, data=told)
    about = f"{snapshot.pk}:{apply_at.isoformat()}"
    enqueue(APPLY, dedupe=about, run_after=apply_at, payload={"snapshot": snapshot.pk})


def apply_due(now: datetime) -> list[Snapshot]:
    """Makes every staged snapshot live whose time has come, the earliest first.

    Raises:
        LockedError: when an import is at work.
    """
    with locked_transaction():
        due = Snapshot.objects.filter(state=Snapshot.State.STAGED, apply_at__lte=now).order_by("apply_at", "pk")
        applied = list(due.select_related("register"))
        for snapshot in applied:
            make_live(snapshot, at=now, by=snapshot.created_by)
        return applied


def roll_back(
    register: Register, *, at: datetime, by: User | None = None, to: Snapshot | None = None
) -> Snapshot:
    """Makes an older snapshot live again: ``to``, or the one that was live before the present one.

    Raises:
        LockedError: when an import is at work.
        NothingToRollBackToError: when there is none.
    """
    with locked_transaction():
        older = Snapshot.objects.filter(register=register, state=Snapshot.State.SUPERSEDED, applied_at__isnull=False)
        snapshot = to or older.order_by("-applied_at", "-pk").first()
        if snapshot is None:
            raise NothingToRollBackToError(f"register {register.name} has no older snapshot")
        make_live(snapshot, at=at, by=by, kind="rolled_back")
        return snapshot


def _withdraw_older(snapshot: Snapshot) -> list[int]:
    waiting = Snapshot.objects.filter(
        register_id=snapshot.register_id, state=Snapshot.State.STAGED, retrieved_at__lt=snapshot.retrieved_at
    )
    keys = sorted(waiting.values_list("pk", flat=True))
    waiting.update(state=Snapshot.State.SUPERSEDED, apply_at=None)
    return keys


def _told(register: Register, snapshot: Snapshot) -> dict[str, object]:
    return {
        "register": register.name, "snapshot": snapshot.pk, "digest": snapshot.digest,
        "difference": snapshot.difference,
    }
