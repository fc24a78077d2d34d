"""``/flags/{id}/decisions`` and ``/flags/bulk``: what people decide, one flag at a time or many."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Annotated, Literal

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from pydantic import Field
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.flags.at_once import allowed_of, tried_again, within_the_hour
from annotations.flags.life import TransitionRefused
from annotations.models.decision import Decision
from annotations.problems.types import PROBLEM_TYPES
from annotations.rest.deciding import What, decide
from annotations.rest.endpoint import Endpoint, told
from annotations.rest.idempotency import Answer
from annotations.rest.operation import IDEMPOTENCY_KEY, IF_MATCH, Operation, Sent, Told, methods
from annotations.rest.paging import Order, Page, Paged, cut
from annotations.rest.problem import ApiProblem, no_such
from annotations.rest.refusals import refused
from annotations.rest.shapes import FlagWhole
from annotations.rest.views.flags import etag_of, flag_of, version_in

REFUSALS = (
    "already_resolved", "wrong_state", "person_required", "second_person", "claimed", "waiver_exists",
    "reason_required", "fix_not_applicable", "text_changed",
)
MOST_AT_ONCE = 100


class DecisionTold(Told):
    """A dismissal or a comment."""

    id: int
    kind: Literal["dismiss", "comment"]
    reason: str
    note: str
    by: str | None
    at: datetime
    undone_at: datetime | None

    @classmethod
    def of(cls, row: Decision) -> DecisionTold:
        return cls(
            id=row.pk, kind=row.kind, reason=row.reason, note=row.note,
            by=row.by.get_username() if row.by is not None else None, at=row.at, undone_at=row.undone_at,
        )


class DecisionPage(Page):
    """Decisions on a flag."""

    results: list[DecisionTold]


class DoneTold(Told):
    """What came of a decision."""

    flag: FlagWhole
    decision: int | None
    waiver: int | None


class DecisionsView(Endpoint):
    """The decisions on a flag, and taking one."""

    operations = methods(
        GET=Operation(
            "decisions_list", "The dismissals of a flag and the comments on it, newest first.", scope="flags:read",
            permission="view_flag", query=Paged, answers={200: DecisionPage}, problems=("cursor_invalid",),
        ),
        POST=Operation(
            "decisions_add", "Decides on a flag, in a person's name.", scope="flags:decide", permission="view_flag",
            body=What, answers={201: DoneTold}, headers=(IF_MATCH, IDEMPOTENCY_KEY), problems=REFUSALS, tagged=True,
        ),
    )

    def get(self, request: Request, flag: int) -> Response:
        query, found = self.asked(Paged), flag_of(self.caller, flag)
        rows = Decision.objects.filter(flag=found).select_related("by")
        page = cut(rows, Order("-id"), query, path=request.path)
        return told(DecisionPage(results=[DecisionTold.of(row) for row in page.rows], next=page.next))

    def post(self, request: Request, flag: int) -> Response:
        found, asked = flag_of(self.caller, flag), self.sent(What)
        version, person, now = version_in(request), self.caller.person, timezone.now()

        def work() -> Answer:
            done = decide(found, asked, by=person, at=now, expected_version=version)
            fresh = flag_of(self.caller, flag)
            said = DoneTold(
                flag=FlagWhole.of(fresh), decision=done.decision.pk if done.decision is not None else None,
                waiver=done.waiver.pk if done.waiver is not None else None,
            )
            return Answer(201, said.model_dump(mode="json"), etag=etag_of(fresh))

        return self.once(work)


class Item(Sent):
    """A flag as the caller has seen it."""

    flag: Annotated[int, Field(ge=1, lt=10**18)]
    version: Annotated[int, Field(ge=1, lt=10**9)]


class BulkAsked(What):
    """The same for many flags."""

    action: Literal["dismiss", "waive", "comment", "claim", "release", "assign", "send"]
    items: list[Item] = Field(min_length=1, max_length=MOST_AT_ONCE)


class ItemTold(Told):
    """What came of one flag. `status` and `code` are those of a request of its own."""

    flag: int
    status: int
    version: int | None
    code: str | None
    detail: str | None


class BulkTold(Told):
    """What came of each, in the order in which they were asked."""

    done: int
    refused: int
    results: list[ItemTold]


class BulkView(Endpoint):
    """Decides on many flags; each by itself, none because of another."""

    operations = methods(
        POST=Operation(
            "flags_bulk", "Decides on up to 100 flags; each is done or refused by itself.", scope="flags:decide",
            permission="view_flag", body=BulkAsked, answers={200: BulkTold}, problems=("person_required",),
        )
    )

    def post(self, request: Request) -> Response:
        asked = self.sent(BulkAsked)
        what = What.model_validate(asked.model_dump(exclude={"items"}))
        person, now = self.caller.person, timezone.now()
        allowed = allowed_of(person) if asked.action == "dismiss" else None

        def one(item: Item) -> ItemTold:
            found = flag_of(self.caller, item.flag)

            def work() -> int:
                decide(found, what, by=person, at=now, expected_version=item.version)
                return flag_of(self.caller, item.flag).version

            version = work() if allowed is None else within_the_hour(person, allowed, at=now, work=work)
            return ItemTold(flag=item.flag, status=201, version=version, code=None, detail=None)

        results = []
        for item in asked.items:
            try:
                results.append(tried_again(partial(one, item)))
            except (ApiProblem, TransitionRefused, PermissionDenied, Http404) as error:
                results.append(_refused(item, error))
        done = sum(row.status == 201 for row in results)
        return told(BulkTold(done=done, refused=len(results) - done, results=results))


def _refused(item: Item, error: Exception) -> ItemTold:
    if isinstance(error, TransitionRefused):
        error = refused(error)
    elif isinstance(error, PermissionDenied):
        error = ApiProblem("permission_denied", str(error))
    elif isinstance(error, Http404):
        error = no_such()
    assert isinstance(error, ApiProblem)
    status = error.status or PROBLEM_TYPES[error.code].status
    return ItemTold(flag=item.flag, status=status, version=None, code=error.code, detail=error.detail)
