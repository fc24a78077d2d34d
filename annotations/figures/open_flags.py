"""What is open now: by level and age, and what readers see of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.flag import Flag

AGES = (timedelta(minutes=15), timedelta(hours=8), timedelta(days=7))
"""Ends of the bands of age; the last band is open."""
LEVELS = ("error", "warning", "note")
MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class OfLevel:
    """Open flags of one level, by band of age, the youngest first."""

    level: str
    by_age: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.by_age)


@dataclass(frozen=True, slots=True)
class Some:
    """How many there are, and the first of them."""

    count: int
    rows: tuple[Flag, ...] = ()


def open_by_level(channels: QuerySet[Channel], at: datetime) -> tuple[OfLevel, ...]:
    """Every level, the heaviest first; one query."""
    rows = Flag.objects.filter(state=Flag.State.OPEN, channel__in=channels).order_by().values("level")
    edges = [at - age for age in AGES]
    counted = rows.annotate(
        band0=Count("pk", filter=Q(opened_at__gt=edges[0])),
        band1=Count("pk", filter=Q(opened_at__lte=edges[0], opened_at__gt=edges[1])),
        band2=Count("pk", filter=Q(opened_at__lte=edges[1], opened_at__gt=edges[2])),
        band3=Count("pk", filter=Q(opened_at__lte=edges[2])),
    )
    found = {row["level"]: (row["band0"], row["band1"], row["band2"], row["band3"]) for row in counted}
    return tuple(OfLevel(level, found.get(level, (0,) * (len(AGES) + 1))) for level in LEVELS)


def live_with_errors(channels: QuerySet[Channel]) -> Some:
    """Open errors that readers see, the oldest first: the number that the desk of law looks at; two queries."""
    rows = Flag.objects.filter(
        state=Flag.State.OPEN, level="error", channel__in=channels, article__status=Article.Status.LIVE
    )
    shown = rows.select_related("article__channel").order_by("opened_at", "pk")[:MOST_SHOWN]
    return Some(rows.count(), tuple(shown))


def mine(user_id: int, channels: QuerySet[Channel], at: datetime, *, lasts: timedelta) -> int:
    """Open flags that a person has claimed and that are still theirs; one query."""
    claimed = Flag.objects.filter(assignee=user_id, state=Flag.State.OPEN, claimed_at__gt=at - lasts)
    return claimed.filter(channel__in=channels).count()
