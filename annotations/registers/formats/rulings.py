"""What one sentence says of a decision: which court or ministry, which day, which number, in force since when."""

from __future__ import annotations

import re
from typing import Any

from annotations.registers.formats.dates import IN_TEXT, iso

_NUMBER = re.compile(r"№\s*([\w./-]*\d[\w./-]*(?:-\w+)?)|\b([А-ЯЁ]{2,6}\s?\d{2}-\d+\w?)\b")
_IN_FORCE = re.compile(r"(?:вступил\w*|вступающ\w*)[^.;]{0,40}?силу\W{0,3}(?:с\s+)?", re.IGNORECASE)
_APPEAL = re.compile(r"апелляц|кассац", re.IGNORECASE)
_COURT = re.compile(
    r"(?:[А-ЯЁ0-9][\w-]*\s+(?:[\w-]+\s+){0,5}?)?[Сс]уд\w*(?:\s+(?:(?!от\b|№)[\w.«»-]+)){0,9}?"
    r"(?=\s*(?:от\b|№|,|;|\(|\)|\d{1,2}\.\d{1,2}\.|$))"
)
_LEADING = re.compile(
    r"^(?:(?:заочн\w+\s+)?(?:решени\w*|приговор\w*|определени\w*|постановлени\w*|апелляционн\w+|кассационн\w+)\s+)+"
    r"(?:судебной коллегии[^,]*?\s)?", re.IGNORECASE,
)


def ruling_in(text: str) -> dict[str, Any]:
    """The parts of a designation that ``text`` states.

    With an appeal, the day of the last ruling is the day it came into force.

    Raises:
        DateTextError: for a day that never was.
    """
    said: dict[str, Any] = {}
    dates = [iso(found.group()) for found in IN_TEXT.finditer(text)]
    if dates:
        said["decided_on"] = dates[0]
    force = _IN_FORCE.search(text)
    after = IN_TEXT.match(text, force.end()) if force else None
    if after:
        said["in_force_on"] = iso(after.group())
    elif len(dates) > 1 and _APPEAL.search(text):
        said["in_force_on"] = dates[-1]
    court = _COURT.search(_LEADING.sub("", text.strip(" ()")))
    if court:
        said["authority"] = " ".join(court.group().split())
    number = _NUMBER.search(text)
    if number:
        said["reference"] = (number[1] or number[2]).strip(".,")
    return said
