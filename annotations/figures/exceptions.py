"""What goes past the rule: waivers, overrides, texts that were not checked, messages that do not arrive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from django.db import models
from django.db.models import Count, Min, Q, QuerySet

from annotations.flags.manual import MISSED, RULE
from annotations.models.article import Article
from annotations.models.callback import Callback
from annotations.models.channel import Channel
from annotations.models.flag import Flag
from annotations.models.job import Job
from annotations.models.outgoing import Outgoing
from annotations.models.override import Override
from annotations.models.waiver import Waiver

ENDING = timedelta(days=7)
DAY = timedelta(hours=24)
QUARTER = timedelta(days=90)
MOST_SHOWN = 10
_Row = TypeVar("_Row", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Listed(Generic[_Row]):
    """How many there are, and the first of them."""

    count: int
    rows: tuple[_Row, ...]


@dataclass(frozen=True, slots=True)
class Backlog:
    """Work that waits: since when the oldest is due, and what was given up."""

    due: int
    dead: int
    oldest: datetime | None


def waivers_ending(channels: QuerySet[Channel], at: datetime) -> Listed[Waiver]:
    """Active waivers that end within seven days, the first to end first; two queries."""
    rows = Waiver.objects.filter(state=Waiver.State.ACTIVE, until__lte=at + ENDING, flag__article__channel__in=channels)
    return _listed(rows.select_related("flag__article__channel", "requested_by").order_by("until", "pk"))


def overrides_of_the_day(channels: QuerySet[Channel], at: datetime) -> Listed[Override]:
    """Overrides of the last 24 hours, the newest first; two queries."""
    rows = Override.objects.filter(article__channel__in=channels, created_at__gt=at - DAY)
    return _listed(rows.select_related("article__channel", "by").order_by("-created_at", "-pk"))


def unchecked(channels: QuerySet[Channel]) -> Listed[Article]:
    """Articles whose newest text could not be checked, those that readers see first; two queries."""
    rows = Article.objects.filter(channel__in=channels).exclude(unchecked="")
    return _listed(rows.select_related("channel").order_by("-status", "pk"))


def failing_callbacks(channels: QuerySet[Channel]) -> Listed[Callback]:
    """Callbacks that fail, were switched off by failing, or have messages that were given up; two queries."""
    dead = Count("messages", filter=Q(messages__state=Outgoing.State.DEAD))
    rows = Callback.objects.filter(channel__in=channels).annotate(given_up=dead)
    bad = rows.filter(Q(failing_since__isnull=False) | Q(disabled_because__in=("gone", "failing")) | Q(given_up__gt=0))
    return _listed(bad.select_related("channel").order_by("channel__name", "pk"))


def misses(channels: QuerySet[Channel], at: datetime) -> int:
    """What people have found in the last ninety days and the rules had not; one query."""
    rows = Flag.objects.filter(rule=RULE, outcome=MISSED, opened_at__gt=at - QUARTER, channel__in=channels)
    return rows.count()


def backlog(at: datetime) -> Backlog:
    """Of all jobs; one query."""
    found = Job.objects.filter(state__in=(Job.State.QUEUED, Job.State.DEAD)).aggregate(
        due=Count("pk", filter=Q(state=Job.State.QUEUED, run_after__lte=at)),
        dead=Count("pk", filter=Q(state=Job.State.DEAD)),
        oldest=Min("run_after", filter=Q(state=Job.State.QUEUED, run_after__lte=at)),
    )
    return Backlog(found["due"], found["dead"], found["oldest"])


def _listed(rows: QuerySet[_Row]) -> Listed[_Row]:
    return Listed(rows.count(), tuple(rows[:MOST_SHOWN]))
