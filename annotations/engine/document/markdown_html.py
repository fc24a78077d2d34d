"""Raw HTML in Markdown: where a block of it begins and ends, and what is a tag inside a line (CommonMark 4.6, 6.6)."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_BLOCK_NAMES = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|"
    "fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|"
    "menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|"
    "track|ul"
)
_ATTRIBUTE = r"""(?:\s++[A-Za-z_:][\w.:-]*+(?:\s*+=\s*+(?:[^\s"'=<>`]++|'[^']*+'|"[^"]*+"))?+)"""
OPEN_TAG: Final = rf"<[A-Za-z][A-Za-z0-9-]*+{_ATTRIBUTE}*+\s*+/?>"
CLOSE_TAG: Final = r"</[A-Za-z][A-Za-z0-9-]*+\s*+>"


class HtmlBlock(NamedTuple):
    """A kind of block of raw HTML, by how it begins and ends."""

    begins: re.Pattern[str]
    ends: re.Pattern[str] | None
    """``None``: at a blank line."""
    interrupts: bool = True
    """May follow a paragraph without a blank line."""

    @property
    def ends_at_blank(self) -> bool:
        return self.ends is None

    def ends_in(self, line: str) -> bool:
        return self.ends is not None and self.ends.search(line) is not None


_KINDS: Final = (
    HtmlBlock(
        re.compile(r"<(?:script|pre|style|textarea)(?=[\s>]|\Z)", re.IGNORECASE),
        re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE),
    ),
    HtmlBlock(re.compile(r"<!--"), re.compile(r"-->")),
    HtmlBlock(re.compile(r"<\?"), re.compile(r"\?>")),
    HtmlBlock(re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
    HtmlBlock(re.compile(r"<![A-Za-z]"), re.compile(r">")),
    HtmlBlock(re.compile(rf"</?(?:{_BLOCK_NAMES})(?=\s|/?>|\Z)", re.IGNORECASE), None),
    HtmlBlock(re.compile(rf"(?:{OPEN_TAG}|{CLOSE_TAG})\s*\Z"), None, interrupts=False),
)


def html_block(text: str, *, interrupts: bool) -> HtmlBlock | None:
    """The kind of block that a line, without its indentation, begins. ``interrupts``: a paragraph is open."""
    for kind in _KINDS:
        if (kind.interrupts or not interrupts) and kind.begins.match(text):
            return kind
    return None
