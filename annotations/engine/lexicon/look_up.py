"""Which forms some words of a text are: found by outline and tail; long words and rare letters one by one."""

from __future__ import annotations

import numpy as np

from annotations.engine.lexicon.buckets import Indices, Numbers
from annotations.engine.lexicon.form_table import FormTable
from annotations.engine.word_outlines import keys, tails
from annotations.engine.words import Hashes, Words, fold


def forms_of(
    forms: FormTable, words: Words, outlines: Hashes, starts: Indices, ends: Indices
) -> tuple[Indices, Indices]:
    """Which of the words of a plain text between ``starts`` and ``ends`` are forms, and the form of each of those."""
    found, exact = tails(words.marks, ends, ends - starts, outlines)
    form, same = forms.keys.find(keys(outlines, found))
    same &= forms.outlines.take(form, mode="clip") == outlines
    same &= forms.exact.take(form, mode="clip")
    if not exact.all():
        for at in (~exact).nonzero()[0].tolist():
            form[at] = forms.find(fold(words.text[starts[at] : ends[at]]))
            same[at] = form[at] >= 0
    known = same.nonzero()[0]
    return known, form.take(known)


def spread(first: Indices | Numbers, begun: Indices | Numbers, counts: Indices | Numbers) -> Indices:
    """The numbers of all runs one after another: as many as ``counts`` from ``first`` on. ``begun``: the sums of the
    counts before each."""
    places: Indices = (first - begun).repeat(counts)
    places += np.arange(len(places))
    return places
