"""From register entities to a lexicon: every way to write every name, as tables."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain

import numpy as np

from annotations.engine.language.corrections import Corrections
from annotations.engine.language.forms import NameForms, Order, Slot, slot, union
from annotations.engine.language.frequent import FREQUENT
from annotations.engine.language.gender import person_gender
from annotations.engine.language.name_words import name_words
from annotations.engine.language.names import has_patronymic, name_forms
from annotations.engine.lexicon.buckets import Indices, Numbers
from annotations.engine.lexicon.form_table import build_forms
from annotations.engine.lexicon.model import NameRow, Skipped
from annotations.engine.lexicon.name_table import SURNAME_ALONE, WHOLE, Paths, build_names, kinds_of_slots
from annotations.engine.lexicon.part import Part
from annotations.engine.lexicon.probe import Probe
from annotations.engine.lexicon.rows import Kind, Rows
from annotations.engine.lexicon.scan import Lexicon
from annotations.engine.lexicon.spelling import Spelling, spelling_of
from annotations.engine.lookalikes import LATIN_TWINS
from annotations.engine.register import Entity, Name
from annotations.engine.words import Bits

_COMMON = FREQUENT["ru"] | FREQUENT["en"]
_LONGEST_TWIN = 3


def build_lexicon(entities: Sequence[Entity], *, corrections: Corrections | None = None) -> Lexicon:
    """The lexicon of all names of ``entities``; their order does not matter.

    ``corrections``: forms that people have added, or want never looked for. Names that cannot be looked for are in
    ``Lexicon.skipped``.
    """
    ordered = sorted(entities, key=lambda entity: entity.id)
    draft = _Draft()
    refused: list[Skipped] = []
    with _uncollected():
        for number, entity in enumerate(ordered):
            for at, _, forms, spelling in _written(entity, corrections, refused):
                draft.add(number, at, forms, spelling)
        part = draft.part(ordered)
    skipped = sorted(refused, key=lambda skip: (skip.entity, skip.value, skip.reason))
    return Lexicon((part,), tuple(skipped))


def with_changes(
    lexicon: Lexicon, changed: Sequence[Entity], gone: Iterable[str], *, corrections: Corrections | None = None
) -> Lexicon:
    """The lexicon after some entities have changed or come (``changed``) and some have ``gone``.

    What stays keeps its tables; the rest gets small ones of its own, which the same scan looks through.
    """
    newer = build_lexicon(changed, corrections=corrections)
    old = {entity.id for entity in changed} | set(gone)
    skipped = [skip for skip in lexicon.skipped if skip.entity not in old] + list(newer.skipped)
    skipped.sort(key=lambda skip: (skip.entity, skip.value, skip.reason))
    return Lexicon((lexicon.parts[0], *newer.parts), tuple(skipped), frozenset(old))


def ways_to_write(
    entity: Entity, *, corrections: Corrections | None = None
) -> tuple[tuple[NameRow, NameForms, Spelling], ...]:
    """Every way to write every name of ``entity`` that can be looked for: what a lexicon is built of."""
    written = _written(entity, corrections, [])
    return tuple((NameRow(entity.id, name, forms.order), forms, spelling) for _, name, forms, spelling in written)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keeps the collector of cycles away: a build makes millions of small values, none of them a cycle, and to look
    through all of them again and again takes a third of its time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@dataclass(slots=True)
class _Draft:
    """What has been gathered of a lexicon so far."""

    numbers: dict[int, int] = field(default_factory=dict)
    """By the identity of a slot, its number: most slots come from a cache."""
    slots: dict[Slot, int] = field(default_factory=dict)
    sequences: dict[tuple[int, ...], list[int]] = field(default_factory=dict)
    """The rows of each sequence of slots."""
    held: list[Slot | Spelling] = field(default_factory=list)
    """What is known by its identity, which must not become that of another."""
    kinds: dict[Kind, int] = field(default_factory=dict)
    kinds_known: dict[tuple[int, Order, int], int] = field(default_factory=dict)
    """By name, form and the identity of a spelling, the number of a kind."""
    entities: list[int] = field(default_factory=list)
    """The entity of each row."""
    kind_of: list[int] = field(default_factory=list)
    """The kind of each row."""

    def add(self, entity: int, name: int, forms: NameForms, spelling: Spelling) -> None:
        """One more way to write a name."""
        sequence = tuple([self._number(slot) for slot in forms.slots])
        self.sequences.setdefault(sequence, []).append(len(self.entities))
        self.entities.append(entity)
        self.kind_of.append(self._kind(name, forms, spelling))

    def _kind(self, name: int, forms: NameForms, spelling: Spelling) -> int:
        key = (name, forms.order, id(spelling))
        number = self.kinds_known.get(key)
        if number is None:
            number = self.kinds.setdefault(Kind(name, forms.order, spelling), len(self.kinds))
            self.kinds_known[key] = number
            self.held.append(spelling)
        return number

    def _number(self, slot: Slot) -> int:
        number = self.numbers.get(id(slot))
        if number is None:
            number = self.slots.setdefault(slot, len(self.slots))
            self.numbers[id(slot)] = number
            self.held.append(slot)
        return number

    def part(self, entities: Sequence[Entity]) -> Part:
        """The tables."""
        paths, rows_of = Paths.of(list(self.sequences)), list(self.sequences.values())
        kinds = np.array(self.kind_of, dtype=np.min_scalar_type(len(self.kinds)))
        rows = Rows(np.array(self.entities, dtype=np.int32), kinds, tuple(self.kinds), entities.__getitem__)
        counts = np.fromiter(map(len, rows_of), dtype=np.intp, count=len(rows_of))
        flat = np.fromiter(chain.from_iterable(rows_of), dtype=np.int32, count=len(self.entities))
        uses = _uses(rows, flat, counts)
        forms = build_forms(list(self.slots), kinds_of_slots(len(self.slots), paths, uses))
        names, places = build_names(paths, forms, uses, len(self.slots))
        of_place = np.zeros(len(names.kinds), dtype=np.intp)
        of_place[places] = counts
        offsets = np.concatenate(([0], np.cumsum(of_place)))
        order = np.argsort(np.repeat(places, counts), kind="stable")
        return Part(forms, names, rows, flat[order], offsets.astype(np.int32), Probe(forms, names))


def _uses(rows: Rows, flat: Numbers, counts: Indices) -> Bits:
    """For each sequence whether it is a name, a surname alone, or both."""
    surname = rows.of_surnames.take(rows.kind[flat])
    which = np.repeat(np.arange(len(counts)), counts)
    uses = np.zeros(len(counts), dtype=np.uint8)
    uses[which[surname]] |= np.uint8(SURNAME_ALONE)
    uses[which[~surname]] |= np.uint8(WHOLE)
    return uses


def _written(
    entity: Entity, corrections: Corrections | None, refused: list[Skipped]
) -> Iterable[tuple[int, Name, NameForms, Spelling]]:
    """The ways to write the names of an entity; names in the order of their values, each with its place. Those that
    cannot be looked for are added to ``refused``."""
    gender = person_gender(entity.names) if entity.is_person else None
    patronymic_known = entity.is_person and any(has_patronymic(name) for name in entity.names)
    for at, name in _in_order(entity.names):
        reason = _refusal(name)
        if reason:
            refused.append(Skipped(entity.id, name.value, reason))
            continue
        ways = name_forms(name, person=entity.is_person, gender=gender, corrections=corrections)
        told = [_with_twins(way) for way in ways if way.slots]
        for forms in told if len(told) == 1 else dict.fromkeys(told):
            yield at, name, forms, spelling_of(name, forms, patronymic_known=patronymic_known)


def _in_order(names: Sequence[Name]) -> Sequence[tuple[int, Name]]:
    if len(names) == 1:
        return [(0, names[0])]
    return sorted(enumerate(names), key=_rank)


def _rank(named: tuple[int, Name]) -> tuple[str, str, str, int]:
    at, name = named
    return name.value, name.kind, name.lang or "", at


def _with_twins(way: NameForms) -> NameForms:
    """Short words of a longer name may be typed in Latin as a whole: «с» as "c"."""
    if len(way.slots) == 1:
        return way
    twins = tuple([_twin(slot) for slot in way.slots])
    return way if twins == way.slots else replace(way, slots=twins)


def _twin(listed: Slot) -> Slot:
    known = _TWINS.get(id(listed))
    if known is None:
        known = _TWINS[id(listed)] = (listed, _with_twin(listed))
        if len(_TWINS) > _MOST_TWINS:
            _TWINS.clear()
    return known[1]


_TWINS: dict[int, tuple[Slot, Slot]] = {}
_MOST_TWINS = 1 << 18


def _with_twin(listed: Slot) -> Slot:
    twins = {form.translate(LATIN_TWINS): bits for form, bits in listed.forms if len(form) <= _LONGEST_TWIN}
    twins = {form: bits for form, bits in twins.items() if form.isascii() and form.isalpha()}
    found = slot(union((dict(listed.forms), twins))).forms if twins else listed.forms
    return listed if found == listed.forms else replace(listed, forms=found)


def _refusal(name: Name) -> str:
    """Why a name cannot be looked for; empty when it can."""
    words = name_words(name.value)
    if not words:
        return "it holds no word"
    if len(words) == 1 and len(words[0].folded) == 1:
        return "it is a single letter"
    common = words[0].folded in _COMMON and all(word.folded in _COMMON for word in words)
    if common and not name.case_sensitive and not name.quoted_only:
        return "it is made of the most common words; make it case_sensitive or quoted_only"
    return ""
