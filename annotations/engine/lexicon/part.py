"""One set of tables of a lexicon, and the hits in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress, pairwise, repeat
from typing import Any

import numpy as np
import numpy.typing as npt

from annotations.engine.language.forms import Order
from annotations.engine.lexicon.buckets import Indices, Numbers
from annotations.engine.lexicon.form_table import FormTable
from annotations.engine.lexicon.imitated import words_imitated
from annotations.engine.lexicon.look_up import spread
from annotations.engine.lexicon.model import Hit
from annotations.engine.lexicon.name_table import SURNAME_ALONE, WHOLE, NameTable
from annotations.engine.lexicon.probe import Probe
from annotations.engine.lexicon.rows import Rows
from annotations.engine.lexicon.spelling import Spelling
from annotations.engine.lexicon.walk import Places, beginnings, follow
from annotations.engine.word_batch import WordBatch
from annotations.engine.word_outlines import outlines_folded
from annotations.engine.words import Hashes, Words

Flags = npt.NDArray[np.bool_]
_Way = tuple[int, Order, Spelling, bool]
"""A row, its form, what it asks of the characters of a text, and whether plain words in full meet that."""
_MOST_PLACES = 1 << 16
_hit = tuple.__new__
"""Makes a hit in a third of the time."""


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """Names that stand in a text, before capitals, signs and initials are looked at."""

    row: Numbers
    kind: npt.NDArray[Any]
    """The kind of each row."""
    first: Indices
    last: Indices
    start: Indices
    end: Indices
    kept: Flags
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
    probe: Probe

    @cached_property
    def _ways(self) -> tuple[dict[int, tuple[_Way, ...]], dict[int, tuple[_Way, ...]]]:
        """What is remembered of places in ``names``: rows of names, and of surnames alone."""
        return {}, {}

    def _ways_at(self, place: int, surnames: bool) -> tuple[_Way, ...]:
        """The rows of a place, and of each what matters of its kind. Remembered, since names come again."""
        ways = self._ways[surnames]
        if len(ways) >= _MOST_PLACES:
            ways.clear()
        rows = self.rows_of[self.row_offsets[place] : self.row_offsets[place + 1]].tolist()
        kinds = [(row, self.rows.kinds[self.rows.kind[row]]) for row in rows]
        found = tuple(
            (row, kind.form, kind.spelling, kind.spelling.simple)
            for row, kind in kinds
            if (kind.form == "surname") is surnames
        )
        ways[place] = found
        return found

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
            self._tell_apart(batch, self._found(places, words), found)

    def _found(self, named: Places, words: Words) -> _Found:
        """The rows of names, surnames alone left out, in order of first word, last word and row."""
        begin = self.row_offsets.take(named.place)
        counts = self.row_offsets.take(named.place + 1) - begin
        which = np.arange(len(counts)).repeat(counts)
        row = self.rows_of.take(spread(begin, counts.cumsum(dtype=np.int32) - counts, counts))
        first, length = named.first.take(which), named.length.take(which)
        longest, rows = self.names.longest.bit_length(), len(self.rows).bit_length()
        order = (((first << longest | length) << rows) | row).argsort()
        order = order.compress(~self.rows.of_surnames.take(self.rows.kind.take(row.take(order))))
        row, first, which = row.take(order), first.take(order), which.take(order)
        last = first + length.take(order) - 1
        kind = self.rows.kind.take(row)
        simple = self.rows.simple.take(kind) & named.plain.take(which)
        return _Found(row, kind, first, last, words.edges.take(2 * first), words.edges.take(2 * last + 1), simple)

    def _named(
        self, text: str, words: Words, outlines: Hashes, surnames: bool, read: Mapping[int, str]
    ) -> list[Hit]:
        """The names in one text, some of whose words stand for others: place by place."""
        at, _ = beginnings(self.forms, self.names, outlines, surnames=surnames)
        found: list[Hit] = []
        if not len(at):
            return found
        whole, names_from = SURNAME_ALONE if surnames else WHOLE, self.probe.names_from
        starts, ends = words.views
        ways = self._ways[surnames]
        for first in at.tolist():
            for last, place, plain in names_from(text, words, first, whole, read):
                known = ways.get(place)
                for row, form, spelling, simple in self._ways_at(place, surnames) if known is None else known:
                    end = ends[last]
                    if not (plain and simple):
                        if not spelling.fits(text, words, first, last):
                            continue
                        end += spelling.ends_with_initial
                    found.append(_hit(Hit, (first, last, row, starts[first], end, form)))
        return found

    def _tell_apart(self, batch: WordBatch, named: _Found, found: Sequence[list[Hit]]) -> None:
        """Adds names to the hits of their texts; capitals, signs and initials are looked at in all texts as one."""
        self._look_closer(batch.together, named)
        place = batch.bounds.searchsorted(named.first, side="right") - 1
        word, offset = batch.bounds.take(place), batch.offsets.take(place)
        forms = [kind.form for kind in self.rows.kinds]
        columns = (
            (named.first - word).tolist(), (named.last - word).tolist(), named.row.tolist(),
            (named.start - offset).tolist(), (named.end - offset).tolist(),
            map(forms.__getitem__, named.kind.tolist()),
        )  # fmt: skip
        hits = list(map(_hit, repeat(Hit), zip(*columns, strict=True)))
        if not named.kept.all():
            hits, place = list(compress(hits, named.kept.tolist())), place.compress(named.kept)
        cuts = place.searchsorted(np.arange(len(batch.plain) + 1)).tolist()
        for number, (begun, ended) in zip(batch.plain, pairwise(cuts), strict=True):
            if begun < ended:
                found[number].extend(hits[begun:ended])

    def _look_closer(self, words: Words, named: _Found) -> None:
        """Looks at the characters of those names that may not be what they seem."""
        for at in (~named.kept).nonzero()[0].tolist():
            spelling = self.rows.kinds[named.kind[at]].spelling
            if spelling.fits(words.text, words, int(named.first[at]), int(named.last[at])):
                named.kept[at] = True
                named.end[at] += spelling.ends_with_initial


def _standing_for(outlines: Hashes, read: Mapping[int, str]) -> Hashes:
    """The outlines of words of which some stand for others."""
    changed = outlines.copy()
    changed[list(read)] = outlines_folded(list(read.values()))
    return changed
