"""Declarations of CSS as a browser reads them: comments, escapes, strings, ``!important``, the last valid one wins.

Shorthands that can hide text (``font``, ``background``, ``inset``, ``margin``, ``text-decoration``) are broken up into
what ``annotations.engine.document.hiding`` looks at. Names and values come out in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from annotations.engine.document.colours import parse_colour
from annotations.engine.document.elements import names
from annotations.engine.document.lengths import parse_length

_STRING = r"\"(?:[^\"\\\n]|\\[\s\S])*+\"?|'(?:[^'\\\n]|\\[\s\S])*+'?"
_COMMENT = re.compile(rf"({_STRING})|/\*(?:[^*]|\*(?!/))*+(?:\*/)?")
_PIECE = re.compile(rf"{_STRING}|\\[\s\S]|[^;()\"'\\]++|[\s\S]")
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\n\r\f]?|([^\n]))")
_IMPORTANT = re.compile(r"!\s*important\s*\Z")
_DIFFICULT = re.compile(r"[\\\"'(]|/\*")
_LONGEST_REMEMBERED = 400

DISPLAYS: Final = names(
    "none inline block inline-block flex inline-flex grid inline-grid table inline-table table-row table-cell "
    "table-row-group table-header-group table-footer-group table-column table-column-group table-caption list-item "
    "contents flow-root ruby ruby-text run-in initial inherit unset revert revert-layer -webkit-box "
    "-webkit-inline-box"
)
_TWO_WORDS = re.compile(r"(?:inline|block|run-in) (?:flow|flow-root|table|flex|grid|ruby)\Z")
_VISIBILITIES = names("visible hidden collapse initial inherit unset revert revert-layer")
_SIZES = names("xx-small x-small small medium large x-large xx-large xxx-large smaller larger")
_KEYWORDS = frozenset({"initial", "inherit", "unset", "revert", "revert-layer"})
_OPACITY = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?%?\Z")
_WEIGHT = re.compile(r"[1-9]\d{0,3}\Z")


class Declared(NamedTuple):
    """A value, and whether ``!important`` stood with it."""

    value: str
    important: bool


Declarations = Mapping[str, Declared]
NO_DECLARATIONS: Final[Declarations] = MappingProxyType({})


def without_comments(css: str) -> str:
    """CSS with each comment replaced by a space."""
    return _COMMENT.sub(lambda match: match.group(1) or " ", css) if "/*" in css else css


def _unescaped(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        if match.group(1) is None:
            return match.group(2)
        number = int(match.group(1), 16)
        return chr(number) if 0 < number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else "\ufffd"

    return _ESCAPE.sub(character, text) if "\\" in text else text


def _split(css: str) -> Iterator[str]:
    """The pieces between semicolons that stand outside strings and brackets."""
    if _DIFFICULT.search(css) is None:
        yield from css.split(";")
        return
    depth = 0
    piece: list[str] = []
    for match in _PIECE.finditer(without_comments(css)):
        part = match.group()
        if part == ";" and depth == 0:
            yield "".join(piece)
            piece = []
            continue
        depth += (part == "(") - (part == ")" and depth > 0)
        piece.append(part)
    yield "".join(piece)


def _is_function(value: str) -> bool:
    """``var(--x)``, ``calc(...)``: valid, and not known here."""
    return value.startswith(("var(", "calc(", "min(", "max(", "clamp(", "env("))


def _is_valid(name: str, value: str) -> bool:
    """Whether a browser would take the value; one that it would not take leaves the earlier value in force."""
    if value in _KEYWORDS or _is_function(value):
        return True
    if name == "display":
        return value in DISPLAYS or _TWO_WORDS.match(value) is not None
    if name == "visibility":
        return value in _VISIBILITIES
    if name == "opacity":
        return _OPACITY.match(value) is not None
    if name == "font-size":
        length = parse_length(value)
        return value in _SIZES or (length is not None and length.number >= 0)
    if name in {"color", "background-color"}:
        return parse_colour(value) is not None
    return bool(value)


def _font_size(value: str) -> str | None:
    """The size in ``font: italic 700 0/0 a``."""
    for word in value.split():
        size = word.partition("/")[0]
        if size in _SIZES or (not _WEIGHT.match(size) and parse_length(size) is not None):
            return size
    return None


def _words(value: str) -> list[str]:
    """The words of a value, a function with its brackets being one."""
    return re.findall(r"(?:[^\s(]++(?:\([^()]*+(?:\([^()]*+\)[^()]*+)*+\)?)?+)|\S", value)


def _sides(value: str) -> tuple[str, str, str, str]:
    """Top, right, bottom and left of ``1px``, ``1px 2px``, ``1px 2px 3px`` and ``1px 2px 3px 4px``."""
    words = _words(value)[:4] or [""]
    top = words[0]
    right = words[1] if len(words) > 1 else top
    return top, right, words[2] if len(words) > 2 else top, words[3] if len(words) > 3 else right


def _longhands(name: str, value: str) -> Iterator[tuple[str, str]]:
    if name == "font":
        size = _font_size(value)
        if size is not None:
            yield "font-size", size
    elif name == "background":
        words = _words(value)
        colours = [word for word in words if parse_colour(word) is not None]
        yield "background-color", colours[-1] if colours else "transparent"
        yield "background-image", "image" if "url(" in value or "gradient(" in value else "none"
        if "text" in words:
            yield "background-clip", "text"
    elif name in {"inset", "margin"}:
        prefix = "margin-" if name == "margin" else ""
        for side, size in zip(("top", "right", "bottom", "left"), _sides(value), strict=True):
            yield prefix + side, size
    elif name in {"overflow-x", "overflow-y"}:
        yield "overflow", value
    elif name.startswith("text-decoration"):
        yield "text-decoration", value
    else:
        yield name.removeprefix("-webkit-"), value


def _read(css: str) -> Declarations:
    found: dict[str, Declared] = {}
    for piece in _split(css):
        name, colon, value = piece.partition(":")
        if not colon:
            continue
        name, value = _unescaped(name).strip().lower(), _unescaped(value).strip().lower()
        important = _IMPORTANT.search(value)
        if important is not None:
            value = value[: important.start()].rstrip()
        for long_name, long_value in _longhands(name, value):
            before = found.get(long_name)
            if before is not None and before.important and important is None:
                continue
            if _is_valid(long_name, long_value):
                found[long_name] = Declared(long_value, important is not None)
    return MappingProxyType(found) if found else NO_DECLARATIONS


_remembered = lru_cache(maxsize=256)(_read)


def declarations(css: str) -> Declarations:
    """What the inside of a ``style`` attribute or of a rule declares, by property."""
    return _remembered(css) if len(css) <= _LONGEST_REMEMBERED else _read(css)
