"""Written forms of the words of names: which words (slots) each is a form of, and in which cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from annotations.engine.imitation import shapes_of_form
from annotations.engine.language.forms import Slot
from annotations.engine.lexicon.buckets import Buckets, Numbers
from annotations.engine.lexicon.filters import Filter
from annotations.engine.word_outlines import keys_folded
from annotations.engine.words import Bits, Hashes, Letters, hash_folded

Cases = npt.NDArray[np.uint16]

_HALF = np.uint64(32)
BEGINS, ALONE, SURNAME, GOES_ON = 1, 2, 4, 128
"""Bits of a form: a longer name can begin with it, it is a name of one word, it is the surname of somebody whose names
have more words, a name can go on with it."""


@dataclass(frozen=True, slots=True, eq=False)
class FormTable:
    """Written forms, sorted by key; each has rows, one for every slot that it is a form of."""

    keys: Buckets
    """Made of outline and tail; of a form of which these do not tell all, its hash (``word_outlines``)."""
    outlines: Hashes
    exact: npt.NDArray[np.bool_]
    """Whether outline and tail tell all of the form; then so do its key and its outline."""
    offsets: Numbers
    slots: Numbers
    bits: Cases
    letters: Letters
    """All forms one after another, two bytes a letter; ``text_offsets`` tell where each begins."""
    text_offsets: Numbers
    shape_keys: npt.NDArray[np.uint32]
    """What the forms look like (``imitation.shape``): upper halves of hashes, sorted; ``shape_forms`` gives the form
    of each."""
    shape_forms: Numbers
    filter: Filter
    """Of the outlines of the forms: where forms like a word stand in names."""

    def __len__(self) -> int:
        return len(self.keys.keys)

    def form(self, number: int) -> str:
        """A written form."""
        letters = self.letters[self.text_offsets[number] : self.text_offsets[number + 1]]
        return letters.tobytes().decode("utf-16-le", "surrogatepass")

    def find(self, word: str) -> int:
        """The number of the form that is this folded word; -1 when there is none."""
        if not word or not len(self):
            return -1
        places, there = self.keys.find(keys_folded([word])[0])
        at = int(places[0])
        return at if there[0] and self.form(at) == word else -1

    def imitated(self, shapes: Sequence[str]) -> list[list[str]]:
        """For each shape the forms that look like it."""
        hashes = _halves(hash_folded(shapes))
        firsts = self.shape_keys.searchsorted(hashes).tolist()
        lasts = self.shape_keys.searchsorted(hashes, side="right").tolist()
        found = []
        for wanted, first, last in zip(shapes, firsts, lasts, strict=True):
            forms = [self.form(form) for form in self.shape_forms[first:last].tolist()]
            found.append(sorted({form for form in forms if wanted in shapes_of_form(form)}))
        return found


def build_forms(slots: Sequence[Slot], kinds: Bits) -> FormTable:
    """The table of all forms of ``slots``; ``kinds``: for each slot where it stands in names."""
    rows: dict[str, list[tuple[int, int]]] = {}
    for number, slot in enumerate(slots):
        for form, bits in slot.forms:
            rows.setdefault(form, []).append((number, bits))
    words = list(rows)
    keys, outlines, _, exact = keys_folded(words)
    order = np.argsort(keys, kind="stable")
    words = [words[at] for at in order.tolist()]
    flat = [row for word in words for row in rows[word]]
    offsets = _offsets([len(rows[word]) for word in words])
    slot_of = np.array([slot for slot, _ in flat], dtype=np.int32)
    form_of = np.repeat(np.arange(len(words)), np.diff(offsets))
    encoded = [word.encode("utf-16-le", "surrogatepass") for word in words]
    shape_keys, shape_forms = _shapes(words)
    return FormTable(
        keys=Buckets.of(keys[order]),
        outlines=outlines[order],
        exact=exact[order],
        offsets=offsets,
        slots=slot_of,
        bits=np.array([bits for _, bits in flat], dtype=np.uint16),
        letters=np.frombuffer(b"".join(encoded), dtype=np.uint16),
        text_offsets=_offsets([len(word) // 2 for word in encoded]),
        shape_keys=shape_keys,
        shape_forms=shape_forms,
        filter=Filter.of(outlines[order][form_of], kinds.take(slot_of)),
    )


def _halves(hashes: Hashes) -> npt.NDArray[np.uint32]:
    return (hashes >> _HALF).astype(np.uint32)


def _shapes(words: Sequence[str]) -> tuple[npt.NDArray[np.uint32], Numbers]:
    shaped = [(shape, form) for form, word in enumerate(words) for shape in shapes_of_form(word)]
    shapes = _halves(hash_folded([shape for shape, _ in shaped]))
    by_shape = np.argsort(shapes, kind="stable")
    return shapes[by_shape], np.array([form for _, form in shaped], dtype=np.int32)[by_shape]


def _offsets(lengths: Sequence[int]) -> Numbers:
    return np.concatenate(([0], np.cumsum(np.array(lengths, dtype=np.int64)))).astype(np.int32)
