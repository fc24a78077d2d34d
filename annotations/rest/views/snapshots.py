"""``/registers/{name}/snapshots``: a register is sent, compared, and made live."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, cast

from django.utils import timezone
from pydantic import Field
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.intake.problems import FieldProblem
from annotations.models.register import Snapshot
from annotations.registers.guards import MOST_SHRINK, GuardError, ShrunkError
from annotations.registers.importing import import_register
from annotations.registers.jsonl import RefusedFileError, RegisterFile, read_register
from annotations.registers.lock import LockedError, locked_transaction
from annotations.registers.publish import make_live
from annotations.registers.witness import is_own
from annotations.rest.endpoint import Endpoint, Json, told
from annotations.rest.operation import Operation, Query, methods
from annotations.rest.paging import Order, Paged, cut
from annotations.rest.parsing import NDJSON, Lines
from annotations.rest.problem import ApiProblem
from annotations.rest.views.registers import SnapshotPage, SnapshotTold, register_of, snapshot_of


class UploadQuery(Query):
    """How much of a register may go."""

    allow_shrink: Annotated[float, Field(ge=0, le=100)] = Field(
        MOST_SHRINK, description="Per cent of its entities that the register may lose."
    )


class SnapshotsView(Endpoint):
    """The snapshots of a register, the newest first; a new one by a file of entities."""

    parser_classes = (Lines,)
    renderer_classes = (Json,)
    operations = methods(
        GET=Operation(
            "snapshots_list", "The snapshots of a register.", scope="registers:read", permission="view_register",
            query=Paged, answers={200: SnapshotPage}, problems=("cursor_invalid",),
        ),
        POST=Operation(
            "snapshots_add", "Takes in a register as JSON Lines, to be compared and applied. Nothing is live by this.",
            scope="registers:write", permission="add_snapshot", query=UploadQuery, body=NDJSON,
            answers={200: SnapshotTold, 201: SnapshotTold},
            problems=("register_refused", "register_shrunk", "locked", "person_required"),
        ),
    )

    def get(self, request: Request, register: str) -> Response:
        query, found = self.asked(Paged), register_of(register)
        rows = Snapshot.objects.filter(register=found).select_related("register", "created_by")
        page = cut(rows, Order("-id"), query, path=request.path)
        return told(SnapshotPage(results=[SnapshotTold.of(row) for row in page.rows], next=page.next))

    def post(self, request: Request, register: str) -> Response:
        allowed = self.asked(UploadQuery).allow_shrink
        by = self.caller.actor if allowed <= MOST_SHRINK else self.caller.person
        self.caller.demand_of_person("add_snapshot")
        if not self.has_body():
            raise ApiProblem("body_empty", "The body is empty.")
        with _refusals():
            taken = import_register(
                register, _read(cast(bytes, request.data)), at=timezone.now(), by=by, apply=False,
                allow_shrink=allowed,
            )
        return told(SnapshotTold.of(_fresh(taken.snapshot)), status=200 if taken.unchanged else 201)


class ApplyView(Endpoint):
    """A snapshot is made live; an older one again is the rollback."""

    operations = methods(
        POST=Operation(
            "snapshots_apply", "Makes a snapshot live. The articles that it affects are checked again.",
            scope="registers:write", permission="publish_register", answers={200: SnapshotTold},
            problems=("locked", "person_required", "second_person"),
        )
    )

    def post(self, request: Request, register: str, snapshot: int) -> Response:
        found, person = snapshot_of(register_of(register), snapshot), self.caller.person
        self.caller.demand_of_person("publish_register")
        if is_own(found, by=person):
            raise ApiProblem("second_person", "It takes entries out or ends them: somebody else must make it live.")
        with _refusals(), locked_transaction():
            make_live(found, at=timezone.now(), by=person)
        return told(SnapshotTold.of(_fresh(found)))


def _fresh(snapshot: Snapshot) -> Snapshot:
    return Snapshot.objects.select_related("register", "created_by").get(pk=snapshot.pk)


def _read(data: bytes) -> RegisterFile:
    with tempfile.NamedTemporaryFile(prefix="annotations-register-", suffix=".jsonl") as file:
        file.write(data)
        file.flush()
        return read_register(file.name)


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except RefusedFileError as error:
        found = [
            FieldProblem(f"line {row.line}{row.pointer}" if row.line else "", row.code, row.message)
            for row in error.problems
        ]
        said = f"{found[0].pointer}: {found[0].message}." if found[0].pointer else f"The file {found[0].message}."
        raise ApiProblem("register_refused", said, errors=found) from error
    except ShrunkError as error:
        said = str(error).replace("use --allow-shrink", "send allow_shrink")
        raise ApiProblem("register_shrunk", said) from error
    except GuardError as error:
        raise ApiProblem("register_refused", f"{error}.", errors=[FieldProblem("", error.code, str(error))]) from error
    except LockedError as error:
        raise ApiProblem("locked", "A register is being taken in just now.", headers={"Retry-After": "30"}) from error


