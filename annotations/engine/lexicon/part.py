"""One set of tables of a lexicon, and the hits in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, repeat

import numpy as np
import numpy.typing as npt

from annotations.engine.lexicon.buckets import Indices, Numbers
from annotations.engine.lexicon.form_table import FormTable
from annotations.engine.lexicon.imitated import words_imitated
from annotations.engine.lexicon.model import Hit
from annotations.engine.lexicon.name_table import SURNAME_ALONE, WHOLE, NameTable
from annotations.engine.lexicon.probe import Probe
from annotations.engine.lexicon.rows import ORDERS, SURNAME_FORM, Rows
from annotations.engine.lexicon.walk import Places, beginnings, follow
from annotations.engine.word_batch import WordBatch
from annotations.engine.word_outlines import outlines_folded
from annotations.engine.words import Hashes, Words

Flags = npt.NDArray[np.bool_]
_hit = tuple.__new__
"""Makes a hit in a third of the time."""


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """Names that stand in a text, before capitals, signs and initials are looked at."""

    row: Numbers
    first: Indices
    last: Indices
    start: Indices
    end: Indices
    simple: Flags
    """Nothing is left to be looked at."""


@dataclass(frozen=True, eq=False)
class Part:
    """Tables that are compiled together."""

    forms: FormTable
    names: NameTable
    rows: Rows
    rows_of: Numbers
    """The rows of each sequence of slots in ``names``, one sequence after another."""
    row_offsets: Numbers
    simple: Flags
    """By the number of a spelling: whether plain words in full meet it."""
    probe: Probe

    @cached_property
    def _views(self) -> tuple[memoryview, memoryview, memoryview, memoryview, list[bool]]:
        """The same as memory that plain Python reads quickly: the rows of each name and where they begin, the form and
        the spelling of each row, which spellings are simple."""
        rows = self.rows
        return self.rows_of.data, self.row_offsets.data, rows.form.data, rows.spelling.data, self.simple.tolist()

    def hits(self, text: str, words: Words, *, surnames: bool = False) -> list[Hit]:
        """Every name in one text, in no order. ``surnames``: surnames alone, and nothing else."""
        found = self._named(text, words, words.outlines, surnames, {})
        if not words.odd:
            return found
        imitated = words_imitated(text, words, self.forms)
        for variant in range(max(map(len, imitated.values()), default=0)):
            read = {at: forms[min(variant, len(forms) - 1)] for at, forms in imitated.items()}
            found += self._named(text, words, _standing_for(words.outlines, read), surnames, read)
        return list(dict.fromkeys(found))

    def add_together(self, batch: WordBatch, found: Sequence[list[Hit]]) -> None:
        """Adds every name in the plain texts of a batch to the hits of its text; look-alikes are left out."""
        words = batch.together
        at, kinds = beginnings(self.forms, self.names, words.outlines, surnames=False)
        places = follow(self.forms, self.names, words, at, kinds) if len(at) else None
        if places is not None:
            self._tell_apart(batch, self._found(places, words, False), found)

    def _found(self, named: Places, words: Words, surnames: bool) -> _Found:
        begin = self.row_offsets.take(named.place)
        counts = self.row_offsets.take(named.place + 1) - begin
        which = np.arange(len(counts)).repeat(counts)
        begin -= counts.cumsum(dtype=np.int32)
        begin += counts
        row = self.rows_of.take(begin.take(which) + np.arange(len(which)))
        wanted = ((self.rows.form.take(row) == SURNAME_FORM) == surnames).nonzero()[0]
        row, which = row.take(wanted), which.take(wanted)
        first = named.first.take(which)
        last = first + named.length.take(which) - 1
        simple = self.simple.take(self.rows.spelling.take(row)) & named.plain.take(which)
        return _Found(row, first, last, words.edges.take(2 * first), words.edges.take(2 * last + 1), simple)

    def _named(
        self, text: str, words: Words, outlines: Hashes, surnames: bool, read: Mapping[int, str]
    ) -> list[Hit]:
        """The names in one text, some of whose words stand for others: place by place."""
        at, _ = beginnings(self.forms, self.names, outlines, surnames=surnames)
        found: list[Hit] = []
        if not len(at):
            return found
        whole, names_from = SURNAME_ALONE if surnames else WHOLE, self.probe.names_from
        rows, offsets, forms, spellings, simple = self._views
        starts, ends = words.views
        for first in at.tolist():
            for last, place, plain in names_from(text, words, first, whole, read):
                for number in range(offsets[place], offsets[place + 1]):
                    row = rows[number]
                    form = forms[row]
                    if (form == SURNAME_FORM) is not surnames:
                        continue
                    end = ends[last]
                    if not (plain and simple[spellings[row]]):
                        spelling = self.rows.spellings[spellings[row]]
                        if not spelling.fits(text, words, first, last):
                            continue
                        end += spelling.ends_with_initial
                    found.append(_hit(Hit, (first, last, row, starts[first], end, ORDERS[form])))
        return found

    def _tell_apart(self, batch: WordBatch, named: _Found, found: Sequence[list[Hit]]) -> None:
        """Adds names to the hits of their texts, in order; capitals, signs and initials are looked at in all texts as
        one."""
        kept, ends = named.simple, named.end
        for at in (~kept).nonzero()[0].tolist():
            spelling = self.rows.spellings[self.rows.spelling[named.row[at]]]
            if spelling.fits(batch.together.text, batch.together, int(named.first[at]), int(named.last[at])):
                kept[at] = True
                ends[at] += spelling.ends_with_initial
        chosen = kept.nonzero()[0]
        chosen = chosen.take(np.lexsort((named.row.take(chosen), named.last.take(chosen), named.first.take(chosen))))
        first, row = named.first.take(chosen), named.row.take(chosen)
        place = batch.bounds.searchsorted(first, side="right") - 1
        word, offset = batch.bounds.take(place), batch.offsets.take(place)
        columns = (
            (first - word).tolist(), (named.last.take(chosen) - word).tolist(), row.tolist(),
            (named.start.take(chosen) - offset).tolist(), (ends.take(chosen) - offset).tolist(),
            map(ORDERS.__getitem__, self.rows.form.take(row).tolist()),
        )  # fmt: skip
        hits = list(map(_hit, repeat(Hit), zip(*columns, strict=True)))
        cuts = place.searchsorted(np.arange(len(batch.plain) + 1)).tolist()
        for number, (begun, ended) in zip(batch.plain, pairwise(cuts), strict=True):
            if begun < ended:
                found[number].extend(hits[begun:ended])


def _standing_for(outlines: Hashes, read: Mapping[int, str]) -> Hashes:
    """The outlines of words of which some stand for others."""
    changed = outlines.copy()
    changed[list(read)] = outlines_folded(list(read.values()))
    return changed
