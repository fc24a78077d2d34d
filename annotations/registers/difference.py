"""What one state of a register changes in another: entities by their digests, designations by what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotations.engine.register import Designation, Entity
from annotations.models.register import SnapshotEntry
from annotations.registers.live import entities_of

MOST_SHOWN = 50
"""Entities that the text of a difference lists of each kind."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A designation that was in force without an end and is not any more."""

    entity: str
    designation: Designation
    """As it is now; as it was when it was taken out."""
    taken_out: bool = False
    """The new state does not hold it at all, so that it counts on no day, not even on those when it was in force."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The entities of which anything differs, as they were and as they are."""

    before: Mapping[str, Entity]
    after: Mapping[str, Entity]
    count_before: int
    count_after: int

    @property
    def added(self) -> tuple[str, ...]:
        return tuple(sorted(self.after.keys() - self.before.keys()))

    @property
    def removed(self) -> tuple[str, ...]:
        return tuple(sorted(self.before.keys() - self.after.keys()))

    @property
    def changed(self) -> tuple[str, ...]:
        return tuple(sorted(self.before.keys() & self.after.keys()))

    @property
    def ended(self) -> tuple[Ended, ...]:
        """Designations that have come to an end, of changed entities and of removed ones."""
        return tuple(
            end for entity in sorted(self.before) for end in _ended(self.before[entity], self.after.get(entity))
        )

    def __bool__(self) -> bool:
        return bool(self.before or self.after)

    @property
    def shrinks_by(self) -> float:
        """By how many per cent there are fewer entities than before; 0 when there are not fewer."""
        if not self.count_before:
            return 0.0
        return max(0.0, 100.0 * (self.count_before - self.count_after) / self.count_before)

    @property
    def counts(self) -> dict[str, int]:
        """How much of each kind."""
        return {
            "added": len(self.added), "removed": len(self.removed), "changed": len(self.changed),
            "ended": len(self.ended),
        }


def difference(before: int | None, after: int | None) -> Difference:
    """What the snapshot ``after`` changes in ``before``, both by id; ``None`` is a register that holds nothing."""
    old, new = digests_of(before), digests_of(after)
    gone, come = _differing(old, new), _differing(new, old)
    return Difference(
        entities_of([before], gone) if before and gone else {},
        entities_of([after], come) if after and come else {},
        len(old), len(new),
    )


def difference_to(before: int | None, after: Sequence[Entity]) -> Difference:
    """What ``after``, as read from a file, changes in the snapshot ``before``."""
    old = digests_of(before)
    changed = {entity.id: entity for entity in after if old.get(entity.id) != entity.digest}
    gone = (old.keys() - {entity.id for entity in after}) | (old.keys() & changed.keys())
    return Difference(entities_of([before], gone) if before and gone else {}, changed, len(old), len(after))


def digests_of(snapshot: int | None) -> dict[str, str]:
    """The digest of each entity of a snapshot, by id."""
    if snapshot is None:
        return {}
    entries = SnapshotEntry.objects.filter(snapshot_id=snapshot)
    return dict(entries.values_list("version__entity", "version__digest").iterator(chunk_size=5000))


def text_of(found: Difference) -> Iterator[str]:
    """The difference for people, a line each; entities beyond the first 50 of a kind are counted only."""
    counts = found.counts
    yield (
        f"{found.count_before} -> {found.count_after} entities: {counts['added']} added, {counts['removed']} removed,"
        f" {counts['changed']} changed; {counts['ended']} designations ended"
    )
    yield from _listed([f"+ {_called(found.after[entity])}" for entity in found.added])
    yield from _listed([f"- {_called(found.before[entity])}" for entity in found.removed])
    yield from _listed([_change(found.before[entity], found.after[entity]) for entity in found.changed])
    yield from _listed([_end(end) for end in found.ended])


def _differing(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    return [entity for entity, digest in one.items() if other.get(entity) != digest]


def _ended(before: Entity, after: Entity | None) -> Iterator[Ended]:
    now = {_identity(designation): designation for designation in (after.designations if after else ())}
    for designation in before.designations:
        if designation.ends_on is None:
            new = now.get(_identity(designation))
            if new is None:
                yield Ended(before.id, designation, taken_out=True)
            elif new.ends_on is not None:
                yield Ended(before.id, new)


def _identity(designation: Designation) -> tuple[object, ...]:
    """What a designation keeps when it ends."""
    return (designation.register_id, designation.jurisdiction, designation.status, designation.starts_on())


def _listed(lines: Sequence[str]) -> Iterator[str]:
    yield from lines[:MOST_SHOWN]
    if len(lines) > MOST_SHOWN:
        yield f"{lines[0][0]} and {len(lines) - MOST_SHOWN} more"


def _called(entity: Entity) -> str:
    statuses = sorted({f"{row.status} in {row.jurisdiction}" for row in entity.designations})
    return f"{entity.id} «{entity.names[0].value}»" + (f": {', '.join(statuses)}" if statuses else "")


def _change(before: Entity, after: Entity) -> str:
    parts = [name for name in Entity.model_fields if getattr(before, name) != getattr(after, name)]
    return f"~ {after.id} «{after.names[0].value}»: {', '.join(parts)}"


def _end(end: Ended) -> str:
    row = end.designation
    what = f"! {end.entity}: {row.status} in {row.jurisdiction} ({row.register_id})"
    if end.taken_out:
        return f"{what} is taken out and will count on no day; to end it, keep it and state ended_on"
    return f"{what} ends on {row.ends_on}"
