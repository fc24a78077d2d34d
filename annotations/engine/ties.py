"""Who is tied to whom by ownership, and which house publishes at an address: a register's relations as a graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from annotations.engine.attribution.urls import host_of, parse
from annotations.engine.register import Entity, RelationType

_UP: dict[RelationType, bool] = {"owned_by": True, "part_of": True, "member_of": True, "owns": False}
"""Whether a relation leads to what stands above."""


class Ties:
    """The relations of a set of entities, read when they are first asked for."""

    def __init__(self, entities: Mapping[str, Entity]) -> None:
        self._entities = entities

    def house_of(self, url: str | None, site: str | None) -> Entity | None:
        """The entity that has the host of the address, else the one that has the site as a host."""
        address = parse(url) if url else None
        found = self._hosts.get(address.host) if address is not None else None
        if found is None and address is None and site:
            found = self._hosts.get(host_of(site))
        return self._entities[found] if found else None

    def tied_to(self, house: str, types: Collection[RelationType]) -> dict[str, frozenset[str]]:
        """For each entity with an owner in common with the house, and for the owners, which owners these are."""
        up, down = self._edges(tuple(sorted(types)))
        tied: dict[str, set[str]] = {}
        for owner in _reached(house, up) - {house}:
            for other in _reached(owner, down):
                tied.setdefault(other, set()).add(owner)
        for own in _reached(house, down):
            tied.setdefault(own, set()).add(house)
        tied.pop(house, None)
        return {entity: frozenset(owners) for entity, owners in tied.items()}

    @cached_property
    def _hosts(self) -> dict[str, str]:
        return {host_of(host): entity.id for entity in self._entities.values() for host in entity.hosts}

    def _edges(self, types: tuple[RelationType, ...]) -> tuple[_Graph, _Graph]:
        if types not in self._known:
            up: defaultdict[str, set[str]] = defaultdict(set)
            down: defaultdict[str, set[str]] = defaultdict(set)
            for entity in self._entities.values():
                for relation in entity.relations:
                    if relation.type in types and relation.type in _UP:
                        low, high = (entity.id, relation.to) if _UP[relation.type] else (relation.to, entity.id)
                        up[low].add(high)
                        down[high].add(low)
            self._known[types] = up, down
        return self._known[types]

    @cached_property
    def _known(self) -> dict[tuple[RelationType, ...], tuple[_Graph, _Graph]]:
        return {}


_Graph = Mapping[str, Iterable[str]]


def _reached(start: str, graph: _Graph) -> set[str]:
    """Everything that can be reached, the start included."""
    seen, waiting = {start}, [start]
    while waiting:
        for other in graph.get(waiting.pop(), ()):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return seen


NO_TIES = Ties({})
