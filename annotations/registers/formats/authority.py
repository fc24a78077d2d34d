"""Lists of authorities: the same list comes as a page, a workbook, a table or text; what a row means is the list's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from annotations.registers.formats.dates import DateTextError
from annotations.registers.formats.delimited import CSV, cells_of
from annotations.registers.formats.model import Format, Head, Row, Source, Stated
from annotations.registers.formats.page import like_page, page_cells, page_paragraphs, read_page
from annotations.registers.formats.paragraphs import Paragraph
from annotations.registers.formats.plain import text_paragraphs
from annotations.registers.formats.tables import table_rows
from annotations.registers.formats.workbook import sheet_cells
from annotations.registers.notes import Notes
from annotations.registers.sniffing import head_of

ParagraphReader = Callable[[Paragraph, Source], Row | None]
"""The entity that a paragraph of the list is about; ``None`` for one that names nobody."""


def authority_list(
    name: str,
    title: str,
    stated: Stated,
    paragraph: ParagraphReader,
    looks_like: Callable[[Head], bool],
    *,
    paragraphs: Callable[[Source, Notes], Iterable[Paragraph]] = text_paragraphs,
) -> Format:
    """A format for a list. ``paragraphs`` cuts its text into rows, where it comes as text."""
    rows = partial(_rows, paragraph=paragraph, paragraphs=paragraphs)
    return Format(name, title, rows, looks_like, stated)


def _rows(
    source: Source, notes: Notes, *, paragraph: ParagraphReader,
    paragraphs: Callable[[Source, Notes], Iterable[Paragraph]],
) -> Iterator[Row]:
    head = head_of(source)
    if head.workbook:
        return table_rows(sheet_cells(source), source, notes, list_names=True)
    if like_page(head):
        page = read_page(source)
        cells = page_cells(page, source)
        if cells is not None:
            return table_rows(cells, source, notes, list_names=True)
        return _read(page_paragraphs(page), paragraph, source, notes)
    if CSV.looks_like(head):
        return table_rows(cells_of(source, notes), source, notes, list_names=True)
    return _read(paragraphs(source, notes), paragraph, source, notes)


def _read(
    paragraphs: Iterable[Paragraph], paragraph: ParagraphReader, source: Source, notes: Notes
) -> Iterator[Row]:
    for place in paragraphs:
        try:
            row = paragraph(place, source)
        except DateTextError as error:
            notes.wrong(place.line, [notes.say(place.line, "field_invalid", str(error))])
            continue
        if row is None or not row.values["names"]:
            notes.warn("name_too_weak", "the row names nobody; it is left out", place.line)
        else:
            yield row


