"""Which articles are looked at, and what may be said of the rest of them."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

from annotations.intervals import wilson

SEED = 42
"""The same articles are drawn each time: two previews differ by the change, not by luck."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """How many of a population are concerned: what was counted in the sample, and between which numbers the whole lies
    with a confidence of 95 % (Wilson 1927)."""

    counted: int
    likely: int
    low: int
    high: int

    @property
    def exact(self) -> bool:
        return self.low == self.high


def drawn(keys: Sequence[int], most: int) -> list[int]:
    """Up to ``most`` of ``keys``, drawn at random by a fixed seed, in order."""
    if len(keys) <= most:
        return list(keys)
    return sorted(random.Random(SEED).sample(list(keys), most))  # noqa: S311


def estimate(counted: int, *, looked_at: int, of: int) -> Estimate:
    """What ``counted`` of ``looked_at`` says about ``of`` articles: exact when all were looked at."""
    if looked_at >= of:
        return Estimate(counted, counted, counted, counted)
    low, high = wilson(counted, looked_at)
    likely = round(of * counted / looked_at) if looked_at else 0
    # What was seen is certain, on both sides.
    least, most = counted, of - (looked_at - counted)
    return Estimate(counted, likely, max(math.floor(of * low), least), min(math.ceil(of * high), most))
