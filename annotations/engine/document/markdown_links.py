"""Links of Markdown: addresses, titles, labels and their definitions (CommonMark 4.7, 6.3)."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from annotations.engine.document.markdown_lines import Line
from annotations.engine.document.references import decode_text

_NESTED = r"\((?:[^\s()\\]++|\\.|\((?:[^\s()\\]++|\\.)*+\))*+\)"
_ADDRESS = rf"(?:<((?:[^<>\n\\]++|\\.)*+)>|((?!<)(?:[^\s()\\]++|\\.|{_NESTED})++))"
_TITLE = r"(?:\"(?:[^\"\\]++|\\[\s\S])*+\"|'(?:[^'\\]++|\\[\s\S])*+'|\((?:[^()\\]++|\\[\s\S])*+\))"
_TAIL = re.compile(rf"\(\s*+(?:{_ADDRESS}(?:\s++{_TITLE})?+\s*+)?+\)")
_LABEL = re.compile(r"\[((?:[^\\\[\]]|\\.){0,999})\]", re.DOTALL)
_DEFINITION = re.compile(
    rf"\[((?:[^\\\[\]]|\\.){{1,999}})\]:[ \t]*\n?[ \t]*{_ADDRESS}(?:(?:[ \t]+|[ \t]*\n[ \t]*){_TITLE})?[ \t]*(?:\n|\Z)",
    re.DOTALL,
)
_DEFINITION_ALONE = re.compile(rf"\[((?:[^\\\[\]]|\\.){{1,999}})\]:[ \t]*\n?[ \t]*{_ADDRESS}[ \t]*(?:\n|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")

ESCAPABLE: Final = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
"""What a backslash takes its meaning from."""
Definitions = dict[str, str]
"""Addresses by normalised label."""


class Tail(NamedTuple):
    """What follows the words of a link: its address, and where it ends."""

    address: str
    end: int


def _plain(address: str) -> str:
    return decode_text(_ESCAPE.sub(r"\1", address))


def normalised(label: str) -> str:
    """A label as it is compared: letter case and white space do not matter."""
    return " ".join(label.casefold().split())


def link_tail(content: str, at: int, label: str, definitions: Definitions) -> Tail | None:
    """The address after the bracket that closes at ``at - 1``: ``(address)``, ``[label]``, ``[]`` or nothing at all."""
    if content.startswith("(", at):
        match = _TAIL.match(content, at)
        if match is not None:
            return Tail(_plain(match.group(1) or match.group(2) or ""), match.end())
    if not definitions:
        return None
    end = at
    match = _LABEL.match(content, at)
    if match is not None:
        label, end = match.group(1) or label, match.end()
    address = definitions.get(normalised(label)) if len(label) <= 999 else None
    return Tail(address, end) if address is not None else None


def leading_definitions(value: str, lines: list[Line], definitions: Definitions) -> int:
    """Takes down the link definitions that a paragraph begins with; gives the number of lines that they fill."""
    used = 0
    while used < len(lines) and value.startswith("[", lines[used].start):
        # A definition fills three lines at most: label, address, title.
        content = "\n".join(value[line.start : line.end] for line in lines[used : used + 3])
        match = _DEFINITION.match(content) or _DEFINITION_ALONE.match(content)
        if match is None or not match.group(1).strip() or match.group(1).startswith("^"):
            break
        definitions.setdefault(normalised(match.group(1)), _plain(match.group(2) or match.group(3) or ""))
        used += match.group().rstrip("\n").count("\n") + 1
    return used
