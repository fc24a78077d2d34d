"""The walk for a few places of one text, one by one: cheaper there than the vectorised one, and finds the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from annotations.engine.lexicon.form_table import FormTable
from annotations.engine.lexicon.name_table import PREFIX, NameTable
from annotations.engine.words import MULTIPLIER, SIGNS, Words, fold

_SLOT_BITS, _ALL = 32, (1 << 64) - 1
_MOST_WORDS = 1 << 16
"""Words whose rows are remembered."""

Row = tuple[int, int]
"""A slot of which a word is a form, and the cases in which it is; or a place in the name table and the cases left."""
Named = tuple[int, int, bool]
"""A name that begins at some word: its last word, its place in the name table, and whether its words stand in
full with nothing between them that could part a name."""


class Known(NamedTuple):
    """What a word is a form of."""

    rows: tuple[Row, ...]
    onward: tuple[Row, ...]
    """Those with which a longer name begins."""
    alone: tuple[Row, ...]
    """Those that are names or surnames by themselves."""


class Probe:
    """The tables as memory that plain Python reads quickly; what words are forms of is remembered."""

    def __init__(self, forms: FormTable, names: NameTable) -> None:
        self._forms = forms
        self._kinds = names.kinds.data
        self._levels = [(names.begun(number), level.probed) for number, level in enumerate(names.levels)]
        self._known: dict[str, Known] = {}

    def names_from(self, text: str, words: Words, first: int, whole: int, read: Mapping[int, str]) -> list[Named]:
        """The names that begin with a word of ``text``. ``whole``: the bit of the places that are asked for.

        ``read``: forms that words stand for.
        """
        starts, ends = words.views
        known = self._known
        start, end = starts[first], ends[first]
        word = read[first] if first in read else text[start:end]
        begun = known.get(word) or self._remembered(word)
        states: Sequence[Row] = begun.onward
        plain = end - start > 1
        found = [(first, place, plain) for place, _ in begun.alone if self._kinds[place] & whole]
        at, count = first, len(starts)
        while states:
            at += 1
            if at == count:
                break
            start = starts[at]
            if text[end:start] != " ":
                gap = words.gap_before(text, at)
                if not gap:
                    break
                plain = plain and not gap & SIGNS
            end = ends[at]
            plain = plain and end - start > 1
            word = read[at] if at in read else text[start:end]
            rows = (known.get(word) or self._remembered(word)).rows
            if not rows:
                break
            states = self._further(states, rows, found, at - first, (at, whole, plain))
        return found

    def _further(
        self, states: Sequence[Row], rows: tuple[Row, ...], found: list[Named], level: int, here: tuple[int, int, bool]
    ) -> Sequence[Row]:
        """The places that are reached with another word and from which names go on; names are added to ``found``."""
        kinds, (begun, steps) = self._kinds, self._levels[level - 1]
        last, whole, plain = here
        onward = []
        for place, cases in states:
            place <<= _SLOT_BITS
            for slot, others in rows:
                if not cases & others:
                    continue
                at = steps.find((place | slot) * MULTIPLIER & _ALL)
                if at < 0:
                    continue
                at += begun
                reached = kinds[at]
                if reached & whole:
                    found.append((last, at, plain))
                if reached & PREFIX:
                    onward.append((at, cases & others))
        return onward

    def _remembered(self, word: str) -> Known:
        if len(self._known) >= _MOST_WORDS:
            self._known.clear()
        rows, kinds = self._look_up(fold(word)), self._kinds
        onward = tuple(row for row in rows if kinds[row[0]] & PREFIX)
        alone = tuple(row for row in rows if kinds[row[0]] & ~PREFIX)
        known = self._known[word] = Known(rows, onward, alone)
        return known

    def _look_up(self, word: str) -> tuple[Row, ...]:
        """The rows of a form that is this very word."""
        forms = self._forms
        form = forms.find(word)
        if form < 0:
            return ()
        rows = slice(forms.offsets[form], forms.offsets[form + 1])
        return tuple(zip(forms.slots[rows].tolist(), forms.bits[rows].tolist(), strict=True))
