"""Dates as the contract has them: RFC 3339 dates and date-times, and local dates of a jurisdiction.

A date-time without an offset is refused: nobody can say which day it is elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_DATE_TIME = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(?P<offset>[Zz]|[+-]\d{2}:\d{2})?\Z", re.ASCII
)


class DateError(ValueError):
    """A text that is not an RFC 3339 date or date-time; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or an instant, as an article states it.

    ``day`` is set for a bare date, ``instant`` (with an offset) for a date-time; never both.
    """

    day: date | None = None
    instant: datetime | None = None

    def local_date(self, zone: ZoneInfo) -> date:
        """The date in ``zone``; a bare date is that date everywhere (CONTRACT 2)."""
        if self.instant is not None:
            return self.instant.astimezone(zone).date()
        assert self.day is not None
        return self.day

    def local_instant(self, zone: ZoneInfo) -> datetime:
        """The instant; a bare date begins at 00:00 in ``zone``."""
        if self.instant is not None:
            return self.instant
        assert self.day is not None
        return datetime.combine(self.day, time.min, tzinfo=zone)

    def isoformat(self) -> str:
        if self.instant is not None:
            return self.instant.isoformat()
        assert self.day is not None
        return self.day.isoformat()

    @property
    def order(self) -> datetime:
        """A value to compare moments by; a bare date counts from 00:00 UTC."""
        return self.local_instant(ZoneInfo("UTC")).astimezone(UTC)


def parse_moment(text: str) -> Moment:
    """A date (``2021-07-16``) or a date-time with offset (``2021-07-16T10:00:00+03:00``).

    Raises:
        DateError: with a message fit for people: "month must be in 1..12", "a date-time needs an offset".
    """
    try:
        if _DATE.match(text):
            return Moment(day=date.fromisoformat(text))
        matched = _DATE_TIME.match(text)
        if matched is None:
            raise DateError(f"{text!r} is not an RFC 3339 date or date-time")
        if matched["offset"] is None:
            raise DateError("a date-time needs an offset, such as Z or +03:00")
        return Moment(instant=datetime.fromisoformat(text.upper()))
    except DateError:
        raise
    except ValueError as error:
        raise DateError(str(error)) from error


def later(*moments: Moment | None) -> Moment | None:
    """The latest of the moments that are known."""
    known = [moment for moment in moments if moment is not None]
    return max(known, key=lambda moment: moment.order) if known else None
