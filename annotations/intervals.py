"""Between which numbers the whole lies when a part was counted."""

from __future__ import annotations

import math

_Z = 1.96
"""Of a confidence of 95 %."""


def wilson(found: int, of: int) -> tuple[float, float]:
    """The interval in which the share of all lies with a confidence of 95 %, when ``found`` ``of`` a sample have it
    (Wilson 1927); everything is possible where nothing was looked at."""
    if not of:
        return 0.0, 1.0
    share, squared = found / of, _Z**2
    middle = share + squared / (2 * of)
    spread = _Z * math.sqrt(share * (1 - share) / of + squared / (4 * of**2))
    below = 1 + squared / of
    return max(0.0, (middle - spread) / below), min(1.0, (middle + spread) / below)
