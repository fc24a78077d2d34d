"""Registers that are older than they may be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from annotations.models.register import Register


@dataclass(frozen=True, slots=True)
class Freshness:
    """How old the live snapshot of a register is, and how old it may be."""

    register: Register
    age: timedelta | None
    """Since it was retrieved; ``None`` while nothing is live."""

    @property
    def stale(self) -> bool:
        limit = self.register.max_age_hours
        return limit is not None and (self.age is None or self.age > timedelta(hours=limit))


def freshness(now: datetime) -> list[Freshness]:
    """Every register with its age; one query."""
    registers = Register.objects.select_related("live").order_by("name")
    return [Freshness(row, now - row.live.retrieved_at if row.live else None) for row in registers]


def stale_registers(now: datetime) -> list[Register]:
    """Registers with a ``max_age_hours`` whose live snapshot was retrieved longer ago, or that have none."""
    return [row.register for row in freshness(now) if row.stale]
