"""What rules ask for and forbid, in a form in which the two can be held against each other (``conflicts``)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from annotations.engine.report import Evidence, Level

Kind = Literal["link", "text"]


@dataclass(frozen=True, slots=True)
class Demand:
    """What a rule asks for, and the forms in which it can be met; one of them is enough."""

    kind: Kind
    rule: str
    subject: str
    accepted: tuple[str, ...]
    """Addresses, or texts."""
    level: Level
    name: str
    """For whose sake, as people say it."""
    basis: str = ""
    meets: frozenset[str] = frozenset()
    """Slots of what stands there to meet it: canonical addresses of links."""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Why one form of a demand is forbidden."""

    subject: str
    """Of the finding that the ban gives where it is found in the text."""
    why: str


@dataclass(frozen=True)
class Ban:
    """What a rule forbids."""

    kind: Kind
    rule: str
    finds: Callable[[str], Forbidden | None] = field(compare=False)
    """Why a form of a demand is forbidden; ``None`` when it is not."""
    basis: str = ""
