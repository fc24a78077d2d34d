"""What keeps a file out although it can be read: it is half of what is live, or far more, or cut at its end."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.registers.history import Carried
from annotations.registers.staging import Staging

MOST_SHRINK = 10.0
"""Per cent of its entities that a register may lose in one import without a word (SECURITY B92)."""
MOST_GROWTH = 50.0
"""Per cent of its entities that a register may gain."""
_SMALL = 10
"""A register of fewer entities may grow as it likes."""


class GuardError(Exception):
    """A file with which something is probably wrong. ``code`` says what."""

    code = "refused"


class ShrunkError(GuardError):
    """So many entities fewer than the register has."""

    code = "shrunk"


class GrownError(GuardError):
    """So many entities more than the register has."""

    code = "grown"


class CutError(GuardError):
    """The live register up to half of a row, and nothing else."""

    code = "truncated"


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the guards let through."""

    shrink: float = MOST_SHRINK
    """Per cent of the entities that may go."""
    growth: float = MOST_GROWTH
    """Per cent that may come."""
    cut: bool = False
    """The file is whole, though it looks cut."""


ALL = Allowed(shrink=100.0, growth=float("inf"), cut=True)


def guard(before: int, now: int, allowed: Allowed) -> None:
    """Compares the number of entities in the file that is live with that of the new one.

    Raises:
        ShrunkError, GrownError: with the figures and the option that lets it through.
    """
    if not before:
        return
    change = 100.0 * (now - before) / before
    if -change > allowed.shrink:
        raise ShrunkError(
            f"refused: {before} -> {now} entities ({change:.0f} %);"
            f" if that is right, use --allow-shrink {-int(change // 1)}"
        )
    if before >= _SMALL and change > allowed.growth:
        raise GrownError(
            f"refused: {before} -> {now} entities (+{change:.0f} %);"
            f" if that is right, use --allow-growth {-int(-change // 1)}"
        )


def guard_end(staging: Staging, found: Carried, *, open_end: bool, allowed: Allowed) -> None:
    """Refuses a file whose last row may be half of what is live, and that says nothing else that is new.

    A cut table reads like a whole one. ``open_end``: nothing at the end of the file says that its last row is whole.

    Raises:
        CutError: when nothing has come or changed but for the last row, or the last row stands for one that is gone.
    """
    last = staging.last()
    if allowed.cut or not open_end or any(key != last for key in found.changed):
        return
    changed = found.changed == [last] and not found.added
    renamed = found.last_gone and found.added == 1 and staging.is_new(last)
    if changed or renamed:
        raise CutError(
            "refused: the last row of the file is another than before, nothing else is new, and the file has no end: it"
            " seems cut there; nothing was changed. If it is whole, use --whole"
        )
