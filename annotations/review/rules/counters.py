"""What a rule has done so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from annotations.figures.clearing import LAST
from annotations.models.channel import Channel
from annotations.models.check import Check
from annotations.models.flag import Flag

_SHADOWS = 2000
"""Checks that are looked at for what a rule in shadow would say, the newest."""


@dataclass(frozen=True, slots=True)
class Counters:
    """Flags by how they stand, and how long half of the fixed ones took."""

    fired: int
    open: int
    waived: int
    fixed: int
    false: int
    not_applicable: int
    median: timedelta | None


@dataclass(frozen=True, slots=True)
class Shadowed:
    """What a rule in shadow would have said in the checks since it is there."""

    checks: int
    articles: int
    complete: bool


def counters_of(rule: str, channels: QuerySet[Channel]) -> Counters:
    """Two queries."""
    rows = Flag.objects.filter(rule=rule, article__channel__in=channels)
    reasons = Flag.Reason
    counted = rows.aggregate(
        fired=Count("pk"), open=Count("pk", filter=Q(state=Flag.State.OPEN)),
        waived=Count("pk", filter=Q(state=Flag.State.WAIVED)), fixed=Count("pk", filter=Q(reason=reasons.FIXED)),
        false=Count("pk", filter=Q(reason=reasons.FALSE_POSITIVE)),
        not_applicable=Count("pk", filter=Q(reason=reasons.NOT_APPLICABLE)),
    )
    fixed = rows.filter(reason=reasons.FIXED).order_by("-closed_at").values_list("opened_at", "closed_at")[:LAST]
    times = sorted(closed - opened for opened, closed in fixed if closed is not None)
    return Counters(median=times[len(times) // 2] if times else None, **counted)


def shadow_of(rule: str, since: datetime | None, channels: QuerySet[Channel]) -> Shadowed:
    """Of the newest two thousand checks; one query."""
    rows = Check.objects.filter(revision__article__channel__in=channels).exclude(shadow=[])
    if since is not None:
        rows = rows.filter(created_at__gte=since)
    found = list(rows.order_by("-pk").values_list("revision__article", "shadow")[:_SHADOWS])
    mine = [article for article, said in found if any(row.get("rule") == rule for row in said)]
    return Shadowed(len(mine), len(set(mine)), len(found) < _SHADOWS)
