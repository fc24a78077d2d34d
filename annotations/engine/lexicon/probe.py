"""The walk for a few places of one text, one by one: cheaper there than the vectorised one, and finds the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from annotations.engine.lexicon.form_table import FormTable
from annotations.engine.lexicon.name_table import PREFIX, NameTable
from annotations.engine.words import MULTIPLIER, SIGNS, Words, fold

_SLOT_BITS, _ALL = 32, (1 << 64) - 1
_MOST_WORDS = 1 << 16
"""Words whose rows are remembered, and pairs of words."""

Row = tuple[int, int]
"""A slot of which a word is a form, and the cases in which it is; or a place in the name table and the cases left."""
Reached = tuple[tuple[int, ...], tuple[Row, ...]]
"""The places where names end, and those from which names go on."""
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
        self._pairs: dict[tuple[str, str], Reached] = {}

    def names_from(self, text: str, words: Words, first: int, whole: int, read: Mapping[int, str]) -> list[Named]:
        """The names that begin with a word of ``text``. ``whole``: the bit of the places that are asked for.

        ``read``: forms that words stand for.
        """
        starts, ends = words.views
        kinds = self._kinds
        start, end = starts[first], ends[first]
        word = read[first] if first in read else text[start:end]
        begun = self._known.get(word) or self._remembered(word)
        plain = end - start > 1
        found = [(first, place, plain) for place, _ in begun.alone if kinds[place] & whole]
        states: Sequence[Row] = begun.onward
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
            before, word = word, read[at] if at in read else text[start:end]
            if at == first + 1:
                ended, states = self._pairs.get((before, word)) or self._begun_with(before, word)
            else:
                ended, states = self._further(states, self._known.get(word) or self._remembered(word), at - first)
            if ended:
                found += [(at, place, plain) for place in ended if kinds[place] & whole]
        return found

    def _begun_with(self, word: str, second: str) -> Reached:
        """Where two words lead that begin names. Remembered: the news names the same names again and again."""
        if len(self._pairs) >= _MOST_WORDS:
            self._pairs.clear()
        begun = self._known.get(word) or self._remembered(word)
        reached = self._further(begun.onward, self._known.get(second) or self._remembered(second), 1)
        self._pairs[word, second] = reached
        return reached

    def _further(self, states: Sequence[Row], word: Known, level: int) -> Reached:
        """Where another word leads from some places."""
        kinds, (begun, steps) = self._kinds, self._levels[level - 1]
        ended: list[int] = []
        onward: list[Row] = []
        for place, cases in states:
            place <<= _SLOT_BITS
            for slot, others in word.rows:
                if not cases & others:
                    continue
                at = steps.find((place | slot) * MULTIPLIER & _ALL)
                if at < 0:
                    continue
                at += begun
                if kinds[at] & ~PREFIX:
                    ended.append(at)
                if kinds[at] & PREFIX:
                    onward.append((at, cases & others))
        return tuple(ended), tuple(onward)

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
