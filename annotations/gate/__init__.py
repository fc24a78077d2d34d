"""The gate: whether an article may go live, said before it does (DESIGN 2, CONTRACT 4 and 7)."""

from annotations.gate.blocked import PublishBlocked
from annotations.gate.decision import GateDecision
from annotations.gate.objects import NotHooked, decide, demand
from annotations.gate.overrides import OverrideRefused, override
from annotations.gate.scheduled import scheduled

__all__ = [
    "GateDecision", "NotHooked", "OverrideRefused", "PublishBlocked", "decide", "demand", "override", "scheduled",
]
