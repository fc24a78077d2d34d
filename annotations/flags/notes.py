"""What people must say when they decide."""

from __future__ import annotations

from annotations.events import storable
from annotations.flags.life import TransitionRefused

LONGEST = 4000
SHORTEST = 10
"""Characters that must be said when somebody closes a flag of level error."""


def required(said: str, code: str, message: str, *, shortest: int = 1) -> str:
    """``said`` without the space around it.

    Raises:
        TransitionRefused: ``code`` when it is shorter than ``shortest``; ``too_long`` beyond 4,000 characters.
    """
    kept = optional(said)
    if len(kept) < shortest:
        raise TransitionRefused(code, message)
    return kept


def optional(said: str) -> str:
    """The same where nothing need be said.

    Raises:
        TransitionRefused: ``too_long``.
    """
    kept = str(storable(said)).strip()
    if len(kept) > LONGEST:
        raise TransitionRefused("too_long", f"a note has {LONGEST} characters at most")
    return kept
