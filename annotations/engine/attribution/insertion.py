"""Where in a body, as it was sent, a line can be put in, and how a line is written in the body's format."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from annotations.engine.attribution.shapes import Layout
from annotations.engine.document.model import Document, Visibility
from annotations.engine.report import Edit

_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?>\Z")
_INSIDE_LINES = frozenset(
    """
    p a abbr b blockquote br cite dd dl dt em font h2 h3 h4 h5 h6 i img li mark ol s small span strong sub sup table
    tbody td th thead tr u ul
    """.split()  # noqa: SIM905
)
"""Elements before which a paragraph is put in, not within."""
_CLOSING = re.compile(r"(?:\s*</(?:body|html)\s*>)+\s*\Z", re.IGNORECASE)
_TAG_REACH = 2000
_MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>#&])")
_UNSAFE_IN_ADDRESS = re.compile(r"[\s<>()\[\]\"'\\`|^{}]")


@dataclass(frozen=True, slots=True)
class Wording:
    """A line to put in: words, with the source's name between them, and an address that the name leads to."""

    before: str
    name: str = ""
    after: str = ""
    address: str | None = None

    def written(self, body_format: str) -> str:
        """The line in the format, everything escaped."""
        if body_format == "html":
            return html.escape(self.before, quote=False) + self._html_name() + html.escape(self.after, quote=False)
        if body_format == "markdown":
            return _markdown(self.before) + self._markdown_name() + _markdown(self.after)
        address = f", {safe_address(self.address)}" if self.address else ""
        return self.before + self.name + self.after + address

    def _html_name(self) -> str:
        name = html.escape(self.name, quote=False)
        return name if self.address is None else f'<a href="{html.escape(self.address)}">{name}</a>'

    def _markdown_name(self) -> str:
        name = _markdown(self.name)
        return name if self.address is None else f"[{name}]({safe_address(self.address)})"


def safe_address(address: str) -> str:
    """The address with what would end it in text or Markdown percent-encoded."""
    return _UNSAFE_IN_ADDRESS.sub(lambda found: "".join(f"%{byte:02X}" for byte in found.group().encode()), address)


def _markdown(words: str) -> str:
    return _MARKDOWN_SIGNS.sub(r"\\\1", words)


def on_top(document: Document, layout: Layout, wording: Wording, *, html_class: str = "") -> Edit:
    """The edit that puts the line before the first paragraph of the story."""
    value = document.values.get("body", "")
    first = next((layout.lines[index] for index in layout.story[:1]), next(iter(layout.lines), None))
    at = 0 if first is None else _line_start(document, first.start)
    line = wording.written(document.body_format)
    if document.body_format == "html":
        attribute = f' class="{html_class}"' if html_class else ""
        return Edit("body", at, at, f"<p{attribute}>{line}</p>\n")
    return Edit("body", at, at, f"{line}\n\n" if value else line)


def at_end(document: Document, wording: Wording) -> Edit:
    """The edit that puts the line after everything else."""
    value = document.values.get("body", "")
    line = wording.written(document.body_format)
    if document.body_format == "html":
        closing = _CLOSING.search(value, max(0, len(value) - _TAG_REACH))
        at = closing.start() if closing else len(value.rstrip())
        return Edit("body", at, at, f"\n<p>{line}</p>")
    at = len(value.rstrip())
    return Edit("body", at, at, f"\n\n{line}" if at else line)


def in_first_paragraph(document: Document, layout: Layout, wording: Wording) -> Edit | None:
    """The edit that puts the line, in brackets, at the end of the first paragraph; ``None`` when there is none."""
    story = [layout.lines[index] for index in layout.story]
    first = next((line for line in story if line.block.visibility is Visibility.VISIBLE), None)
    if first is None:
        return None
    end = first.start + len(first.text(document).rstrip())
    at = int(document.source_ends[end - 1])
    at = max([at, *(link.source_end for link in document.links if link.end == end and link.field == "body")])
    return Edit("body", at, at, f" ({wording.written(document.body_format)})")


def _line_start(document: Document, position: int) -> int:
    value = document.values["body"]
    at = int(document.source_starts[position])
    if document.body_format != "html":
        return value.rfind("\n", 0, at) + 1
    while True:
        end = len(value[max(0, at - _TAG_REACH) : at].rstrip()) + max(0, at - _TAG_REACH)
        opening = value.rfind("<", max(0, end - _TAG_REACH), end)
        tag = _TAG.match(value[opening:end]) if opening >= 0 else None
        if tag is None or tag[1].lower() not in _INSIDE_LINES:
            return at
        at = opening
