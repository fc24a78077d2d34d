"""The HTML reader: one pass from left to right over the markup of a field."""

from __future__ import annotations

import re
from typing import Final

from annotations.engine.document import elements
from annotations.engine.document.limits import check_markup
from annotations.engine.document.model import Zone
from annotations.engine.document.page import Page
from annotations.engine.document.stylesheet import NO_SHEET, StyleSheet
from annotations.engine.document.tags import NO_ATTRIBUTES, Tag, comment_end, raw_text_end, read_tag
from annotations.engine.document.writer import Writer

_MARKUP = re.compile(r"<(?=[a-zA-Z!?]|/.)", re.DOTALL)
STYLE: Final = re.compile(r"<style\b", re.IGNORECASE)
_SHOWN_MEDIA = re.compile(r"(?:only\s+)?(?:all|screen)?\Z", re.IGNORECASE)
_CDATA = "<![CDATA["


def read_html(value: str, writer: Writer, *, zone: Zone = Zone.BODY, fixed: bool = False) -> None:
    """Writes down what ``value`` shows.

    ``zone`` is that of text outside any element that has a zone of its own; with ``fixed`` it is that of all text.

    Raises:
        DocumentTooComplex: more markup than any article has.
    """
    check_markup(value)
    sheet = NO_SHEET
    if STYLE.search(value):
        # A style sheet holds for what stands before it too, so it is looked for first.
        page = Page(value, Writer())
        read_stretch(page, 0, len(value))
        sheet = style_sheet_of(page)
    page = Page(value, writer, zone=zone, fixed=fixed, sheet=sheet)
    read_stretch(page, 0, len(value))
    page.finish()


def style_sheet_of(page: Page) -> StyleSheet:
    """What the ``<style>`` elements of a page that has been read declare."""
    return StyleSheet(tuple(page.styles))


def read_stretch(page: Page, start: int, limit: int) -> None:
    """Reads ``value[start:limit]`` as HTML into a page that may have elements open."""
    value, position = page.value, start
    while position < limit:
        found = _MARKUP.search(value, position, limit)
        if found is None:
            page.text(position, limit)
            return
        at = found.start()
        if at > position:
            page.text(position, at)
        position = _markup(page, at, limit)


def _markup(page: Page, at: int, limit: int) -> int:
    """Reads what begins with the angle at ``at``; gives the position after it."""
    value = page.value
    sign = value[at + 1]
    if sign == "/":
        if value[at + 2] == ">":
            return at + 3
        if not (value[at + 2].isascii() and value[at + 2].isalpha()):
            return comment_end(value, at, limit)
    elif sign == "!" and page.tree.top.foreign and value.startswith(_CDATA, at):
        return _character_data(page, at, limit)
    elif sign in "!?":
        return comment_end(value, at, limit)
    tag = read_tag(value, at, limit)
    if tag is None:
        return limit
    if tag.closing:
        page.end(tag)
        return tag.end
    return _start(page, tag, limit)


def _character_data(page: Page, at: int, limit: int) -> int:
    inside = at + len(_CDATA)
    end = page.value.find("]]>", inside, limit)
    page.text(inside, limit if end < 0 else end, references=False)
    return limit if end < 0 else end + 3


def _start(page: Page, tag: Tag, limit: int) -> int:
    page.start(tag)
    name, top = tag.name, page.tree.top
    if name == "br" and not top.foreign:
        page.line_break(tag.start, tag.end)
    if top.foreign or top.name != name:
        return tag.end
    if name == "plaintext":
        page.text(tag.end, limit, references=False)
        return limit
    if name in elements.RAW_TEXT or name in elements.ESCAPABLE_RAW_TEXT:
        return tag.end if name == "noscript" and not page.scripted else _raw_text(page, tag, limit)
    if name in {"listing", "pre"}:
        return _after_newline(page.value, tag.end)
    return tag.end


def _after_newline(value: str, position: int) -> int:
    """A line break right after ``<pre>`` is not displayed."""
    if value.startswith("\r\n", position):
        return position + 2
    return position + value.startswith(("\n", "\r"), position)


def _raw_text(page: Page, tag: Tag, limit: int) -> int:
    """Reads the content of a raw text element, and leaves its end tag to be read."""
    value, start = page.value, tag.end
    end = raw_text_end(value, tag.name, start, limit)
    if tag.name == "noscript":
        # Where scripts run it is raw text that nobody sees. What it holds is markup all the same.
        _inside_noscript(page, start, end)
    elif tag.name == "style":
        if _SHOWN_MEDIA.match(tag.attributes.get("media", "").strip()) and not page.tree.open["template"]:
            page.styles.append(value[start:end])
    elif tag.name != "script":
        page.text(start, end, references=tag.name in elements.ESCAPABLE_RAW_TEXT)
    if end == limit:
        page.end(Tag(tag.name, NO_ATTRIBUTES, True, False, limit, limit))
    return end


def _inside_noscript(page: Page, start: int, end: int) -> None:
    inside = Page(page.value, page.writer, scripted=False)
    inside.tree.stack[0].rendering = page.tree.top.rendering
    images = len(page.writer.images)
    read_stretch(inside, start, end)
    while len(inside.tree.stack) > 1:
        inside.tree.pop(end)
    del page.writer.images[images:]
