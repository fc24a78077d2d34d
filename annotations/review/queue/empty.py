"""What is said where a queue has no flag to show: nothing to do, never begun, or filtered away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Q
from django.http import HttpRequest

from annotations.models.article import Article
from annotations.models.flag import Flag
from annotations.permissions import visible

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Empty:
    """``kind``: ``done``, ``never`` or ``filtered``. The counts are of the last 24 hours."""

    kind: str
    last: datetime | None = None
    articles: int = 0
    closed: int = 0
    open: bool = False
    """Flags are open in other views."""


def why_empty(request: HttpRequest, *, filtered: bool, at: datetime) -> Empty:
    """Why there is nothing; asked only when that is so."""
    articles = visible(Article.objects.exclude(latest=None), request.user)
    last = articles.aggregate(last=Max("verdict__created_at"))["last"]
    if last is None and not articles.exists():
        return Empty("never")
    if filtered:
        return Empty("filtered")
    flags = visible(Flag.objects.all(), request.user)
    since = Q(closed_at__gte=at - _DAY)
    return Empty(
        "done", last, articles.filter(verdict__created_at__gte=at - _DAY).count(), flags.filter(since).count(),
        open=flags.filter(state=Flag.State.OPEN).exists(),
    )  # fmt: skip
