"""Which words an article can be found by: stored with a revision, so that a change of a register reads no text.

A name can stand in a text only where each of its words stands there, as one of its forms, set apart letter by letter,
or imitated with look-alikes. ``word_set`` holds the hashes of all three; ``form_hashes`` are those that a form leaves.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from annotations.engine.article import Article
from annotations.engine.document.build import read_document
from annotations.engine.document.limits import DocumentTooComplex
from annotations.engine.imitation import shape, shapes_of_form
from annotations.engine.notices.marks import without_raised_marks
from annotations.engine.surroundings import letter_spaced
from annotations.engine.words import HAS_DIGIT, HAS_LETTER, IMITATES, MIXED_SCRIPT, Hashes, hash_folded, read_words

_PRODUCER = "\0producer\0"
"""No word holds a zero character."""


def word_set(article: Article) -> bytes:
    """The sorted 64-bit hashes, little endian, of the different words of ``article`` in every field that is searched.

    Empty for an article that is too complex to be read: it must count as one that can hold any name.
    """
    try:
        document = read_document(article, language=(article.language or "und").split("-")[0].lower())
    except DocumentTooComplex:
        return b""
    found = [*_hashes(without_raised_marks(document)), producer_hash(article.producer or "")]
    found += [hashes for _, _, joined in letter_spaced(document.text) for hashes in _hashes(joined)]
    return np.unique(np.concatenate(found)).astype("<u8").tobytes()


def form_hashes(forms: Sequence[str]) -> Hashes:
    """The hashes in a word set that any of the folded ``forms`` leaves there."""
    shapes = [shape for form in forms for shape in shapes_of_form(form)]
    return np.unique(np.concatenate([hash_folded(forms), hash_folded(shapes)]))


def producer_hash(entity: str) -> Hashes:
    """What the ``producer`` of an article, an entity's id, leaves in its word set; no word hashes to it."""
    return hash_folded([_PRODUCER + entity]) if entity else hash_folded([])


def _hashes(text: str) -> list[Hashes]:
    """The hashes of the words of ``text``, and of what its odd words look like."""
    words = read_words(text)
    mixed = words.flags & np.uint8(MIXED_SCRIPT | IMITATES) != 0
    with_digits = words.flags & np.uint8(HAS_DIGIT | HAS_LETTER) == HAS_DIGIT | HAS_LETTER
    odd = (mixed | with_digits).nonzero()[0].tolist()
    return [words.hashes, hash_folded([shape(text[words.starts[at] : words.ends[at]]) for at in odd])]
