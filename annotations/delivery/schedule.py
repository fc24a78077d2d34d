"""When a message is sent again, and when it is given up: the schedule of Standard Webhooks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from random import Random

WAITS = (
    timedelta(0), timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2),
    timedelta(hours=5), timedelta(hours=10), timedelta(hours=14), timedelta(hours=20), timedelta(hours=24),
)  # fmt: skip
"""Before the first try, the second, and so on; after the last one a message is dead."""
SPREAD = 0.2
"""A wait is up to this share shorter or longer, so that messages that failed together do not come back together."""
LONGEST_ASKED = timedelta(hours=1)
"""The longest that a Retry-After is obeyed for."""
PATIENCE = timedelta(hours=120)
"""A callback that has only failed for so long is switched off."""


def wait_after(tries: int, random: Random, *, asked: timedelta = timedelta(0)) -> timedelta | None:
    """How long to wait after the ``tries``-th try (1, 2, ...) failed; ``None`` when there is no other.

    ``asked``: what the other side asked for, obeyed where it is longer.
    """
    if tries >= len(WAITS):
        return None
    return max(WAITS[tries] * random.uniform(1 - SPREAD, 1 + SPREAD), asked)


def asked_for(retry_after: str, *, now: datetime) -> timedelta:
    """What a Retry-After header asks for, an hour at most; nothing when it cannot be read (RFC 9110, 10.2.3)."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        asked = timedelta(seconds=min(int(text[:9]), 10**8))
    else:
        try:
            until = parsedate_to_datetime(text)
        except (ValueError, IndexError, TypeError, OverflowError):
            return timedelta(0)
        asked = (until if until.tzinfo else until.replace(tzinfo=UTC)) - now
    return min(max(asked, timedelta(0)), LONGEST_ASKED)
