"""Which flag comes next."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from annotations.models.flag import Flag
from annotations.permissions import visible
from annotations.review.queue.presets import mine

if TYPE_CHECKING:
    from annotations.permissions import Person

_ORDER = ("urgency", "opened_at", "id")


def next_flag(person: Person, *, after: Flag | None, at: datetime) -> Flag | None:
    """The flag that comes after another in the person's queue; past the last, the first; ``None`` when none is left.

    The queue is that of the view that everybody begins with: mine, and unclaimed.
    """
    queue = mine(visible(Flag.objects.all(), person), person, at).order_by(*_ORDER)
    if after is None:
        return queue.first()
    others = queue.exclude(pk=after.pk)
    return _beyond(others, after).first() or others.first()


def _beyond(flags: QuerySet[Flag], flag: Flag) -> QuerySet[Flag]:
    """Those behind ``flag``, in words that an index of the order can be read by."""
    same = Q(urgency=flag.urgency)
    later = Q(opened_at__gt=flag.opened_at) | Q(opened_at=flag.opened_at, pk__gt=flag.pk)
    return flags.filter(urgency__gte=flag.urgency).filter(Q(urgency__gt=flag.urgency) | (same & later))
