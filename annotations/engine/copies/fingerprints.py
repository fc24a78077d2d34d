"""Fingerprints of a story: hashes of every five words in a row, and the few of them that an index keeps (winnowing).

Of every ``WINDOW`` neighbouring hashes the smallest is kept, so two texts that share ``WINDOW + RUN - 1`` words in a
row share a fingerprint, wherever the words stand (Schleimer, Wilkerson, Aiken 2003).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from annotations.engine.copies.stream import Tokens
from annotations.engine.words import MULTIPLIER, mix

RUN = 5
"""Words of one hash."""
WINDOW = 8

_POWERS = np.array([pow(MULTIPLIER, step + 1, 1 << 64) for step in range(RUN)], dtype=np.uint64)


def runs_of(tokens: Tokens) -> Tokens:
    """The hash of each ``RUN`` words in a row; ``runs_of(tokens)[i]`` begins at word ``i``."""
    count = len(tokens) - RUN + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    hashes = np.zeros(count, dtype=np.uint64)
    for step in range(RUN):
        hashes += tokens[step : step + count] * _POWERS[step]
    return mix(hashes)


def winnowed(runs: Tokens) -> tuple[Tokens, npt.NDArray[np.intp]]:
    """The fingerprints among the hashes, in order, and the word that each begins at. Short texts keep one at least."""
    if not len(runs):
        return runs, np.zeros(0, dtype=np.intp)
    windows = np.lib.stride_tricks.sliding_window_view(runs, min(WINDOW, len(runs)))
    at = np.unique(windows.argmin(axis=1) + np.arange(len(windows)))
    return runs[at], at
