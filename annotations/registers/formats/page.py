"""Tables and lists of web pages, as rows of cells or as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing

from selectolax.lexbor import LexborHTMLParser, LexborNode

from annotations.intake.text import TextError
from annotations.registers.decoding import whole_text
from annotations.registers.formats.model import Format, Head, Row, Source
from annotations.registers.formats.paragraphs import Paragraph, joined
from annotations.registers.formats.plain import paragraph_rows
from annotations.registers.formats.tables import Cells, table_rows
from annotations.registers.notes import Notes

MAX_PAGE = 32 * 2**20
"""Bytes of a page: all of it is in memory at once."""
_MAX_TAGS = 2_000_000
_HIDDEN = re.compile(r"(?s)<!--.*?-->|<script\b.*?</script\s*>|<style\b.*?</style\s*>")
_ROW = re.compile(r"<(?:tr|li|td)(?=[\s>/])", re.IGNORECASE)
_END = re.compile(r"</(?:table|ul|ol)\s*>", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*(\d{1,6})\s*[.)]\s*")
_PAGE_SIGNS = re.compile(r"<(?:!doctype\s+html|html|head|body|table|tbody|tr|ul|ol|li|div|p)\b", re.IGNORECASE)
_NO_TABLE = (
    'column "name" not found in any table of the page; say which with --columns MAP, or read the items of its lists'
    " with --format html"
)
_ENDINGS = frozenset({".html", ".htm", ".xhtml"})
_SECTION_ABOVE = ("h1", "h2", "h3", "h4", "h5", "p", "div")


def read_page(source: Source) -> LexborHTMLParser:
    """The page, parsed.

    Raises:
        TextError: ``too_large``, ``truncated`` when a table or list in it is never closed.
    """
    with closing(source.open()) as stream:
        text = whole_text(stream, source.encoding, MAX_PAGE)
    if text.count("<") > _MAX_TAGS:
        raise TextError("too_large", f"holds over {_MAX_TAGS} tags")
    _refuse_cut(text)
    return LexborHTMLParser(text)


def _refuse_cut(text: str) -> None:
    """A browser mends a page that is cut; half a register is not a register."""
    bare = _HIDDEN.sub("", text)
    for name in ("html", "body"):
        opened = re.search(rf"<{name}(?=[\s>/])", bare, re.IGNORECASE)
        if opened and not re.search(rf"</{name}\s*>", bare, re.IGNORECASE):
            raise TextError("truncated", f"<{name}> is opened and never closed: the page is cut or damaged")
    row, end = _last(_ROW, bare), _last(_END, bare)
    if row > end or bare.rfind("<") > bare.rfind(">"):
        raise TextError("truncated", "the last table or list of the page is never closed: the page is cut or damaged")


def _last(sign: re.Pattern[str], text: str) -> int:
    """Where a sign stands last; -1 when it does not."""
    return max((found.start() for found in sign.finditer(text)), default=-1)


def page_cells(page: LexborHTMLParser, source: Source) -> list[Cells] | None:
    """The rows of the table whose heading says where the names are; ``None`` when there is none."""
    for table in page.css("table"):
        rows: list[Cells] = [(place, _cells(row)) for place, row in enumerate(table.css("tr"), start=1)]
        if any(source.columns.find(row) for _, row in rows[:30]):
            return rows
    return None


def page_paragraphs(page: LexborHTMLParser) -> Iterator[Paragraph]:
    """The items of the page's lists, and of a table without a heading its rows, each with the section that it is in."""
    found = 0
    for item in page.css("li"):
        if len(item.css("li")) < 2:
            found += 1
            yield _paragraph(found, _text(item), _section(item))
    if found:
        return
    for row in page.css("tr") or page.css("p"):
        found += 1
        cells = [cell for cell in _cells(row) if cell] if row.tag == "tr" else [_text(row)]
        yield _paragraph(found, "\n".join(cells), _section(row))


def _paragraph(place: int, text: str, section: str) -> Paragraph:
    number = _NUMBER.match(text) or re.match(r"^\s*(\d{1,6})\n", text)
    return Paragraph(place, int(number[1]) if number else None, text[number.end() :] if number else text, section)


def _cells(row: LexborNode) -> list[str]:
    return [_text(cell) for cell in row.iter() if cell.tag in ("td", "th")]


def _text(node: LexborNode) -> str:
    for line in node.css("br"):
        line.replace_with("\n")
    return "\n".join(part for line in node.text(separator="").split("\n") if (part := joined(line)))


def _section(node: LexborNode) -> str:
    """What the elements around an item, or the heading before its list, call it."""
    said: list[str] = []
    parent = node.parent
    while parent is not None and len(said) < 8:
        said += [value for key in ("id", "class") if (value := (parent.attributes or {}).get(key))]
        before = parent.prev
        while before is not None and before.tag not in _SECTION_ABOVE:
            before = before.prev
        if before is not None and parent.tag in ("ul", "ol", "table"):
            said.append(before.text(separator=" ")[:200])
        parent = parent.parent
    return " ".join(said)


def _rows(source: Source, notes: Notes) -> Iterator[Row]:
    rows = page_cells(page := read_page(source), source)
    if rows is not None:
        return table_rows(rows, source, notes, list_names=True)
    if not source.chosen:
        raise TextError("columns", _NO_TABLE)
    return paragraph_rows(page_paragraphs(page), source, notes)


def like_page(head: Head) -> bool:
    """Whether a file is a web page: by its tags, unless it says that it is XML."""
    stated = head.ending == ".xml" or (head.text.lstrip().startswith("<?xml") and head.ending not in _ENDINGS)
    return not stated and _PAGE_SIGNS.search(head.text[:20_000]) is not None


HTML = Format("html", "a web page: its table with a heading that is understood, or its lists", _rows, like_page)
