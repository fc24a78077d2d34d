"""What articles are checked against now: the live snapshots of all registers, the active sources, the packs.

Compiled once a process for each state of the database; four short queries tell whether anything has changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.db.models import Count, Max, Sum

from annotations import __version__
from annotations.conf import desk
from annotations.engine.language.corrections import Corrections
from annotations.engine.lexicon.build import build_lexicon
from annotations.engine.reference import Reference
from annotations.engine.register import Entity
from annotations.engine.source import Source
from annotations.models.register import Register, Snapshot, SnapshotEntry
from annotations.models.source import SourceRecord
from annotations.registers.chunks import chunks
from annotations.registers.form_files import corrections_of, read_forms
from annotations.registers.mapped import open_lexicon, path_in, write_lexicon
from annotations.registers.union import united_by_id
from annotations.registers.unwanted import unwanted_forms
from annotations.rule_stages.applied import Stages, in_shadow, staged, stages_now
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
    """Everything outside the packs that a reference depends on; equal states give equal references."""

    snapshots: tuple[LiveSnapshot, ...]
    sources: tuple[object, ...]
    forms: tuple[tuple[str, int, int], ...] = ()
    """The files in which forms of names are put right, when each was written and how long it is."""


@dataclass(slots=True)
class _Compiled:
    """What has been compiled of one state: names and sources once, and with each choice of packs."""

    state: State
    bare: Reference
    with_packs: dict[object, tuple[Reference, Reference | None]] = field(default_factory=dict)


_lock = threading.Lock()
_newest: list[_Compiled] = []
"""The newest state, if any; older ones are let go."""
_Both = tuple[Reference, Reference | None]
_held: ContextVar[dict[Sequence[str] | None, _Both] | None] = ContextVar("annotations_references", default=None)


@contextmanager
def looked_up_once() -> Iterator[None]:
    """Inside, ``references`` asks the database once for each choice of packs. For work that was taken on before this
    begins: whoever changes what is live asks for new work afterwards."""
    before = _held.set({})
    try:
        yield
    finally:
        _held.reset(before)


def current_reference(packs: Sequence[str] | None = None) -> Reference:
    """The reference of this moment, with the packs named; with all that are shipped when none is. Every rule counts as
    its stage has it (``annotations.rule_stages``).

    Raises:
        RulebookError: when a pack, or a file of forms, is not there or is wrong.
    """
    return references(packs)[0]


def references(packs: Sequence[str] | None = None) -> tuple[Reference, Reference | None]:
    """The reference of this moment, and the same with the rules in shadow instead; ``None`` where there are none.

    Raises:
        RulebookError: as ``current_reference``.
    """
    held, key = _held.get(), tuple(packs) if packs is not None else None
    if held is None:
        return at_stages(packs, stages_now())
    if key not in held:
        held[key] = at_stages(packs, stages_now())
    return held[key]


def at_stages(packs: Sequence[str] | None, stages: Stages) -> tuple[Reference, Reference | None]:
    """As ``references``, were the rules at ``stages``."""
    state = current_state()
    key = (tuple(packs) if packs is not None else None, stamps(packs or ()), tuple(sorted(stages.items())))
    unwanted = unwanted_forms()
    with _lock:
        if not _newest or _newest[0].state != state:
            _newest[:] = [_Compiled(state, replace(_bare(state), unwanted=unwanted))]
        elif _newest[0].bare.unwanted != unwanted:
            _newest[:] = [_Compiled(state, replace(_newest[0].bare, unwanted=unwanted))]
        compiled = _newest[0]
        if key not in compiled.with_packs:
            shipped = load_packs(packs)
            tried = in_shadow(shipped, stages)
            compiled.with_packs[key] = (
                compiled.bare.with_packs(staged(shipped, stages)),
                compiled.bare.with_packs(tried) if tried else None,
            )
        return compiled.with_packs[key]


def as_if_live(snapshot: Snapshot) -> Reference:
    """The names and sources of this moment, were ``snapshot`` live; without a pack. Nothing of it is kept."""
    state, register = current_state(), snapshot.register.name
    others = [row for row in state.snapshots if row.register != register]
    instead = LiveSnapshot(register, snapshot.pk, snapshot.digest)
    snapshots = tuple(sorted([*others, instead], key=lambda row: row.register))
    return replace(_bare(State(snapshots, state.sources, state.forms)), unwanted=unwanted_forms())


def current_state() -> State:
    """What is live; two queries."""
    rows = Register.objects.filter(live__isnull=False).order_by("name").values_list("name", "live_id", "live__digest")
    active = SourceRecord.objects.filter(is_active=True)
    sources = active.aggregate(count=Count("id"), keys=Sum("id"), newest=Max("updated_at"))
    return State(tuple(LiveSnapshot(*row) for row in rows), tuple(sources.values()), stamps(desk().name_forms))


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
    folder, corrections = desk().mapped_folder, _corrections(entities)
    path = path_in(folder, json.dumps([__version__, sorted(_digests(state).items()), *_said(corrections)]))
    opened = open_lexicon(path, entities) if folder else None
    reference = Reference.build(
        entities=entities.values(),
        sources=map(Source.model_validate, payloads),
        packs=(),
        wordings=shipped_wordings(),
        registers=_digests(state),
        lexicon=opened or build_lexicon(list(entities.values()), corrections=corrections),
    )
    if folder and opened is None:
        write_lexicon(path, reference.lexicon, entities)
    said = json.dumps(_said(corrections)).encode() if corrections else b""
    return replace(reference, corrections=hashlib.sha256(said).hexdigest() if said else "")


def _corrections(entities: Mapping[str, Entity]) -> Corrections:
    files = [read_forms(path) for path in desk().name_forms]
    return corrections_of(files, entities.values()) if files else {}


def _said(corrections: Corrections) -> Sequence[object]:
    """What decides which forms there are, in an order of its own."""
    return sorted((name, one.added, sorted(one.never)) for name, one in corrections.items())


def _digests(state: State) -> Mapping[str, str]:
    return {snapshot.register: snapshot.digest for snapshot in state.snapshots}


def stamps(packs: Sequence[str]) -> tuple[tuple[str, int, int], ...]:
    """When the rule files of packs that are given as paths, or other files, were written: what is edited is loaded
    anew."""
    files = [file for pack in packs if os.path.exists(pack) for file in _rule_files(Path(pack))]
    return tuple((str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in files)


def _rule_files(path: Path) -> list[Path]:
    kinds = ("rules*.yaml", "sources*.yaml", "words*.yaml")
    return sorted(file for kind in kinds for file in path.glob(kind)) if path.is_dir() else [path]
