"""``Prefer: wait=N`` (RFC 7240): the report in the answer, when it is ready in time."""

from __future__ import annotations

import re
import time
from datetime import datetime
from typing import Any

from annotations.gate.verdict import verdict_of
from annotations.models.check import Check

LONGEST = 5
"""Seconds that an answer may be waited for."""
_FIRST_LOOK, _LAST_LOOK = 0.05, 0.5
_WAIT = re.compile(r"(?:^|[,;\s])wait\s*=\s*\"?(\d{1,6})\"?\s*(?:$|[,;])", re.IGNORECASE)


def seconds_to_wait(prefer: str) -> int:
    """What a Prefer header asks for, five at most; 0 when it says nothing of it."""
    found = _WAIT.search(prefer[:200])
    return min(int(found[1]), LONGEST) if found else 0


def report_of(revision: int, *, within: float, at: datetime) -> dict[str, Any] | None:
    """The report of a revision's check, as soon as it is there; ``None`` when it is not, or nothing was checked.

    Its decision is the one that holds ``at``: without what people have set aside since.
    """
    until, pause = time.monotonic() + within, _FIRST_LOOK
    while True:
        checks = Check.objects.filter(revision=revision).select_related("revision__article__channel")
        found = checks.order_by("-pk").first()
        if found is not None:
            decision = {"decision": verdict_of(found, found.revision.article, at=at)}
            return {**found.report, **decision} if found.report else None
        left = until - time.monotonic()
        if left <= 0:
            return None
        time.sleep(min(pause, left))
        pause = min(pause * 2, _LAST_LOOK)
