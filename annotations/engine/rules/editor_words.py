"""Rules about words for editors that are printed: what ``ed_note`` says must not stand in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import numpy as np

from annotations.engine.document.model import Document, Visibility
from annotations.engine.evidence import evidence
from annotations.engine.facts import Facts, Verdict
from annotations.engine.fixes.edits import remove
from annotations.engine.language.sentences import split_sentences
from annotations.engine.report import Finding, Fix, Requirement, level_of
from annotations.engine.rulebook import Rule
from annotations.engine.words import Words, read_words

SUBJECT = "article"
_FEWEST = 4
"""Words of a sentence of a note that stand in a text by no accident; a whole note may be shorter."""
_FEWEST_OF_ALL = 2
_LABEL = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+){0,2}\s*:")
"""``EDITORS:``, whom a note is for: it may be left out where the note is printed."""
_MOST = 20
_MOST_PIECES, _LONGEST_PIECE = 200, 60
"""Sentences of a note that are looked for, and words of each."""
_QUOTED = 120


def judge(rule: Rule, facts: Facts) -> Verdict:
    """Whether the note for editors, or a sentence of it, is in the text."""
    note = (facts.article.ed_note or "").strip()
    if not note:
        return Verdict()
    places = _places(facts.document, note)
    if not places:
        return Verdict()
    outcome = rule.require.outcome
    row = Requirement(rule.id, rule.family, SUBJECT, outcome, level_of(outcome, rule.level))
    start, end = places[0]
    finding = Finding(
        rule=rule.id, family=rule.family, subject=SUBJECT, outcome=outcome, level=row.level,
        message=f"The note for editors is printed: “{facts.document.text[start:end][:_QUOTED]}”.",
        help="Take it out of the text; do what it asks for.",
        basis=rule.basis.cite, evidence=tuple(evidence(facts.document, *place) for place in places[:_MOST]),
        fixes=(Fix("Take the words for editors out", tuple(remove(facts.document, *place) for place in places)),),
    )  # fmt: skip
    return Verdict((row,), (finding,))


def _places(document: Document, note: str) -> list[tuple[int, int]]:
    """Where the note, or a sentence of it, stands for readers; neighbouring sentences as one place."""
    words = read_words(document.text)
    found = sorted({place for piece in islice(_pieces(note), _MOST_PIECES) for place in _found(document, words, piece)})
    places: list[tuple[int, int]] = []
    for start, end in found:
        if places and start <= places[-1][1] + 2 and document.block_index(start) == document.block_index(places[-1][0]):
            places[-1] = (places[-1][0], max(end, places[-1][1]))
        else:
            places.append((start, end))
    return [_with_stop(document, start, end) for start, end in places]


def _pieces(note: str) -> Iterator[Words]:
    whole = read_words(note)
    if _FEWEST_OF_ALL <= len(whole) < _FEWEST:
        yield whole
    for line in note.splitlines():
        for start, end in split_sentences(line, 0, len(line)):
            label = _LABEL.match(line, start, end)
            for begin in (start, label.end()) if label else (start,):
                piece = read_words(line[begin:end])
                if len(piece) >= _FEWEST:
                    yield piece


def _found(document: Document, words: Words, piece: Words) -> Iterator[tuple[int, int]]:
    """Where the words of a piece stand in a row, in one block that readers see."""
    size = min(len(piece), _LONGEST_PIECE)
    for at in np.flatnonzero(words.hashes[: max(len(words) - size + 1, 0)] == piece.hashes[0]).tolist():
        if np.array_equal(words.hashes[at : at + size], piece.hashes[:size]):
            start, end = int(words.starts[at]), int(words.ends[at + size - 1])
            block = document.block_at(start)
            if end <= block.end and block.visibility is not Visibility.HIDDEN:
                yield start, end


def _with_stop(document: Document, start: int, end: int) -> tuple[int, int]:
    """The place with the sign that ends its sentence, and with the brackets around it."""
    block = document.block_at(start)
    text = document.text
    while end < block.end and text[end] in ".!?:;)]":
        end += 1
    while start > block.start and text[start - 1] in "([":
        start -= 1
    return start, end
