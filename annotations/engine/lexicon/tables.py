"""The tables of a lexicon and the vectorised pass over the hashes of a text's words.

Two tables, each sorted by hash with a byte table in front that answers most questions with "no": written forms with the
words (slots) that they are forms of, and names as sequences of slots. A name is followed word by word for all places of
the text at once; a place drops out when the next word does not go on or shares no case with those before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from annotations.engine.imitation import shapes_of_form
from annotations.engine.language.forms import ANY, Slot
from annotations.engine.words import MULTIPLIER, Bits, Hashes, hash_folded, mix

Indices = npt.NDArray[np.intp]
Numbers = npt.NDArray[np.int32]

BEGINS, GOES_ON, ALONE = 1, 2, 4
"""Bits of a form: a longer name can begin with it, a name can go on with it, it is a name of one word."""
PREFIX, WHOLE = 1, 2
"""Bits of a sequence of slots: a name can go on after it, it is a name."""
_MULTIPLIER = np.uint64(MULTIPLIER)
_OPEN = np.array([0] + [1] * 7, dtype=np.uint8)
"""By the gap before a word: 1 where a name may go on across it (the bit of ``BEGINS`` and ``PREFIX``)."""
_SPARE_BITS = 4
_FEWEST_BITS = 10


@dataclass(frozen=True, slots=True, eq=False)
class Filter:
    """A byte table over the upper bits of hashes: no false "no", about one false "yes" in sixteen."""

    table: Bits
    shift: np.uint64

    def look_up(self, hashes: Hashes) -> Bits:
        """The bits of each hash."""
        return self.table.take((hashes >> self.shift).view(np.int64))


@dataclass(frozen=True, slots=True, eq=False)
class FormTable:
    """Written forms, sorted by hash; each has rows, one for every slot that it is a form of."""

    keys: Hashes
    offsets: Numbers
    slots: Numbers
    bits: npt.NDArray[np.uint16]
    filter: Filter
    text: str
    """All forms one after another, to compare the words themselves; ``text_offsets`` tell where each begins."""
    text_offsets: Numbers
    shape_keys: Hashes
    """What the forms look like (``imitation.shape``), sorted by hash; ``shape_forms`` gives the form of each."""
    shape_forms: Numbers

    def rows(self, hashes: Hashes) -> tuple[Indices, Indices]:
        """For words with these hashes: which of them a row is for, and the row. A word may have several, or none."""
        found = self.keys.searchsorted(hashes)
        which = (self.keys.take(found, mode="clip") == hashes).nonzero()[0]
        form = found.take(which)
        first = self.offsets.take(form)
        counts = self.offsets.take(form + 1) - first
        ends = counts.cumsum()
        rows = (first - ends + counts).repeat(counts)
        rows += np.arange(len(rows))
        return which.repeat(counts), rows

    def agree(self, words: Sequence[str], slots: Sequence[int]) -> bool:
        """Whether folded ``words`` are forms of ``slots`` and share a case; compares the words, not their hashes."""
        shared = ANY
        for word, slot in zip(words, slots, strict=True):
            shared &= self._bits(word, slot)
        return shared != 0

    def imitated(self, shapes: Sequence[str]) -> list[list[str]]:
        """For each shape the forms that look like it."""
        hashes = hash_folded(shapes)
        firsts = self.shape_keys.searchsorted(hashes).tolist()
        lasts = self.shape_keys.searchsorted(hashes, side="right").tolist()
        found = []
        for wanted, first, last in zip(shapes, firsts, lasts, strict=True):
            forms = [self._form(form) for form in self.shape_forms[first:last].tolist()]
            found.append(sorted({form for form in forms if wanted in shapes_of_form(form)}))
        return found

    def _form(self, number: int) -> str:
        return self.text[self.text_offsets[number] : self.text_offsets[number + 1]]

    def _find(self, word: str) -> int:
        form = int(self.keys.searchsorted(hash_folded([word]))[0])
        return form if form < len(self.keys) and self._form(form) == word else -1

    def _bits(self, word: str, slot: int) -> int:
        form = self._find(word)
        if form < 0:
            return 0
        rows = slice(int(self.offsets[form]), int(self.offsets[form + 1]))
        return int(np.bitwise_or.reduce(self.bits[rows][self.slots[rows] == slot]))


@dataclass(frozen=True, slots=True, eq=False)
class NameTable:
    """Names as sequences of slots, sorted by hash. ``entries`` gives, for a sorted key, the number of the sequence."""

    keys: Hashes
    entries: Numbers
    slots: Numbers
    slot_offsets: Numbers
    filter: Filter

    def sequence(self, place: int) -> list[int]:
        """The slots of the name at ``place`` of the sorted keys."""
        entry = int(self.entries[place])
        return [int(slot) for slot in self.slots[self.slot_offsets[entry] : self.slot_offsets[entry + 1]]]


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """Places whose hashes fit: first words, number of words, places in the keys of the name table."""

    first: Indices
    length: int
    place: Indices


def build_forms(slots: Sequence[Slot], sequences: Sequence[Sequence[int]]) -> FormTable:
    """The table of all forms of ``slots``; ``sequences``: the names, as numbers of slots."""
    rows: dict[str, list[tuple[int, int]]] = {}
    for number, slot in enumerate(slots):
        for form, bits in slot.forms:
            rows.setdefault(form, []).append((number, bits))
    words = list(rows)
    keys = hash_folded(words)
    order = np.argsort(keys, kind="stable")
    words = [words[at] for at in order.tolist()]
    flat = [row for word in words for row in rows[word]]
    offsets = _offsets([len(rows[word]) for word in words])
    slot_of = np.array([slot for slot, _ in flat], dtype=np.int32)
    kinds = _kinds(len(slots), sequences)
    form_of = np.repeat(np.arange(len(words)), np.diff(offsets))
    front = _filter((keys[order][form_of], kinds.take(slot_of)))
    shaped = [(shape, form) for form, word in enumerate(words) for shape in shapes_of_form(word)]
    shapes = hash_folded([shape for shape, _ in shaped])
    by_shape = np.argsort(shapes, kind="stable")
    return FormTable(
        keys=keys[order],
        offsets=offsets,
        slots=slot_of,
        bits=np.array([bits for _, bits in flat], dtype=np.uint16),
        filter=front,
        text="".join(words),
        text_offsets=_offsets(list(map(len, words))),
        shape_keys=shapes[by_shape],
        shape_forms=np.array([form for _, form in shaped], dtype=np.int32)[by_shape],
    )


def _kinds(count: int, sequences: Sequence[Sequence[int]]) -> Bits:
    """For each slot where it stands in names; one more entry, so that the array is never empty."""
    kinds = [0] * (count + 1)
    for first, *rest in sequences:
        kinds[first] |= BEGINS if rest else ALONE
        for slot in rest:
            kinds[slot] |= GOES_ON
    return np.array(kinds, dtype=np.uint8)


def build_names(sequences: Sequence[Sequence[int]]) -> NameTable:
    """The table of names; ``sequences`` are distinct."""
    lengths = np.array([len(sequence) for sequence in sequences], dtype=np.int32)
    flat = np.array([slot for sequence in sequences for slot in sequence], dtype=np.int32)
    offsets = _offsets(lengths.tolist())
    keys = np.zeros(len(sequences), dtype=np.uint64)
    prefixes: list[Hashes] = [np.zeros(0, dtype=np.uint64)]
    for length in np.unique(lengths).tolist():
        which = (lengths == length).nonzero()[0]
        key = begin(flat.take(offsets.take(which)))
        for at in range(1, length):
            prefixes.append(key)
            key = go_on(key, flat.take(offsets.take(which) + at))
        keys[which] = key
    order = np.argsort(keys, kind="stable")
    prefix = np.unique(np.concatenate(prefixes))
    wholes, parts = np.full(len(keys), WHOLE, dtype=np.uint8), np.full(len(prefix), PREFIX, dtype=np.uint8)
    return NameTable(keys[order], order.astype(np.int32), flat, offsets, _filter((keys, wholes), (prefix, parts)))


def begin(slots: Numbers) -> Hashes:
    """The hashes of sequences of one slot."""
    return mix((slots.astype(np.uint64) + np.uint64(1)) * _MULTIPLIER)


def go_on(keys: Hashes, slots: Numbers) -> Hashes:
    """The hashes of sequences that are one slot longer."""
    return mix(keys * _MULTIPLIER + slots.astype(np.uint64) + np.uint64(1))


def candidates(forms: FormTable, names: NameTable, hashes: Hashes, gaps: Bits) -> list[Candidate]:
    """All places where names may stand in a text whose words have these hashes and gaps (``words.read_words``)."""
    if not len(forms.keys) or not len(hashes):
        return []
    found: list[Candidate] = []
    kinds = forms.filter.look_up(hashes)
    goes_on = np.zeros(len(hashes), dtype=np.uint8)
    np.bitwise_and(kinds[1:] >> np.uint8(1), _OPEN.take(gaps[1:]), out=goes_on[:-1])
    at = (kinds & (goes_on | np.uint8(ALONE))).nonzero()[0]
    which, rows = forms.rows(hashes.take(at))
    at, bits = at.take(which), forms.bits.take(rows)
    keys, length = begin(forms.slots.take(rows)), 1
    while len(at):
        reached = names.filter.look_up(keys)
        whole = (reached & np.uint8(WHOLE)).nonzero()[0]
        if len(whole):
            found.append(_whole(names, at.take(whole), keys.take(whole), length))
        more = (reached & goes_on.take(at + (length - 1))).nonzero()[0]
        if not len(more):
            break
        which, rows = forms.rows(hashes.take(at.take(more) + length))
        kept = more.take(which)
        shared = bits.take(kept) & forms.bits.take(rows)
        agree = (shared).nonzero()[0]
        kept, rows = kept.take(agree), rows.take(agree)
        at, bits = at.take(kept), shared.take(agree)
        keys, length = go_on(keys.take(kept), forms.slots.take(rows)), length + 1
    return found


def _whole(names: NameTable, at: Indices, keys: Hashes, length: int) -> Candidate:
    place = names.keys.searchsorted(keys)
    same = (names.keys.take(place, mode="clip") == keys).nonzero()[0]
    return Candidate(at.take(same), length, place.take(same))


def _filter(*parts: tuple[Hashes, Bits]) -> Filter:
    count = sum(len(keys) for keys, _ in parts)
    bits = max(count.bit_length() + _SPARE_BITS, _FEWEST_BITS)
    shift = np.uint64(64 - bits)
    table = np.zeros(1 << bits, dtype=np.uint8)
    for keys, kinds in parts:
        np.bitwise_or.at(table, (keys >> shift).view(np.int64), kinds)
    return Filter(table, shift)


def _offsets(lengths: Sequence[int]) -> Numbers:
    return np.concatenate(([0], np.cumsum(np.array(lengths, dtype=np.int64)))).astype(np.int32)
