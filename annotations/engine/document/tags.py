"""Where tags, comments and raw text begin and end (WHATWG HTML 13.2.5). Every function moves forward only."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from annotations.engine.document.references import decode_attribute

SPACES: Final = " \t\n\f\r"
"""ASCII white space of HTML."""

_PLAIN = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)>")
_START = re.compile(r"<(/?)([a-zA-Z][^\t\n\f\r />]*+)[\t\n\f\r /]*+(>?)")
_ATTRIBUTE = re.compile(
    r"([^\t\n\f\r />][^\t\n\f\r />=]*+)"
    r"(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+"
    r"(?:\"([^\"]*+)(\"?)|'([^']*+)('?)|([^\t\n\f\r >\"'][^\t\n\f\r >]*+)|(?=>)))?+"
    r"([\t\n\f\r /]*+)"
)
_COMMENT_END = re.compile(r"--!?>")
_SCRIPT_STEP = re.compile(r"<!--(?:-?>)?|-->|<(/?)script(?=[\t\n\f\r />])", re.IGNORECASE)

NO_ATTRIBUTES: Final[dict[str, str]] = {}


class Tag(NamedTuple):
    """A start tag, or an end tag when ``closing``. ``value[start:end]`` is the whole tag."""

    name: str
    attributes: dict[str, str]
    closing: bool
    self_closing: bool
    start: int
    end: int


def read_tag(value: str, start: int, limit: int) -> Tag | None:
    """The tag that begins at ``start`` with ``<`` and a letter, or ``</`` and a letter.

    ``None`` when the text ends inside it: then nothing of it is displayed.
    """
    match = _PLAIN.match(value, start, limit)
    if match is not None:
        return Tag(match[2].lower(), NO_ATTRIBUTES, match[1] == "/", False, start, match.end())
    match = _START.match(value, start, limit)
    assert match is not None, "the caller has seen a letter after the angle"
    slash, name, end = match.groups()
    if end:
        closed = value[match.end() - 2] == "/"
        return Tag(name.lower(), NO_ATTRIBUTES, slash == "/", closed, start, match.end())
    attributes: dict[str, str] = {}
    position, gap = match.end(), ""
    while position < limit and value[position] != ">":
        match = _ATTRIBUTE.match(value, position, limit)
        assert match is not None, "any character but a space, a slash or > begins an attribute"
        key, double, double_end, single, single_end, bare, gap = match.groups()
        if double_end == "" or single_end == "":
            return None
        attributes.setdefault(key.lower(), decode_attribute(double or single or bare or ""))
        position = match.end()
    if position >= limit:
        return None
    return Tag(name.lower(), attributes, slash == "/", gap.endswith("/"), start, position + 1)


def comment_end(value: str, start: int, limit: int) -> int:
    """The position after the comment, declaration or instruction at ``start``; ``limit`` when it never ends."""
    if value.startswith("<!--", start):
        for empty in ("<!-->", "<!--->"):
            if value.startswith(empty, start):
                return min(start + len(empty), limit)
        match = _COMMENT_END.search(value, start + 4, limit)
        return match.end() if match else limit
    end = value.find(">", start + 2, limit)
    return end + 1 if end >= 0 else limit


@cache
def _end_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE)


def raw_text_end(value: str, name: str, start: int, limit: int) -> int:
    """The position of the end tag of the raw text element ``name`` whose content begins at ``start``."""
    if name == "script":
        return _script_end(value, start, limit)
    match = _end_tag(name).search(value, start, limit)
    return match.start() if match else limit


def _script_end(value: str, start: int, limit: int) -> int:
    """Inside ``<!--`` a script may hold another script element; its end tag is not ours."""
    escaped = nested = False
    for step in _SCRIPT_STEP.finditer(value, start, limit):
        if step.group() == "<!--":
            escaped = True
        elif step.group().endswith(">"):
            escaped = nested = False
        elif not step.group(1):
            nested = nested or escaped
        elif nested:
            nested = False
        else:
            return step.start()
    return limit
