"""How fast flags are cleared, and how many a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate

from annotations.models.channel import Channel
from annotations.models.flag import Flag

LAST = 1000
"""Flags that are looked at, those that were fixed last."""
DAYS = 14


@dataclass(frozen=True, slots=True)
class Cleared:
    """Of a level: how many of the last fixed flags it had, and how long half, 90 % and 99 % of them took at most."""

    level: str
    count: int
    p50: timedelta
    p90: timedelta
    p99: timedelta


@dataclass(frozen=True, slots=True)
class Day:
    """Flags that were closed on a day, by why."""

    day: date
    fixed: int
    dismissed: int


def time_to_clear(channels: QuerySet[Channel]) -> tuple[Cleared, ...]:
    """By level, of the last thousand flags that were fixed, the heaviest level first; one query."""
    rows = Flag.objects.filter(state=Flag.State.CLOSED, reason=Flag.Reason.FIXED, article__channel__in=channels)
    times: dict[str, list[timedelta]] = {}
    for level, opened, closed in rows.order_by("-closed_at").values_list("level", "opened_at", "closed_at")[:LAST]:
        assert closed is not None
        times.setdefault(level, []).append(max(closed - opened, timedelta(0)))
    return tuple(_cleared(level, sorted(times[level])) for level in ("error", "warning", "note") if level in times)


def closed_by_day(channels: QuerySet[Channel], at: datetime) -> tuple[Day, ...]:
    """The last fourteen days, the oldest first, days without any included; one query."""
    first = at.date() - timedelta(days=DAYS - 1)
    since = datetime.combine(first, time.min, tzinfo=at.tzinfo)
    rows = Flag.objects.filter(state=Flag.State.CLOSED, article__channel__in=channels, closed_at__gte=since)
    counted = rows.order_by().annotate(day=TruncDate("closed_at")).values("day", "reason").annotate(count=Count("pk"))
    fixed: Counter[date] = Counter()
    dismissed: Counter[date] = Counter()
    for row in counted:
        if row["reason"] == Flag.Reason.FIXED:
            fixed[row["day"]] += row["count"]
        elif row["reason"] != Flag.Reason.OBSOLETE:
            dismissed[row["day"]] += row["count"]
    days = [first + timedelta(days=number) for number in range(DAYS)]
    return tuple(Day(day, fixed[day], dismissed[day]) for day in days)


def _cleared(level: str, ordered: Sequence[timedelta]) -> Cleared:
    def share(of: float) -> timedelta:
        return ordered[min(len(ordered) - 1, int(len(ordered) * of))]

    return Cleared(level, len(ordered), share(0.5), share(0.9), share(0.99))
