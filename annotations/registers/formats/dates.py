"""Dates as registers write them, in Russian and English, to ISO dates; in doubt an error, never a guess."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("января", "январь", "january", "jan"), ("февраля", "февраль", "february", "feb"),
            ("марта", "март", "march", "mar"), ("апреля", "апрель", "april", "apr"), ("мая", "май", "may"),
            ("июня", "июнь", "june", "jun"), ("июля", "июль", "july", "jul"), ("августа", "август", "august", "aug"),
            ("сентября", "сентябрь", "september", "sept", "sep"), ("октября", "октябрь", "october", "oct"),
            ("ноября", "ноябрь", "november", "nov"), ("декабря", "декабрь", "december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_DAY_MONTH = re.compile(rf"[«\"]?(\d{{1,2}})(?:st|nd|rd|th)?[»\"]?\s+({_NAMES})\.?,?\s+(\d{{4}})", re.IGNORECASE)
_MONTH_DAY = re.compile(rf"({_NAMES})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})", re.IGNORECASE)
_YEAR_WORD = re.compile(r"\s*(?:г\.?\s*р\.?|года рождения|года|год|г\.?|year)\s*$", re.IGNORECASE)
IN_TEXT = re.compile(
    rf"\d{{1,2}}\.\d{{1,2}}\.\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}|[«\"]?\d{{1,2}}[»\"]?\s+(?:{_NAMES})\s+\d{{4}}",
    re.IGNORECASE,
)
"""A date in running text."""


class DateTextError(ValueError):
    """A text that is no date; the message repeats it."""


def iso(text: str, *, day_first: bool | None = None) -> str:
    """The date that ``text`` states, as ISO has it.

    Raises:
        DateTextError: when it is none, or when day and month cannot be told apart.
    """
    stripped = _YEAR_WORD.sub("", text.strip().rstrip(".,;")).strip()
    parts = _parts(stripped, day_first)
    try:
        return date(*parts).isoformat()
    except ValueError as error:
        raise DateTextError(f"date {text.strip()}: {error}") from error


def whole(text: str, *, end: bool = False) -> str:
    """An ISO date that may be a year or a month only: its last day, or its first where it ends something.

    A designation is not said to be in force on a day on which it may not have been.
    """
    found = _PARTIAL.fullmatch(text.strip())
    if found is None:
        return iso(text)
    year, month = int(found[1]), int(found[2] or 0)
    if not 1 <= year <= 9998 or month > 12:
        raise DateTextError(f"date {text.strip()}: no such month")
    if end:
        return date(year, month or 1, 1).isoformat()
    after = date(year + 1, 1, 1) if month in (0, 12) else date(year, month + 1, 1)
    return date.fromordinal(after.toordinal() - 1).isoformat()


def _parts(text: str, day_first: bool | None) -> tuple[int, int, int]:
    if found := _ISO.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _DOTTED.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1])
    if found := _DAY_MONTH.fullmatch(text):
        return int(found[3]), _MONTHS[found[2].lower()], int(found[1])
    if found := _MONTH_DAY.fullmatch(text):
        return int(found[3]), _MONTHS[found[1].lower()], int(found[2])
    if found := _SLASHED.fullmatch(text):
        return _slashed(text, int(found[1]), int(found[2]), int(found[3]), day_first)
    raise DateTextError(f"date {text}: not a date such as 2020-12-31, 31.12.2020 or 31 December 2020")


def _slashed(text: str, one: int, two: int, year: int, day_first: bool | None) -> tuple[int, int, int]:
    if day_first is None:
        if one == two or two > 12:
            day_first = one == two
        elif one > 12:
            day_first = True
        else:
            raise DateTextError(f"date {text}: day or month first? Say day_first in the map of columns")
    return (year, two, one) if day_first else (year, one, two)
