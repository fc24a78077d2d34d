"""What articles are checked against now: the live snapshots of all registers, the active sources, the packs.

Compiled once a process for each state of the database; two short queries tell whether anything has changed.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.db.models import Count, Max, Sum

from annotations import __version__
from annotations.conf import desk
from annotations.engine.reference import Reference
from annotations.engine.register import Entity
from annotations.engine.source import Source
from annotations.models.register import Register, SnapshotEntry
from annotations.models.source import SourceRecord
from annotations.registers.chunks import chunks
from annotations.registers.mapped import open_lexicon, path_in, write_lexicon
from annotations.registers.union import united_by_id
from annotations.rulebook.load import load_packs
from annotations.rulebook.wordings import shipped_wordings

_IDS_AT_ONCE = 500
"""Ids in one query: SQLite takes a limited number of parameters."""


@dataclass(frozen=True, slots=True)
class LiveSnapshot:
    """The snapshot of a register that articles are checked against."""

    register: str
    id: int
    digest: str


@dataclass(frozen=True, slots=True)
class State:
    """Everything in the database that a reference depends on; equal states give equal references."""

    snapshots: tuple[LiveSnapshot, ...]
    sources: tuple[object, ...]


@dataclass(slots=True)
class _Compiled:
    """What has been compiled of one state: names and sources once, and with each choice of packs."""

    state: State
    bare: Reference
    with_packs: dict[object, Reference] = field(default_factory=dict)


_lock = threading.Lock()
_newest: list[_Compiled] = []
"""The newest state, if any; older ones are let go."""


def current_reference(packs: Sequence[str] | None = None) -> Reference:
    """The reference of this moment, with the packs named; with all that are shipped when none is.

    Raises:
        RulebookError: when a pack is not there or is wrong.
    """
    state = current_state()
    key = (tuple(packs) if packs is not None else None, _stamps(packs or ()))
    with _lock:
        if not _newest or _newest[0].state != state:
            _newest[:] = [_Compiled(state, _bare(state))]
        compiled = _newest[0]
        if key not in compiled.with_packs:
            chosen = tuple(sorted(load_packs(packs), key=lambda pack: pack.pack))
            compiled.with_packs[key] = replace(compiled.bare, packs=chosen)
        return compiled.with_packs[key]


def current_state() -> State:
    """What is live; two queries."""
    rows = Register.objects.filter(live__isnull=False).order_by("name").values_list("name", "live_id", "live__digest")
    active = SourceRecord.objects.filter(is_active=True)
    sources = active.aggregate(count=Count("id"), keys=Sum("id"), newest=Max("updated_at"))
    return State(tuple(LiveSnapshot(*row) for row in rows), tuple(sources.values()))


def entities_of(snapshots: Iterable[int], only: Collection[str] | None = None) -> dict[str, Entity]:
    """The entities of these snapshots, by id; of one that is in several of them what all of them say.

    ``only``: no others than those with these ids.
    """
    return united_by_id({entity.id: entity for entity in _entities(snapshot, only)} for snapshot in snapshots)


def _entities(snapshot: int, only: Collection[str] | None) -> Iterable[Entity]:
    entries = SnapshotEntry.objects.filter(snapshot_id=snapshot).order_by("version__entity")
    payloads = entries.values_list("version__payload", flat=True)
    if only is None:
        yield from map(Entity.model_validate, payloads.iterator(chunk_size=2000))
        return
    for chunk in chunks(sorted(only), _IDS_AT_ONCE):
        yield from map(Entity.model_validate, payloads.filter(version__entity__in=chunk))


def _bare(state: State) -> Reference:
    """Names, sources and words, without rules."""
    payloads = SourceRecord.objects.filter(is_active=True).order_by("name").values_list("payload", flat=True)
    entities = dict(sorted(entities_of(snapshot.id for snapshot in state.snapshots).items()))
    folder = desk().mapped_folder
    path = path_in(folder, json.dumps([__version__, sorted(_digests(state).items())]))
    lexicon = open_lexicon(path, entities) if folder else None
    reference = Reference.build(
        entities=entities.values(),
        sources=map(Source.model_validate, payloads),
        packs=(),
        wordings=shipped_wordings(),
        registers=_digests(state),
        lexicon=lexicon,
    )
    if folder and lexicon is None:
        write_lexicon(path, reference.lexicon, entities)
    return reference


def _digests(state: State) -> Mapping[str, str]:
    return {snapshot.register: snapshot.digest for snapshot in state.snapshots}


def _stamps(packs: Sequence[str]) -> tuple[tuple[str, int, int], ...]:
    """When the rule files of packs that are given as paths were written: an edited pack is loaded anew."""
    files = [file for pack in packs if os.path.exists(pack) for file in _rule_files(Path(pack))]
    return tuple((str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in files)


def _rule_files(path: Path) -> list[Path]:
    return sorted(path.glob("rules*.yaml")) if path.is_dir() else [path]
