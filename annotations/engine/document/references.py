"""Character references of HTML (WHATWG HTML 13.2.5.72 to 13.2.5.80), in text and in attribute values."""

from __future__ import annotations

import re
from html.entities import html5
from typing import Final

REFERENCE: Final = r"&(?:#(?:[xX][0-9a-fA-F]++|[0-9]++);?+|[a-zA-Z][a-zA-Z0-9]*+;?+)"
"""What may be a reference; ``decode`` says what it stands for."""

_PATTERN = re.compile(REFERENCE)
_IN_ATTRIBUTE = re.compile(REFERENCE + "(?P<next>=?)")
_LONGEST_OPEN_NAME = max(len(name) for name in html5 if not name.endswith(";"))
_LONGEST_NAME = max(map(len, html5))
_REPLACEMENT = "\ufffd"
_LONGEST_NUMBER = 8
"""Digits of U+10FFFF in base 10 are seven; with more it is out of range."""
_WINDOWS_1252 = dict(
    zip(
        (number for number in range(0x80, 0xA0) if number not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}),
        "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ",
        strict=True,
    )
)


def _numeric(digits: str, base: int) -> str:
    digits = digits.lstrip("0")
    if not digits or len(digits) > _LONGEST_NUMBER:
        return _REPLACEMENT
    number = int(digits, base)
    if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        return _REPLACEMENT
    return _WINDOWS_1252.get(number) or chr(number)


def decode(reference: str) -> tuple[str, int]:
    """What a match of ``REFERENCE`` in text stands for, and how many of its characters belong to it.

    ``("&", 1)`` when it is no reference at all: ``&nonsense`` is text.
    """
    if reference[1] == "#":
        digits = reference[2:].rstrip(";")
        hexadecimal = digits[0] in "xX"
        return _numeric(digits[1:] if hexadecimal else digits, 16 if hexadecimal else 10), len(reference)
    name = reference[1:]
    if len(name) <= _LONGEST_NAME and name in html5:
        return html5[name], len(reference)
    for length in range(min(len(name), _LONGEST_OPEN_NAME), 1, -1):
        if name[:length] in html5:
            return html5[name[:length]], length + 1
    return "&", 1


def _decoded_in_attribute(match: re.Match[str]) -> str:
    """As in text, but a name without ``;`` before a letter, a digit or ``=`` stands for itself, being an address's."""
    whole = match.group()
    reference = whole.removesuffix("=") if match["next"] else whole
    text, length = decode(reference)
    if text == "&" and length == 1:
        return whole
    if reference[1] != "#" and reference[length - 1] != ";" and len(whole) > length:
        return whole
    return text + whole[length:]


def decode_attribute(value: str) -> str:
    """An attribute's value with its references decoded."""
    return _IN_ATTRIBUTE.sub(_decoded_in_attribute, value) if "&" in value else value


def decode_text(text: str) -> str:
    """Text with its references decoded; where each character came from is not kept."""

    def decoded(match: re.Match[str]) -> str:
        meaning, length = decode(match.group())
        return meaning + match.group()[length:]

    return _PATTERN.sub(decoded, text) if "&" in text else text
