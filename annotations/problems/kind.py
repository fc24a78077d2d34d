"""What a problem is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProblemType:
    """What a code means. ``cause`` and ``remedy`` are what its page says; the same for everybody who meets it."""

    code: str
    status: int
    title: str
    cause: str
    remedy: str
