"""Which of two revisions is newer: the higher number, without it the later ``modified``, else the later arrival."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from annotations.engine.dates import Moment, parse_moment
from annotations.models.revision import Revision

_EARLIEST = datetime.min.replace(tzinfo=UTC)


def is_newer(arriving: Revision, known: Revision) -> bool:
    """Whether ``arriving``, which came later, is newer than ``known``."""
    if arriving.number is not None and known.number is not None:
        return arriving.number > known.number
    one, other = modified(arriving.payload), modified(known.payload)
    if one is None or other is None:
        return True
    if (one.instant is None or other.instant is None) and _day(one) == _day(other):
        # A bare date does not say when on that day.
        return True
    return instant_of(one) >= instant_of(other)


def modified(payload: dict[str, Any]) -> Moment | None:
    """When a revision says it was modified."""
    stated = payload.get("modified")
    return parse_moment(stated) if stated else None


def instant_of(moment: Moment) -> datetime:
    """In UTC; what lies outside the years that are stored counts as the earliest."""
    try:
        return moment.order
    except OverflowError:
        return _EARLIEST


def _day(moment: Moment) -> object:
    return moment.day if moment.instant is None else moment.instant.date()
