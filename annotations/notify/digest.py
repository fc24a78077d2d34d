"""A morning's digest of one channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from annotations.figures.exceptions import Listed, unchecked, waivers_ending
from annotations.figures.open_flags import OfLevel, Some, live_with_errors, open_by_level
from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.waiver import Waiver
from annotations.registers.staleness import stale_registers


@dataclass(frozen=True, slots=True)
class Digest:
    """What waits for the desk. Notes alone are no reason to write to anybody."""

    at: datetime
    open: tuple[OfLevel, ...]
    live_errors: Some
    waivers: Listed[Waiver]
    unchecked: Listed[Article]
    stale: tuple[str, ...]

    @property
    def is_worth_a_letter(self) -> bool:
        heavy = any(row.total for row in self.open if row.level != "note")
        return bool(heavy or self.waivers.count or self.unchecked.count or self.stale)

    def as_data(self, channel: Channel, desk_url: str | None) -> dict[str, Any]:
        """For a webhook."""
        return {
            "channel": channel.name, "desk_url": desk_url, "open": {row.level: row.total for row in self.open},
            "live_errors": self.live_errors.count, "waivers_ending": self.waivers.count,
            "unchecked": self.unchecked.count, "stale_registers": list(self.stale),
        }


def digest_of(channel: Channel, at: datetime) -> Digest:
    """Eight queries."""
    one = Channel.objects.filter(pk=channel.pk)
    stale = tuple(row.title or row.name for row in stale_registers(at))
    return Digest(at, open_by_level(one, at), live_with_errors(one), waivers_ending(one, at), unchecked(one), stale)
