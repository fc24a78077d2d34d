"""Which entity of a register a web address belongs to: its host, a host below it, or a part of a shared host."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from annotations.engine.attribution.urls import Address, parse
from annotations.engine.register import Entity


@dataclass(frozen=True)
class HostIndex:
    """The hosts of entities. A host may be stated with a path (``t.me/channel``), where it is not theirs alone."""

    owners: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Host to path and entity."""

    @classmethod
    def of(cls, entities: Iterable[Entity]) -> HostIndex:
        owners: dict[str, list[tuple[str, str]]] = {}
        for entity in entities:
            for host in entity.hosts:
                address = parse(host if "://" in host else f"https://{host}")
                if address is not None:
                    owners.setdefault(address.host, []).append((address.path, entity.id))
        return cls({host: tuple(rows) for host, rows in owners.items()})

    def owners_of(self, address: Address) -> tuple[str, ...]:
        """The ids of the entities that the address belongs to, in order."""
        if not self.owners:
            return ()
        found = [
            entity
            for host in _with_parents(address.host)
            for path, entity in self.owners.get(host, ())
            if not path or address.path == path or address.path.startswith(path + "/")
        ]
        return tuple(sorted(set(found)))


def _with_parents(host: str) -> list[str]:
    labels = host.partition(":")[0].split(".")
    return [host, *(".".join(labels[at:]) for at in range(len(labels) - 1))]
