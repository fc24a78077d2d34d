"""An entity that several registers hold: what all of them say of it, so that no designation is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from annotations.engine.register import Context, Entity

_Value = TypeVar("_Value")


def united_by_id(registers: Iterable[Mapping[str, Entity]]) -> dict[str, Entity]:
    """The entities of several registers by id; the first register to hold one goes before the others."""
    found: dict[str, Entity] = {}
    for entities in registers:
        for key, entity in entities.items():
            found[key] = united(found[key], entity) if key in found else entity
    return found


def united(first: Entity, second: Entity) -> Entity:
    """Names, designations, relations, hosts and context words of both; where they differ in kind, the first's."""
    return first.model_copy(
        update={
            "names": _both(first.names, second.names),
            "designations": _both(first.designations, second.designations),
            "relations": _both(first.relations, second.relations),
            "hosts": _both(first.hosts, second.hosts),
            "born": _both(first.born, second.born),
            "identifiers": _both(first.identifiers, second.identifiers),
            "context": _both_contexts(first.context, second.context),
        }
    )


def _both_contexts(first: Context | None, second: Context | None) -> Context | None:
    if first is None or second is None:
        return first or second
    return Context(any=_both(first.any, second.any), none=_both(first.none, second.none))


def _both(first: Sequence[_Value], second: Sequence[_Value]) -> tuple[_Value, ...]:
    return (*first, *(value for value in second if value not in first))
