"""When a job that failed is tried again."""

from __future__ import annotations

from datetime import timedelta
from random import Random

FIRST = timedelta(seconds=5)
LONGEST = timedelta(hours=1)
SPREAD = 0.2
"""A wait is this share shorter or longer, so that jobs that failed together do not come back together."""


def wait_after(attempts: int, random: Random) -> timedelta:
    """How long to wait after the ``attempts``-th try (1, 2, ...): 5, 10, 20 ... seconds, an hour at most."""
    doubled = FIRST * (1 << min(attempts - 1, 20))
    return min(doubled, LONGEST) * random.uniform(1 - SPREAD, 1 + SPREAD)
