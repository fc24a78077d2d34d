"""Text from outside made safe to print.

An article or a file name may hold escape sequences that repaint a terminal, direction overrides that turn a line
around, or marks that attach to whatever stands before them. What cannot be seen is written out: ``\\x1b``, ``\\u202e``.
"""

from __future__ import annotations

import re
import unicodedata

# Left alone though invisible: the joiners U+200C and U+200D, which Persian and emoji need, and the soft hyphen.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_WHITE_SPACE = re.compile(r"\s+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
_DOTTED_CIRCLE = "\u25cc"


def _written_out(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def printable(text: str) -> str:
    """``text`` with control, direction and other unsafe characters written out. Line feeds and tabs stay."""
    return _UNSAFE.sub(_written_out, text)


def one_line(text: str) -> str:
    """``text`` on one line: every run of white space is one space, unsafe characters are written out, words written
    from right to left are isolated so that they do not reorder what stands beside them."""
    return _isolated(printable(_WHITE_SPACE.sub(" ", text)))


def source_line(line: str) -> str:
    """One line of source as it is: only unsafe characters are written out."""
    return _isolated(printable(line).replace("\n", "\\n"))


def shortened(text: str, limit: int) -> str:
    """``text`` with its middle left out when it is longer than ``limit`` code points."""
    if len(text) <= limit:
        return text
    half = limit // 2
    return f"{text[:half]} … {text[-half:]}"


def _isolated(text: str) -> str:
    if text and unicodedata.category(text[0]).startswith("M"):
        text = _DOTTED_CIRCLE + text
    if _RIGHT_TO_LEFT.search(text):
        return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"
    return text
