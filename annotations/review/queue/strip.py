"""The line above the queue: how much there is, how old, and whether the desk itself is well."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q
from django.http import HttpRequest

from annotations.models.flag import Flag
from annotations.permissions import visible
from annotations.review.queue.counting import MOST


@dataclass(frozen=True, slots=True)
class Strip:
    """Counts of the person's open flags, as far as ``MOST``."""

    errors: int
    warnings: int
    notes: int
    legal: int
    oldest: datetime | None
    capped: bool

    @property
    def by_level(self) -> tuple[tuple[str, int], ...]:
        """Level and count, the heaviest first."""
        return ("error", self.errors), ("warning", self.warnings), ("note", self.notes)

    @property
    def total(self) -> int:
        """All that is open."""
        return self.errors + self.warnings + self.notes


def strip_for(request: HttpRequest) -> Strip:
    """The counts for whoever asks; one query, over ``MOST`` flags at most."""
    rows = visible(Flag.objects.filter(state=Flag.State.OPEN), request.user)
    first = rows.order_by()[: MOST + 1]
    levels = {name: Count("pk", filter=Q(level=name)) for name in ("error", "warning", "note")}
    found = first.aggregate(legal=Count("pk", filter=Q(waiting_on="legal")), oldest=Min("opened_at"), **levels)
    made = Strip(found["error"], found["warning"], found["note"], found["legal"], found["oldest"], capped=False)
    return made if made.total <= MOST else Strip(made.errors, made.warnings, made.notes, made.legal, made.oldest, True)
