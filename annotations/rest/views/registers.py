"""``/registers``: what names are looked up in, snapshot by snapshot."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.utils import timezone
from pydantic import Field
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.models.register import Register, Snapshot
from annotations.registers.affected import affected_by
from annotations.registers.difference import difference
from annotations.registers.staleness import Freshness
from annotations.rest.endpoint import Endpoint, told
from annotations.rest.operation import Operation, Query, Told, methods
from annotations.rest.paging import Order, Page, Paged, cut
from annotations.rest.problem import no_such


class RegisterTold(Told):
    """A register and what is live of it."""

    id: int
    name: str
    title: str
    publisher: str
    max_age_hours: int | None
    stale: bool = Field(description="Older than it may be.")
    snapshot: int | None = Field(description="The one that articles are checked against.")
    digest: str | None
    entities: int
    retrieved_at: datetime | None

    @classmethod
    def of(cls, row: Register, now: datetime) -> RegisterTold:
        live = row.live
        return cls(
            id=row.pk, name=row.name, title=row.title, publisher=row.publisher, max_age_hours=row.max_age_hours,
            stale=Freshness(row, now - live.retrieved_at if live else None).stale,
            snapshot=live.pk if live else None, digest=live.digest if live else None,
            entities=live.entities if live else 0, retrieved_at=live.retrieved_at if live else None,
        )


class RegisterPage(Page):
    """Registers."""

    results: list[RegisterTold]


class SnapshotTold(Told):
    """A register as it was taken over at one time."""

    id: int
    register_: str = Field(alias="register")
    digest: str
    state: Literal["staged", "live", "superseded"]
    entities: int
    difference: dict[str, int] = Field(description="Against what was live: added, removed, changed, ended.")
    retrieved_at: datetime
    apply_at: datetime | None
    applied_at: datetime | None
    by: str | None

    @classmethod
    def of(cls, row: Snapshot) -> SnapshotTold:
        return cls(
            id=row.pk, register=row.register.name, digest=row.digest, state=row.state,
            entities=row.entities, difference=row.difference, retrieved_at=row.retrieved_at, apply_at=row.apply_at,
            applied_at=row.applied_at, by=row.created_by.get_username() if row.created_by is not None else None,
        )


class SnapshotPage(Page):
    """Snapshots of a register."""

    results: list[SnapshotTold]


class DiffQuery(Query):
    """Which two snapshots; without one the live one is meant."""

    before: int | None = Field(None, ge=1, lt=10**18, description="The older snapshot; default: the live one.")
    after: int | None = Field(None, ge=1, lt=10**18, description="The newer snapshot; default: the live one.")


class DifferenceTold(Told):
    """What one snapshot changes in another. Of each kind at most 200 are listed; `counts` has them all."""

    register_: str = Field(alias="register")
    before: int | None
    after: int | None
    counts: dict[str, int]
    added: list[str]
    removed: list[str]
    changed: list[str]
    ended: list[dict[str, Any]] = Field(description="Designations that have come to an end.")
    affected: int = Field(description="Stored articles that may have another report.")


class RegistersView(Endpoint):
    """All registers; they belong to no channel."""

    operations = methods(
        GET=Operation(
            "registers_list", "The registers with what is live.", scope="registers:read", permission="view_register",
            query=Paged, answers={200: RegisterPage}, problems=("cursor_invalid",),
            links={"register": ("registers_read", {"register": "$response.body#/results/0/name"})},
        )
    )

    def get(self, request: Request) -> Response:
        query, now = self.asked(Paged), timezone.now()
        page = cut(Register.objects.select_related("live"), Order("name"), query, path=request.path)
        return told(RegisterPage(results=[RegisterTold.of(row, now) for row in page.rows], next=page.next))


class RegisterView(Endpoint):
    """One register."""

    operations = methods(
        GET=Operation(
            "registers_read", "One register.", scope="registers:read", permission="view_register",
            answers={200: RegisterTold},
        )
    )

    def get(self, request: Request, register: str) -> Response:
        return told(RegisterTold.of(register_of(register), timezone.now()))


class DiffView(Endpoint):
    """Two snapshots compared."""

    operations = methods(
        GET=Operation(
            "registers_diff", "What one snapshot changes in another.", scope="registers:read",
            permission="view_register", query=DiffQuery, answers={200: DifferenceTold},
        )
    )

    def get(self, request: Request, register: str) -> Response:
        query, found = self.asked(DiffQuery), register_of(register)
        before = snapshot_of(found, query.before).pk if query.before else found.live_id
        after = snapshot_of(found, query.after).pk if query.after else found.live_id
        changes = difference(before, after)
        ended = [
            {
                "entity": end.entity, "register": end.designation.register_id, "status": end.designation.status,
                "taken_out": end.taken_out,
            }
            for end in changes.ended
        ]
        return told(
            DifferenceTold(
                register=found.name, before=before, after=after, counts=changes.counts,
                **changes.listed, ended=ended, affected=len(affected_by(found, changes)),
            )
        )


def register_of(name: str) -> Register:
    """The register, or what is answered where there is none."""
    found = Register.objects.select_related("live").filter(name=name).first()
    if found is None:
        raise no_such()
    return found


def snapshot_of(register: Register, key: int) -> Snapshot:
    """The snapshot of a register, or what is answered where there is none."""
    found = Snapshot.objects.select_related("register", "created_by").filter(register=register, pk=key).first()
    if found is None:
        raise no_such()
    return found
