"""CSV and TSV: whatever separates the cells, with or without quotation marks, line by line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import closing
from functools import partial

from annotations.intake.lines import MAX_LINE
from annotations.intake.text import TextError
from annotations.registers.decoding import text_lines
from annotations.registers.formats.columns import ColumnMap
from annotations.registers.formats.model import Format, Head, Row, Source
from annotations.registers.formats.tables import Cells, table_rows
from annotations.registers.notes import Notes

_SIGNS = (",", ";", "\t", "|")
_HEADING_WITHIN = 30


def cells_of(source: Source, notes: Notes, *, separator: str = "") -> Iterator[Cells]:
    """The rows of the file; ``separator`` empty: the sign that gives its heading the most columns.

    Raises:
        TextError: ``truncated`` when the file ends inside quotation marks, ``csv_invalid`` for other wrong quoting.
    """
    sign = separator or _separator(source)
    with closing(source.open()) as stream:
        lines = _watched(text_lines(stream, source.encoding), notes)
        csv.field_size_limit(MAX_LINE)
        reader = csv.reader(lines, delimiter=sign, strict=True)
        widths: set[int] = set()
        while True:
            line = reader.line_num + 1
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise _refused(str(error), line, notes) from error
            if line == 1 and len(row) <= 2 and row[:1] and row[0].startswith("sep="):
                continue
            if notes.open_end and len(widths) == 1 and len(row) < min(widths):
                said = f"the file ends within a row: its last, at line {line}, has {len(row)} fields of {min(widths)}"
                raise TextError("truncated", said)
            widths.add(len(row))
            yield line, row


def _watched(lines: Iterator[str], notes: Notes) -> Iterator[str]:
    """The lines as they come; whether the last of them has an end is noted."""
    for line in lines:
        notes.open_end = not line.endswith(("\n", "\r"))
        yield line


def _separator(source: Source) -> str:
    with closing(source.open()) as stream:
        first = [line for line, _ in zip(text_lines(stream, source.encoding), range(_HEADING_WITHIN), strict=False)]
    if first and first[0].startswith("sep="):
        return first[0][4:5]
    best = max(_SIGNS, key=lambda sign: max((_found(line, sign, source.columns) for line in first), default=(0, 0)))
    return best if any(best in line for line in first) else ","


def _found(line: str, sign: str, columns: ColumnMap) -> tuple[int, int]:
    try:
        row = next(csv.reader([line.rstrip("\r\n")], delimiter=sign), [])
    except csv.Error:
        row = line.split(sign)
    return len(columns.find(row)), len(row)


def _refused(said: str, line: int, notes: Notes) -> TextError:
    if "unexpected end" in said:
        said = f"ends inside quotation marks that open after line {line - 1}, after {notes.good} rows"
        return TextError("truncated", said)
    return TextError("csv_invalid", f"the row at line {line} is no CSV: {said}")


def _rows(source: Source, notes: Notes, *, separator: str = "") -> Iterator[Row]:
    return table_rows(cells_of(source, notes, separator=separator), source, notes)


def _like_csv(head: Head) -> bool:
    if head.ending in (".csv", ".tsv", ".tab"):
        return True
    first = next((line for line in head.text.splitlines() if line.strip()), "")
    columns = ColumnMap()
    return not first.lstrip().startswith(("{", "<", "[")) and any(_found(first, sign, columns)[0] for sign in _SIGNS)


CSV = Format("csv", "a table, separated by commas, semicolons, tabs or bars", _rows, _like_csv)
TSV = Format(
    "tsv", "a table, separated by tabs", partial(_rows, separator="\t"), lambda head: head.ending in (".tsv", ".tab")
)
