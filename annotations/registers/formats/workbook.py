"""Workbooks (XLSX): the first sheet in which a heading says where the names are, row by row."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from itertools import islice
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml import DefusedXmlException
from openpyxl.utils.exceptions import InvalidFileException

from annotations.intake.text import TextError
from annotations.registers.formats.model import Format, Row, Source
from annotations.registers.formats.tables import Cells, table_rows
from annotations.registers.notes import Notes

_HEADING_WITHIN = 30
_WRONG = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, ParseError, KeyError, ValueError, EOFError, TypeError,
    AttributeError, IndexError, NotImplementedError, OSError, RecursionError,
)
"""What the reader of workbooks answers to one that is damaged."""


def sheet_cells(source: Source) -> Iterator[Cells]:
    """The rows of the sheet.

    Raises:
        TextError: ``damaged``, or ``xml_entities`` for a workbook whose parts define entities.
    """
    with closing(source.open()) as stream:
        try:
            book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            for place, row in enumerate(_sheet(book, source).iter_rows(values_only=True), start=1):
                yield place, tuple(map(_text, row))
        except DefusedXmlException as error:
            raise TextError("xml_entities", "DTD and entities are not allowed") from error
        except TextError:
            raise
        except _WRONG as error:
            raise TextError("damaged", f"the workbook cannot be read: {error}") from error


def _sheet(book: Any, source: Source) -> Any:
    for sheet in book.worksheets:
        # The size that a workbook claims for a sheet is often wrong; what is there counts.
        sheet.reset_dimensions()
        first = islice(sheet.iter_rows(values_only=True), _HEADING_WITHIN)
        if any(source.columns.find([_text(cell) for cell in row]) for row in first):
            return sheet
    return book.worksheets[0]


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _rows(source: Source, notes: Notes) -> Iterator[Row]:
    return table_rows(sheet_cells(source), source, notes)


XLSX = Format(
    "xlsx", "a workbook; the first sheet with a heading that is understood", _rows, lambda head: head.workbook
)
