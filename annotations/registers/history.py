"""What a register says no more: designations that vanish from a list have ended; what was in force stays known.

Lists of authorities show who stands there today. Articles are judged as of their own day, and a notice about somebody
who was taken off a list is stale, not unknown. So what is gone is kept, ended on the day of the import.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from annotations.engine.register import Designation, Entity
from annotations.models.register import EntityVersion
from annotations.registers.chunks import chunks
from annotations.registers.staging import Changed, Staging

GONE = "no longer in the register"
"""The reason of an end that nobody has stated."""
_AT_ONCE = 500
_MOST_TOLD = 2


@dataclass(slots=True)
class Carried:
    """What was found on comparing a file with what is live, before anything was carried over."""

    added: int = 0
    changed: list[str] = field(default_factory=list)
    """Ids, the first two: whether one alone has changed is all that is asked."""
    gone: int = 0
    """Entities that were in force and are not in the file."""
    last_gone: bool = False
    """The one that was last in the file that is live is among them."""


def carry_over(staging: Staging, *, day: date, last: str = "", keep: bool = True) -> Carried:
    """Adds to the file's entities what it says no more: compared with what is live, which ``staging`` knows.

    ``last``: the id of the last entity of the file that is live. ``keep=False`` finds it and adds nothing.
    """
    found = Carried(added=staging.count_added())
    for some in chunks(staging.differing(), _AT_ONCE):
        for row, before, after in _with_entities(some):
            kept = _ended(before, day) if after is None else _with_history(before, after, day)
            if after is None:
                # What had ended before is not in any file any more.
                found.gone += kept != before
                found.last_gone |= row.id == last
            elif len(found.changed) < _MOST_TOLD and kept != before:
                found.changed.append(row.id)
            if keep and kept is not None and kept != after:
                staging.put(kept)
    return found


def _with_entities(rows: list[Changed]) -> Iterator[tuple[Changed, Entity, Entity | None]]:
    digests = [row.before for row in rows if row.before is not None]
    stored = dict(EntityVersion.objects.filter(digest__in=digests).values_list("digest", "payload"))
    for row in rows:
        before = Entity.model_validate(stored[str(row.before)])
        yield row, before, Entity.model_validate_json(row.after) if row.after is not None else None


def _ended(entity: Entity, day: date) -> Entity | None:
    """A vanished entity with all its designations ended; ``None`` for one that never had any."""
    if not entity.designations:
        return None
    return entity.model_copy(update={"designations": tuple(_end(row, day) for row in entity.designations)})


def _with_history(before: Entity, after: Entity, day: date) -> Entity:
    """The entity as it is, and the designations that it had under another status, or before.

    Other dates of the same status are a correction: of them only the new ones hold.
    """
    statuses, stated = {_kind(row) for row in after.designations}, {_known(row) for row in after.designations}
    gone = [
        _end(row, day) for row in before.designations
        if (_known(row) not in stated if row.ends_on is not None else _kind(row) not in statuses)
    ]
    return after.model_copy(update={"designations": (*after.designations, *gone)}) if gone else after


def _end(row: Designation, day: date) -> Designation:
    return row if row.ends_on is not None else row.model_copy(update={"ended_on": day, "end_reason": GONE})


def _kind(row: Designation) -> tuple[str, str, str]:
    return row.register_id, row.jurisdiction, row.status


def _known(row: Designation) -> tuple[object, ...]:
    return (*_kind(row), row.starts_on())
