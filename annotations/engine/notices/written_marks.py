"""Marks and definitions that are the same and are written differently: a star in bold, a line in italics.

Messengers export a bold star as ``*****`` (``**``, ``*``, ``**``), and authors of Markdown put a footnote between the
very stars that make it italic. Both are read so only where the text would make no sense otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from annotations.engine.document.model import Document, MarkKind
from annotations.engine.notices.marks import Definition, PlacedMark

_Marked = TypeVar("_Marked", Definition, PlacedMark)
_BOLD = "****"
"""The stars with which Markdown surrounds what is bold."""


def reconciled(
    document: Document, placed: Mapping[int, PlacedMark], defined: Sequence[Definition]
) -> tuple[dict[int, PlacedMark], list[Definition]]:
    """The marks at names and the definitions, those of Markdown that fit nothing as they stand read anew."""
    if document.body_format != "markdown":
        return dict(placed), list(defined)
    used = {mark.mark for mark in placed.values()}
    definitions = [_unbold(one, used) for one in defined]
    known = {one.mark for one in definitions}
    marks = {index: _unbold(mark, known) for index, mark in placed.items()}
    if "*" in {mark.mark for mark in marks.values()} - known:
        definitions = sorted([*definitions, *_lines_in_italics(document)], key=lambda one: one.start)
    return marks, definitions


def _unbold(one: _Marked, fitting: set[str]) -> _Marked:
    """The mark without the stars of bold, where it fits nothing with them and something without."""
    bare = one.mark.removeprefix(_BOLD)
    return replace(one, mark=bare) if one.mark not in fitting and bare in fitting else one


def _lines_in_italics(document: Document) -> list[Definition]:
    """Whole blocks between two stars."""
    return [
        Definition("*", block.start, block.start, block.end, document.block_index(block.start))
        for mark in document.marks
        if mark.kind is MarkKind.EMPHASIS
        for block in (document.block_at(mark.start),)
        if block.field == "body" and block.start == mark.start and _starred(document, mark.start)
        if not any(map(str.isalnum, document.text[mark.end : block.end]))
    ]


def _starred(document: Document, position: int) -> bool:
    """Whether one star stands before a character in what was sent."""
    value, at = document.values["body"], int(document.source_starts[position])
    return value[at - 1 : at] == "*" and value[max(at - 2, 0) : at - 1] != "*"
