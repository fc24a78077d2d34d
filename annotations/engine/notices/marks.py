"""Footnote marks: stars, daggers and numbers at names, and the lines that define them.

Marks that look alike are one mark: every star folds to ``*``, a superscript digit to the digit. ``**`` is another mark
than ``*``: marks are compared by their whole run.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotations.engine.document.model import Block, Document, MarkKind
from annotations.engine.mentions import Mention

_STARS = "*＊﹡✱✲✳✴✶✷✸✹✺✻✼✽⁎∗٭⚹⁕❋★☆⋆꙳"
_SUPERSCRIPTS = "¹²³⁰⁴⁵⁶⁷⁸⁹"
_RUN = (
    rf"(?:[{_STARS}]{{1,6}}|[†‡§¤]{{1,4}}|[{_SUPERSCRIPTS}]{{1,3}}"
    rf"|\[(?:\d{{1,3}}|[{_STARS}]{{1,6}})\]|\([{_STARS}]{{1,6}}\))"
)
_RUNS = rf"{_RUN}(?:\s?(?:,|/|и|and)\s?{_RUN})*"
_MARK = re.compile(_RUN)
_LONGEST_RAISED = 6
"""Characters of the longest raised stretch that is a mark."""
_CLOSING = "»”’\"'›“"
_MARKED = re.compile(rf"[\w{_CLOSING})\]]")
_OPENING = "«“„‘\"'‹"
_SPACES = " \u00a0\u202f\u2009"
_BEFORE = rf"[^\w\n\[{_STARS}†‡§¤{_SUPERSCRIPTS}{_CLOSING}{_OPENING}]"
"""What may stand before the mark of a line: spaces, a bracket, a dash, a bullet, a picture."""
_DEFINITION = re.compile(rf"{_BEFORE}{{0,8}}(?P<mark>{_RUNS}|\d{{1,3}}(?=[.)]?[{_SPACES}]))[.):]?[{_SPACES}—–-]*")
_INLINE_DEFINITION = re.compile(rf"(?<=[.!?…;:»”\"])[{_SPACES}]+(?P<mark>{_RUN})[{_SPACES}—–-]*(?=\w|[{_OPENING}])")
_GLUED_DEFINITION = re.compile(
    rf"(?<=[,|)—–])[{_SPACES}]+(?P<mark>{_RUN})(?=[а-яёa-z][^.!?\n]{{0,200}}+[.!?]?\s{{0,5}}\Z)"
)
"""In the last sentence of a block a mark at the beginning of a small word defines it: "Рост в X*, *запрещён в РФ"."""
_NEXT_DEFINITION = re.compile(rf"(?<=,)[{_SPACES}]+(?P<mark>{_RUN})[{_SPACES}]*[—–-][{_SPACES}—–-]*(?=\w|[{_OPENING}])")
"""After the first in its block: "* — иноагент, ** — запрещена"."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A line, or the rest of one, that says what a mark means. ``start`` is where the mark stands, ``body`` where its
    words begin."""

    mark: str
    start: int
    body: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark at a name: what it is, folded, and where it stands."""

    mark: str
    start: int
    end: int


def fold_mark(run: str) -> str:
    """The mark that a run of characters is, look-alikes folded."""
    run = run.strip("[]()" + _SPACES)
    folded = "".join("*" if character in _STARS else character for character in run)
    return unicodedata.normalize("NFKC", folded)


def without_raised_marks(document: Document) -> str:
    """The text with spaces in the place of raised characters, so that "ИГИЛ" with a raised 2 is the word "ИГИЛ"."""
    pieces, at = [], 0
    for mark in document.marks:
        if mark.kind is MarkKind.SUPERSCRIPT and mark.start >= at and mark.end - mark.start <= _LONGEST_RAISED:
            pieces += [document.text[at : mark.start], " " * (mark.end - mark.start)]
            at = mark.end
    return "".join(pieces) + document.text[at:] if pieces else document.text


def marks_at_names(document: Document, names: Sequence[Mention]) -> dict[int, PlacedMark]:
    """The mark of each name that carries one, by the name's index: after it, before or after its closing quotation
    mark, or directly before it."""
    superscripts = {
        mark.start: mark.end
        for mark in document.marks
        if mark.kind is MarkKind.SUPERSCRIPT and mark.end - mark.start <= _LONGEST_RAISED
    }
    found: dict[int, PlacedMark] = {}
    for index, name in enumerate(names):
        mark = _mark_after(document, superscripts, name.end) or _mark_before(document, name.start)
        if mark:
            found[index] = mark
    return found


def _mark_after(document: Document, superscripts: Mapping[int, int], position: int) -> PlacedMark | None:
    text, end = document.text, document.block_at(position - 1).end
    position = _skip_possessive(text, position, end)
    spaces = 0
    while position < end:
        character = text[position]
        if position in superscripts:
            return _placed(text, position, superscripts[position])
        matched = _MARK.match(text, position, end)
        if matched:
            return _placed(text, position, matched.end())
        if character in _SPACES and not spaces:
            spaces += 1
        elif character not in _CLOSING or spaces:
            return None
        position += 1
    return None


def _placed(text: str, start: int, end: int) -> PlacedMark:
    return PlacedMark(fold_mark(text[start:end]), start, end)


def _skip_possessive(text: str, position: int, end: int) -> int:
    possessive = text[position : position + 2]
    return position + 2 if possessive in {"'s", "’s"} and position + 2 <= end else position


def _mark_before(document: Document, position: int) -> PlacedMark | None:
    text, start = document.text, document.block_at(position).start
    at = position
    while at > start and text[at - 1] in _OPENING:
        at -= 1
    run_end = at
    while at > start and text[at - 1] in _STARS:
        at -= 1
    if at in (run_end, start) or text[at - 1] not in _SPACES + "(":
        return None
    return _placed(text, at, run_end)


def marks_at_words(document: Document, defined: Sequence[Definition]) -> frozenset[str]:
    """Every mark that a word of the article carries, be it a name or not; those with which ``defined`` begin left
    out."""
    text, begun = document.text, {definition.start for definition in defined}
    signs = (
        fold_mark(found.group())
        for found in _MARK.finditer(text)
        if found.start() not in begun and _MARKED.match(text[max(found.start() - 1, 0)])
    )
    return frozenset({*raised_marks(document, begun), *signs})


def raised_marks(document: Document, begun: Collection[int] = ()) -> frozenset[str]:
    """Every raised mark, those that stand at one of the places ``begun`` left out."""
    return frozenset(
        fold_mark(document.text[mark.start : mark.end])
        for mark in document.marks
        if mark.kind is MarkKind.SUPERSCRIPT and mark.start not in begun and mark.end - mark.start <= _LONGEST_RAISED
    )


def definitions(document: Document, used: Iterable[str]) -> list[Definition]:
    """Every stretch that defines a mark. A plain number at the start of a line counts only if it is in ``used``."""
    marks = frozenset(used)
    found: list[Definition] = []
    for index, block in enumerate(document.blocks):
        found.extend(_in_block(document, block, index, marks))
    return found


def _in_block(document: Document, block: Block, index: int, used: frozenset[str]) -> list[Definition]:
    text = document.text
    openings: list[tuple[str, int, int]] = []
    first = _DEFINITION.match(text, block.start, block.end)
    if first and first.end() < block.end and not _is_rule(text, first.end(), block.end):
        openings.append((first["mark"], first.start("mark"), first.end()))
    patterns = [_INLINE_DEFINITION, _GLUED_DEFINITION, *([_NEXT_DEFINITION] if openings else [])]
    openings.extend(
        (matched["mark"], matched.start("mark"), matched.end())
        for pattern in patterns
        for matched in pattern.finditer(text, block.start, block.end)
    )
    openings = sorted({opening[1]: opening for opening in openings}.values(), key=lambda opening: opening[1])
    ends = [*(start for _, start, _ in openings[1:]), block.end] if openings else []
    return [
        Definition(mark, start, body, end, index)
        for (run, start, body), end in zip(openings, ends, strict=True)
        for mark in _marks_of(run)
        if body < end and (not mark.isdigit() or mark in used)
    ]


def _marks_of(run: str) -> list[str]:
    """The marks of "*, **": a line may define several."""
    return [fold_mark(mark) for mark in _MARK.findall(run) or [run]]


def _is_rule(text: str, start: int, end: int) -> bool:
    """Whether nothing but marks and spaces is left: a line of stars between two parts."""
    return not any(character.isalnum() for character in text[start:end])
