"""Patterns that people write into rules: compiled by RE2, whose time is linear in the text, or refused.

RE2 knows neither look-around nor back-references, and its ``\\b`` and ``\\w`` know ASCII letters only. ``\\b`` beside
letters of another script would silently never match, so it is refused; ``\\pL`` stands for a letter of any script.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated, Any

import re2
from pydantic import AfterValidator

from annotations.engine.refusal import refusal

MAX_PATTERN = 1000
"""Characters of a pattern."""

MAX_PROGRAM = 4000
"""Instructions of a compiled pattern. With ``MAX_SEARCHED`` this bounds a search to some tens of milliseconds."""

MAX_SEARCHED = 2000
"""Characters of a text that are looked at, from its beginning; a headline is shorter."""

MAX_STEPS = MAX_PROGRAM * MAX_SEARCHED
"""Instructions times characters that one pattern may cost in one article: the smaller it is, the more it may see."""

MAX_MEMORY = 8 << 20
"""Bytes for one compiled pattern and its automaton; below, RE2 falls back to its slow matcher more often."""

_UNSUPPORTED = "not supported by the linear-time engine (look-around, back-reference)"
_BACKTRACKING = re.compile(r"\(\?(<?[=!]|>|\(|P)|\\[1-9gk]|[*+?}]\+")
"""What RE2 quotes when a pattern needs an engine that backtracks: ``(?=``, ``(?P=``, ``\\1``, ``++``."""

_ATOM = re.compile(r"\\.|\[\^?\]?(?:\\.|\[:\^?[a-z]+:\]|[^\]\\])*\]|[()\[]", re.DOTALL)
"""An escape, a whole class, or a bracket that stands for itself."""


def search(pattern: str, text: str) -> bool:
    """Whether ``pattern`` is found in the first ``MAX_SEARCHED`` characters of ``text``."""
    return _is_in(pattern, text[:MAX_SEARCHED])


@lru_cache(maxsize=8192)
def _is_in(pattern: str, text: str) -> bool:
    """Remembered: an article is read again with each proposed change, and most of its paragraphs are as they were."""
    return _compiled(pattern).search(text) is not None


def stretches(pattern: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of the stretches of an article in order, those that a pattern may be looked for in: all, or, where that would
    cost more than ``MAX_STEPS``, the first and the last of them. Each is searched up to ``MAX_SEARCHED``."""
    allowed = MAX_STEPS // max(_compiled(pattern).programsize, 1)
    if sum(min(end - start, MAX_SEARCHED) for start, end in spans) <= allowed:
        return list(spans)
    front, back = _up_to(spans, allowed // 2), _up_to(spans[::-1], allowed // 2)
    return sorted({*front, *back})


def _up_to(spans: Sequence[tuple[int, int]], most: int) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        most -= min(end - start, MAX_SEARCHED)
        if most < 0:
            break
        kept.append((start, end))
    return kept


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> Any:
    options = re2.Options()
    options.max_mem = MAX_MEMORY
    options.log_errors = False
    return re2.compile(pattern, options)


def _checked(pattern: str) -> str:
    """The pattern, if the engine takes it.

    Raises:
        PydanticCustomError: with code ``regex`` or ``regex_unsupported`` and the offset of what is wrong.
    """
    if not pattern:
        raise refusal("regex", "empty pattern")
    if len(pattern) > MAX_PATTERN:
        raise refusal("regex", f"{len(pattern)} characters; limit {MAX_PATTERN}")
    _refuse_ascii_boundary(pattern)
    try:
        program = _compiled(pattern)
    except re2.error as error:
        raise _explained(pattern, error) from None
    if program.programsize > MAX_PROGRAM:
        raise refusal("regex", f"program too large: {program.programsize} instructions; limit {MAX_PROGRAM}")
    return pattern


def _refuse_ascii_boundary(pattern: str) -> None:
    if not any(letter.isalpha() and not letter.isascii() for letter in pattern):
        return
    for atom in _ATOM.finditer(pattern):
        if atom.group() in {r"\b", r"\B"}:
            what = f"{atom.group()} at {atom.start()} knows ASCII letters only and would never match here"
            raise refusal("regex_unsupported", rf"{what}; write (^|[^\pL]) before a word and ([^\pL]|$) after it")


def _explained(pattern: str, error: Exception) -> Exception:
    raw = error.args[0]
    reason, _, fragment = (raw.decode(errors="replace") if isinstance(raw, bytes) else str(raw)).partition(": ")
    if reason in {"missing )", "missing ]", "unexpected )"}:
        return refusal("regex", f"{reason} at {_unbalanced(pattern, reason)}")
    # "(?P" is quoted for "(?P=name)", where a "(?P<name>" that is in order may stand before it.
    offset = max(pattern.find(fragment + "="), pattern.find(fragment), 0)
    where = f"{fragment} at {offset}".lstrip()
    if reason in {"invalid repetition size", "pattern too large - compile failed"}:
        return refusal("regex", f"program too large: {reason} {where}")
    if _BACKTRACKING.fullmatch(fragment):
        return refusal("regex_unsupported", f"{_UNSUPPORTED}: {where}")
    return refusal("regex", f"{reason} {where}")


def _unbalanced(pattern: str, reason: str) -> int:
    """Offset of the bracket that is never closed, or was never opened."""
    opened: list[int] = []
    for atom in _ATOM.finditer(pattern):
        if atom.group() == "[" and reason == "missing ]":
            return atom.start()
        if atom.group() == "(":
            opened.append(atom.start())
        elif atom.group() == ")":
            if not opened:
                return atom.start()
            opened.pop()
    return opened[-1] if opened else len(pattern)


Pattern = Annotated[str, AfterValidator(_checked)]
"""A text that RE2 compiles within the limits above."""
