"""The words that follow the places where names may begin, all looked up at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from annotations.engine.lexicon.buckets import Indices, Numbers
from annotations.engine.lexicon.form_table import GOES_ON, FormTable
from annotations.engine.lexicon.look_up import forms_of, spread
from annotations.engine.words import SIGNS, Bits, Words

Flags = npt.NDArray[np.bool_]
_GOES_ON, _SIGNS = np.uint8(GOES_ON), np.uint8(SIGNS)


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """For each of the words from some places on the rows of the form table; one line a word, one column a place."""

    first: Numbers
    """The first row of each word; any number where it is no form."""
    counts: Numbers
    """How many rows each word has: none when it is no form, or when what stands before it parts every name."""
    parted: Flags
    """The word or one before it is a single letter, or a sign stands before one of them."""

    @property
    def width(self) -> int:
        """Words looked at from each place on."""
        return len(self.first)

    def rows_at(self, ahead: int, which: Indices | None) -> tuple[Indices, Indices]:
        """The rows of the words ``ahead`` words on from some places, from all when ``None``: for which, and the row."""
        first, counts = self.first[ahead], self.counts[ahead]
        if which is not None:
            first, counts = first.take(which), counts.take(which)
        return np.arange(len(counts)).repeat(counts), spread(first, counts.cumsum(dtype=np.int32) - counts, counts)


def look_through(forms: FormTable, words: Words, at: Indices, kinds: Bits, longest: int) -> Window:
    """Looks up to ``longest`` words of a plain text up from each place on: the forms that they are, letter by letter.

    ``kinds``: for each word of the text where forms like it stand in names. No word is looked up behind one with which
    no name goes on.
    """
    width = min(longest, len(words))
    every = np.arange(width)[:, None] + at
    goes_on = np.ones(every.shape, dtype=np.bool_)
    goes_on[1:] = kinds.take(every[1:], mode="clip") & _GOES_ON
    goes_on &= every < len(words)
    asked = np.logical_and.accumulate(goes_on, axis=0).ravel().nonzero()[0]
    flat = every.ravel().take(asked)
    starts, ends = words.edges.take(2 * flat), words.edges.take(2 * flat + 1)
    first: Numbers = np.zeros(every.size, dtype=np.int32)
    counts: Numbers = np.zeros(every.size, dtype=np.int32)
    parted = np.ones(every.size, dtype=np.bool_)
    parted[asked] = ends - starts == 1
    known, form = forms_of(forms, words, words.outlines.take(flat), starts, ends)
    known = asked.take(known)
    first[known] = begun = forms.offsets.take(form)
    counts[known] = forms.offsets.take(form + 1) - begun
    later = asked[len(at) :]
    gaps = words.gaps_at(flat[len(at) :])
    counts[later] *= gaps != 0
    parted[later] |= gaps & _SIGNS != 0
    from_first = np.logical_or.accumulate(parted.reshape(every.shape), axis=0)
    return Window(first.reshape(every.shape), counts.reshape(every.shape), from_first)
