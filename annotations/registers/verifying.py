"""Whether what is stored of a register is what was imported: every entity by its digest, and how many there are."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from annotations.engine.register import Entity
from annotations.models.register import Snapshot, SnapshotEntry

MOST_LISTED = 50
_AT_ONCE = 2000


def damage(snapshot: Snapshot) -> Iterator[str]:
    """What is wrong with a snapshot, a sentence each; nothing when it is whole."""
    entries = SnapshotEntry.objects.filter(snapshot=snapshot)
    rows = entries.values_list("version__entity", "version__digest", "version__payload")
    count = wrong = 0
    for entity, digest, payload in rows.iterator(chunk_size=_AT_ONCE):
        count += 1
        problem = _problem(entity, digest, payload)
        if problem:
            wrong += 1
            if wrong <= MOST_LISTED:
                yield problem
    if wrong > MOST_LISTED:
        yield f"and {wrong - MOST_LISTED} more entities"
    if count != snapshot.entities:
        yield f"holds {count} entities, {snapshot.entities} were imported"


def _problem(key: str, digest: str, payload: object) -> str:
    try:
        entity = Entity.model_validate(payload)
    except ValidationError:
        return f"{key} is no entity any more"
    if entity.id != key:
        return f"{key} is stored with the content of {entity.id}"
    return "" if entity.digest == digest else f"{key} is not what was imported"
