"""What one state of a register changes in another: entities by their digests, designations by what they say.

Counts are whole, whatever the size; entities are kept for a change of ordinary size only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, QuerySet

from annotations.engine.register import Designation, Entity
from annotations.models.register import EntityVersion, SnapshotEntry
from annotations.registers.chunks import chunks
from annotations.registers.staging import Changed, Staging

MOST_SHOWN = 50
"""Entities that the text of a difference lists of each kind."""
MOST_LISTED = 200
"""Entities of each kind that a difference knows by name."""
MOST_KEPT = 10_000
"""Changed entities that are kept, so that the articles they affect can be found; beyond, all articles are affected."""
_SIGNS = {"added": "+", "removed": "-", "changed": "~", "ended": "!"}
_AT_ONCE = 500
_PAIRS_AT_ONCE = 5000

Pair = tuple[Entity | None, Entity | None]
"""An entity as it was and as it is."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A designation that was in force without an end and is not any more."""

    entity: str
    designation: Designation
    """As it is now; as it was when it was taken out."""
    taken_out: bool = False
    """The new state does not hold it at all, so that it counts on no day, not even on those when it was in force."""


@dataclass(slots=True)
class Difference:
    """The entities of which anything differs, as they were and as they are."""

    count_before: int
    count_after: int
    counts: dict[str, int] = field(default_factory=lambda: {"added": 0, "removed": 0, "changed": 0, "ended": 0})
    """How much of each kind."""
    listed: dict[str, list[str]] = field(default_factory=lambda: {"added": [], "removed": [], "changed": []})
    """The ids of each kind, in order, no more than the first 200."""
    lines: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in _SIGNS})
    """The same for people, the first 50."""
    ended: list[Ended] = field(default_factory=list)
    """Designations that have come to an end, of changed entities and of removed ones: the first 200."""
    kept: list[Pair] | None = field(default_factory=list)
    """All that differ; ``None`` when there are over ``MOST_KEPT``."""

    @classmethod
    def of(cls, changed: Iterable[Changed], *, count_before: int, count_after: int) -> Difference:
        """``changed``, by id; what entities were is read from the database in pieces."""
        found = cls(count_before, count_after)
        for some in chunks(changed, _AT_ONCE):
            digests = [row.before for row in some if row.before is not None]
            stored = EntityVersion.objects.filter(digest__in=digests).values_list("digest", "payload")
            before = {digest: Entity.model_validate(payload) for digest, payload in (stored if digests else ())}
            for row in some:
                found._take(before[row.before] if row.before is not None else None, row)
        return found

    def __bool__(self) -> bool:
        return any(self.counts[kind] for kind in ("added", "removed", "changed"))

    @property
    def before(self) -> Mapping[str, Entity]:
        """Changed entities as they were, by id; nothing when there are too many."""
        return {before.id: before for before, _ in self.kept or () if before is not None}

    @property
    def after(self) -> Mapping[str, Entity]:
        """Changed entities as they are, by id; nothing when there are too many."""
        return {after.id: after for _, after in self.kept or () if after is not None}

    @property
    def shrinks_by(self) -> float:
        """By how many per cent there are fewer entities than before; 0 when there are not fewer."""
        return max(0.0, -self.grows_by)

    @property
    def grows_by(self) -> float:
        """By how many per cent there are more entities than before; 0 when there were none."""
        if not self.count_before:
            return 0.0
        return 100.0 * (self.count_after - self.count_before) / self.count_before

    def _take(self, before: Entity | None, row: Changed) -> None:
        kind = "added" if before is None else "removed" if row.after is None else "changed"
        self.counts[kind] += 1
        if kind == "added" and self.kept is None and len(self.listed[kind]) >= MOST_LISTED:
            return
        after = Entity.model_validate_json(row.after) if row.after is not None else None
        if len(self.listed[kind]) < MOST_LISTED:
            self.listed[kind].append(row.id)
        if len(self.lines[kind]) < MOST_SHOWN:
            self.lines[kind].append(_line(before, after))
        for end in _ended(before, after) if before is not None else ():
            self._end(end)
        if self.kept is not None:
            self.kept.append((before, after))
            if len(self.kept) > MOST_KEPT:
                self.kept = None

    def _end(self, end: Ended) -> None:
        self.counts["ended"] += 1
        if len(self.ended) < MOST_LISTED:
            self.ended.append(end)
        if len(self.lines["ended"]) < MOST_SHOWN:
            self.lines["ended"].append(_end(end))


def difference(before: int | None, after: int | None) -> Difference:
    """What the snapshot ``after`` changes in ``before``, both by id; ``None`` is a register that holds nothing."""
    staging = Staging()
    try:
        # Versions are known by their content: what both hold is the same, and need not be looked at.
        staging.compare(_pairs_of(before, without=after))
        staging.add((0, entity, False) for entity in _entities_of(after, without=before))
        return Difference.of(staging.changed(), count_before=_count_of(before), count_after=_count_of(after))
    finally:
        staging.close()


def compare(before: int | None, after: Staging) -> None:
    """Tells ``after``, as read from a file, what the snapshot ``before`` holds."""
    after.compare(_pairs_of(before))


def difference_in(after: Staging) -> Difference:
    """What ``after`` changes in what it was compared with."""
    return Difference.of(after.changed(), count_before=after.count_live(), count_after=len(after))


def text_of(found: Difference) -> Iterator[str]:
    """The difference for people, a line each; entities beyond the first 50 of a kind are counted only."""
    counts = found.counts
    yield (
        f"{found.count_before} -> {found.count_after} entities: {counts['added']} added, {counts['removed']} removed,"
        f" {counts['changed']} changed; {counts['ended']} designations ended"
    )
    for kind, sign in _SIGNS.items():
        yield from found.lines[kind]
        if counts[kind] > MOST_SHOWN:
            yield f"{sign} and {counts[kind] - MOST_SHOWN} more"


def _pairs_of(snapshot: int | None, *, without: int | None = None) -> Iterator[tuple[str, str]]:
    """Id and digest of the entities of a snapshot, those left out that ``without`` holds as they are."""
    if snapshot is None:
        return
    entries = _entries(snapshot, without).values_list("version__entity", "version__digest")
    yield from entries.iterator(chunk_size=_PAIRS_AT_ONCE)


def _entities_of(snapshot: int | None, *, without: int | None) -> Iterator[Entity]:
    if snapshot is None:
        return
    payloads = _entries(snapshot, without).values_list("version__payload", flat=True)
    yield from map(Entity.model_validate, payloads.iterator(chunk_size=_PAIRS_AT_ONCE))


def _entries(snapshot: int, without: int | None) -> QuerySet[SnapshotEntry]:
    entries = SnapshotEntry.objects.filter(snapshot_id=snapshot)
    if without is None:
        return entries
    shared = SnapshotEntry.objects.filter(snapshot_id=without, version_id=OuterRef("version_id"))
    return entries.filter(~Exists(shared))


def _count_of(snapshot: int | None) -> int:
    return SnapshotEntry.objects.filter(snapshot_id=snapshot).count() if snapshot is not None else 0


def count_changed(before: int | None, after: int | None) -> int:
    """How many versions of entities are in one snapshot only; no entity is read for that."""
    return sum(
        _entries(one, other).count() for one, other in ((before, after), (after, before)) if one is not None
    )


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


def _line(before: Entity | None, after: Entity | None) -> str:
    if before is not None and after is not None:
        return _change(before, after)
    said = after or before
    assert said is not None
    return f"{'+' if after is not None else '-'} {_called(said)}"


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
