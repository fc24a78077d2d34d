"""The views of the queue: whose turn it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from annotations.flags.triage import CLAIM_LASTS
from annotations.models.article import Article
from annotations.models.flag import Flag
from annotations.models.waiver import Waiver

if TYPE_CHECKING:
    from annotations.permissions import Person

ENDING = timedelta(days=7)
"""How long before its end a waiver is shown as ending."""
_OTHERS = (Flag.WaitingOn.LEGAL, Flag.WaitingOn.PARTNER)


@dataclass(frozen=True, slots=True)
class View:
    """A view with what it shows to somebody at a time."""

    name: str
    label: str | Promise
    shown: Callable[[QuerySet[Flag], Person, datetime], QuerySet[Flag]]
    order: tuple[str, ...] = ("urgency", "opened_at", "id")


def mine(flags: QuerySet[Flag], person: Person, at: datetime) -> QuerySet[Flag]:
    """What the person has claimed, and what nobody has and waits for nobody else."""
    free = Q(assignee=None) | Q(claimed_at=None) | Q(claimed_at__lte=at - CLAIM_LASTS)
    return _open(flags).filter(Q(assignee=person.pk) | (free & ~Q(waiting_on__in=_OTHERS)))


def _open(flags: QuerySet[Flag]) -> QuerySet[Flag]:
    return flags.filter(state=Flag.State.OPEN)


def _legal(flags: QuerySet[Flag], person: Person, at: datetime) -> QuerySet[Flag]:
    return _open(flags).filter(waiting_on=Flag.WaitingOn.LEGAL)


def _live(flags: QuerySet[Flag], person: Person, at: datetime) -> QuerySet[Flag]:
    return _open(flags).filter(article__status=Article.Status.LIVE)


def _reopened(flags: QuerySet[Flag], person: Person, at: datetime) -> QuerySet[Flag]:
    return _open(flags).filter(reason=Flag.Reason.REOPENED)


def _ending(flags: QuerySet[Flag], person: Person, at: datetime) -> QuerySet[Flag]:
    """Waived for a week at most from now, and those whose waiver waits for a second person."""
    ending = Waiver.objects.filter(flag=OuterRef("pk"), state=Waiver.State.ACTIVE, until__lte=at + ENDING)
    asked = Waiver.objects.filter(flag=OuterRef("pk"), state=Waiver.State.REQUESTED)
    waived = Q(state=Flag.State.WAIVED) & Exists(ending)
    return flags.filter(waived | (Q(state=Flag.State.OPEN) & Exists(asked)))


def _all_open(flags: QuerySet[Flag], person: Person, at: datetime) -> QuerySet[Flag]:
    return _open(flags)


def _all(flags: QuerySet[Flag], person: Person, at: datetime) -> QuerySet[Flag]:
    return flags


VIEWS: tuple[View, ...] = (
    View("mine", _("Mine and unclaimed"), mine),
    View("legal", _("Waiting on legal"), _legal),
    View("live", _("Published with open flags"), _live),
    View("waivers", _("Waivers ending"), _ending),
    View("reopened", _("Reopened"), _reopened),
    View("open", _("All open"), _all_open),
    View("all", _("All states"), _all, ("-id",)),
)
DEFAULT = VIEWS[0]


def view_named(name: str | None) -> View:
    """The view; the first one for a name that is none."""
    return next((view for view in VIEWS if view.name == name), DEFAULT)
