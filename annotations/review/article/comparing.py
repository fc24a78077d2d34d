"""Two texts of an article, side by side: what a reader sees, paragraph by paragraph, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel, Opcodes

from annotations.models.revision import Revision
from annotations.review.evidence import article_in, text_with

Kind = Literal["same", "added", "removed", "changed"]
_WORD = re.compile(r"\s+|\w+|[^\w\s]")
_LONGEST = 4_000
"""Words of a paragraph beyond which its words are not compared one by one."""
_MOST = 4_000
"""Paragraphs that are compared."""
_HEADING = ("headline", "deck", "byline")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a paragraph."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph that is the same, new, gone, or changed within."""

    kind: Kind
    spans: tuple[Span, ...]
    field: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed. ``readable``: both texts can be read."""

    changes: Sequence[Change]
    readable: bool = True

    @property
    def is_same(self) -> bool:
        """Whether a reader sees no difference."""
        return all(change.kind == "same" for change in self.changes)


def compared(before: Revision, after: Revision) -> Comparison:
    """What a reader sees change from one text to the other."""
    old, new = _paragraphs(before), _paragraphs(after)
    if old is None or new is None:
        return Comparison((), readable=False)
    return Comparison([*_fields(before, after), *_changes(old, new)])


def _paragraphs(revision: Revision) -> list[str] | None:
    text = text_with((), revision)
    if text is None:
        return None
    return ["".join(piece.text for piece in paragraph.pieces) for paragraph in text.paragraphs][:_MOST]


def _fields(before: Revision, after: Revision) -> Iterator[Change]:
    old, new = article_in(before), article_in(after)
    for name in _HEADING:
        one, other = (getattr(old, name, None) or "", getattr(new, name, None) or "")
        if one != other:
            yield Change("changed", tuple(_spans(one, other)), field=name)


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Paragraphs that took each other's place are compared by their words."""
    for gone, come in _blocks(Indel.opcodes(old, new), old, new):
        if gone == come:
            yield from (Change("same", (Span("same", text),)) for text in gone)
            continue
        for one, other in zip(gone, come, strict=False):
            yield Change("changed", tuple(_spans(one, other)))
        yield from (Change("removed", (Span("removed", text),)) for text in gone[len(come) :])
        yield from (Change("added", (Span("added", text),)) for text in come[len(gone) :])


def _blocks(
    steps: Opcodes, old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """What is the same, and between it what went and what came, together."""
    gone: list[str] = []
    come: list[str] = []
    for step in steps:
        if step.tag == "equal":
            if gone or come:
                yield gone, come
                gone, come = [], []
            same = old[step.src_start : step.src_end]
            yield same, same
        else:
            gone.extend(old[step.src_start : step.src_end] if step.tag != "insert" else ())
            come.extend(new[step.dest_start : step.dest_end] if step.tag != "delete" else ())
    if gone or come:
        yield gone, come


def _spans(one: str, other: str) -> Iterator[Span]:
    old, new = _WORD.findall(one), _WORD.findall(other)
    if max(len(old), len(new)) > _LONGEST:
        yield from (Span("removed", one), Span("added", other))
        return
    for step in Indel.opcodes(old, new):
        if step.tag == "equal":
            yield Span("same", "".join(old[step.src_start : step.src_end]))
        elif step.tag == "delete":
            yield Span("removed", "".join(old[step.src_start : step.src_end]))
        else:
            yield Span("added", "".join(new[step.dest_start : step.dest_end]))
