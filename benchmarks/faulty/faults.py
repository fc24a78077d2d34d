"""Which faults happen, and when: spread over the posts, in an order that the seed decides."""

from __future__ import annotations

import random
from dataclasses import dataclass

from benchmarks.faulty.clients import Clients
from benchmarks.faulty.newsroom import Newsroom

_AHEAD = 10
"""Posts that are let go before a fault, so that it meets them on their way."""
_AWAY = (0.5, 2.0)
"""Seconds for which a server is away."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much of everything."""

    posts: int
    web: int
    worker: int
    database: int
    broker: int
    seed: int = 1


class Faults:
    """``database_away`` and ``broker_away`` are the spans in which they were certainly away, by the monotonic clock."""

    def __init__(self, newsroom: Newsroom, plan: Plan, chance: random.Random) -> None:
        self._newsroom, self._chance = newsroom, chance
        self.happened = dict.fromkeys(("web", "worker", "database", "broker"), 0)
        self.database_away: list[tuple[float, float]] = []
        self.broker_away: list[tuple[float, float]] = []
        self._order = [kind for kind in self.happened for _ in range(getattr(plan, kind))]
        chance.shuffle(self._order)

    def happen(self, clients: Clients) -> None:
        """All of them, while the clients send."""
        for number, kind in enumerate(self._order, start=1):
            clients.allow(clients.total * number // (len(self._order) + 1) + _AHEAD)
            self.happened[kind] += self._one(kind)
            self._newsroom.keep_up()

    def _one(self, kind: str) -> bool:
        if kind == "web":
            return self._newsroom.kill_web(self._chance)
        if kind == "worker":
            return self._newsroom.kill_worker(self._chance)
        seconds = self._chance.uniform(*_AWAY)
        if kind == "database":
            self.database_away.append(self._newsroom.restart_database(seconds))
        else:
            self.broker_away.append(self._newsroom.restart_broker(seconds))
        return True
