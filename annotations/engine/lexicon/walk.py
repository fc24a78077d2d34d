"""The vectorised pass over the words of a text: all places where names stand.

Most places drop out by two looks at small tables: can a name begin with this word, and with this word and the next,
judged by their outlines. The few that are left are looked at with the words that follow them, all at once (``window``):
they are followed word by word, and a place drops out when the next word does not go on or shares no case with those
before it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from annotations.engine.lexicon.buckets import Indices
from annotations.engine.lexicon.form_table import ALONE, BEGINS, GOES_ON, SURNAME, FormTable
from annotations.engine.lexicon.name_table import PREFIX, WHOLE, NameTable
from annotations.engine.lexicon.window import Flags, look_through
from annotations.engine.words import Bits, Hashes, Words

Cases = npt.NDArray[np.uint16]
_ALONE, _SURNAME = np.uint8(ALONE), np.uint8(SURNAME)
_TO_FIRST = np.uint8(GOES_ON.bit_length() - BEGINS.bit_length())
"""Takes the highest bit of a form, that a name can go on with it, to the lowest, that one can begin with it."""
_FIRST = np.ones(1, dtype=np.bool_)
_PREFIX, _WHOLE = np.uint8(PREFIX), np.uint8(WHOLE)


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Names in a text: the first word of each, the number of words, the place in the name table."""

    first: Indices
    length: Indices
    place: Indices
    plain: Flags
    """Words in full with nothing between them that could part a name."""


def beginnings(forms: FormTable, names: NameTable, outlines: Hashes, *, surnames: bool) -> tuple[Indices, Bits]:
    """The words with which names may begin, or which may be surnames alone; and where forms like each word stand."""
    if not len(forms) or not len(outlines):
        return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.uint8)
    kinds = forms.filter.look_up(outlines)
    return (kinds & _SURNAME).nonzero()[0] if surnames else _beginnings(names, kinds, outlines), kinds


def _beginnings(names: NameTable, kinds: Bits, outlines: Hashes) -> Indices:
    """The words with which names may begin."""
    may_begin = kinds[1:] >> _TO_FIRST
    may_begin &= kinds[:-1]
    pairs = may_begin.view(np.bool_).nonzero()[0]
    if len(pairs):
        pairs = pairs.compress(names.pairs.holds(outlines.take(pairs), outlines.take(pairs + 1)))
    if not names.has_single:
        return pairs
    alone = (kinds & _ALONE).nonzero()[0]
    if not len(alone):
        return pairs
    both = np.concatenate((pairs, alone))
    both.sort()
    return both.compress(np.concatenate((_FIRST, both[1:] != both[:-1])))


def follow(forms: FormTable, names: NameTable, words: Words, at: Indices, kinds: Bits) -> Places | None:
    """The names that begin at the words ``at`` of a plain text.

    ``kinds``: for each word of the text where forms like it stand in names.
    """
    window = look_through(forms, words, at, kinds, names.longest)
    which, rows = window.rows_at(0, None)
    places, cases = forms.slots.take(rows).astype(np.intp), forms.bits.take(rows)
    found: list[Places] = []
    length = 1
    while len(which):
        reached = names.kinds.take(places)
        ended = (reached & _WHOLE).nonzero()[0]
        if len(ended):
            who = which.take(ended)
            plain = ~window.parted[length - 1].take(who)
            found.append(Places(at.take(who), np.full(len(who), length), places.take(ended), plain))
        more = (reached & _PREFIX).nonzero()[0]
        if length == window.width or not len(more):
            break
        which, places, cases = which.take(more), places.take(more), cases.take(more)
        kept, rows = window.rows_at(length, which)
        shared = cases.take(kept) & forms.bits.take(rows)
        agree = shared.nonzero()[0]
        kept = kept.take(agree)
        on, places = names.go_on(length - 1, places.take(kept), forms.slots.take(rows.take(agree)))
        which, cases, length = which.take(kept.take(on)), shared.take(agree.take(on)), length + 1
    return _together(found) if found else None


def _together(found: list[Places]) -> Places:
    if len(found) == 1:
        return found[0]
    columns = zip(*((each.first, each.length, each.place, each.plain) for each in found), strict=True)
    return Places(*map(np.concatenate, columns))
