"""XML: each element below the root is a row, what is inside it are its cells. No document type, no entity is let in."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from annotations.intake.text import TextError
from annotations.registers.formats.model import Format, Head, Row, Source
from annotations.registers.formats.tables import table_rows
from annotations.registers.notes import Notes

MAX_DEPTH = 64
_AT_ONCE = 1 << 16
_LONGEST_CELL = 100_000
_ROW_DEPTH = 2
_XML = re.compile(r"\s*(?:<\?[\w.-]+\s|<!--|<!DOCTYPE\s+(?!html\b)|<[\w.-]+(?::[\w.-]+)?[\s>/])", re.IGNORECASE)


class _Target:
    """Collects the cells of each row; several of one name are joined."""

    def __init__(self) -> None:
        self.rows: deque[dict[str, str]] = deque()
        self._path: list[str] = []
        self._row: dict[str, str] = {}
        self._text: list[str] = []
        self._length = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._path.append(tag.rpartition("}")[2])
        if len(self._path) > MAX_DEPTH:
            raise TextError("xml_invalid", f"elements are nested over {MAX_DEPTH} levels")
        self._text, self._length = [], 0
        if len(self._path) == _ROW_DEPTH:
            self._row = {}
        if len(self._path) >= _ROW_DEPTH:
            self._row.update(attributes)

    def data(self, text: str) -> None:
        self._length += len(text)
        if self._length > _LONGEST_CELL:
            raise TextError("too_large", f"an element holds over {_LONGEST_CELL} characters")
        self._text.append(text)

    def end(self, tag: str) -> None:
        text, name = "".join(self._text).strip(), self._path.pop()
        self._text, self._length = [], 0
        depth = len(self._path) + 1
        if text and depth >= _ROW_DEPTH:
            # An element that holds nothing but words is a name: <names><name>A</name></names>.
            key = name if depth > _ROW_DEPTH else "name"
            self._row[key] = f"{self._row[key]};{text}" if key in self._row else text
        if depth == _ROW_DEPTH and self._row:
            self.rows.append(self._row)

    def close(self) -> None:
        """The parser asks for it."""


def _records(source: Source) -> Iterator[dict[str, str]]:
    target = _Target()
    parser: Any = DefusedXMLParser(target=target, forbid_dtd=True)
    with closing(source.open()) as stream:
        try:
            while piece := stream.read(_AT_ONCE):
                parser.feed(piece)
                while target.rows:
                    yield target.rows.popleft()
            parser.close()
        except DefusedXmlException as error:
            raise TextError("xml_entities", "DTD and entities are not allowed") from error
        except ParseError as error:
            line, column = error.position
            code = "truncated" if "no element found" in str(error) or "unclosed" in str(error) else "xml_invalid"
            raise TextError(code, f"is no whole XML: line {line}, column {column + 1}: {error}") from error
        except LookupError as error:
            raise TextError("encoding", f"the XML is in an encoding that cannot be read: {error}") from error
    while target.rows:
        yield target.rows.popleft()


def _rows(source: Source, notes: Notes) -> Iterator[Row]:
    """Rows with cells of their own names; the cells of the first hundred make the heading."""
    records = _records(source)
    first = [record for record, _ in zip(records, range(100), strict=False)]
    heading = list(dict.fromkeys(key for record in first for key in record))

    def cells() -> Iterator[tuple[int, list[str]]]:
        yield 0, heading
        number = 0
        for number, record in enumerate(first, start=1):
            yield number, [record.get(key, "") for key in heading]
        for record in records:
            number += 1
            yield number, [record.get(key, "") for key in heading]

    return table_rows(cells(), source, notes)


def _like_xml(head: Head) -> bool:
    return head.ending == ".xml" or _XML.match(head.text) is not None


XML = Format("xml", "XML: elements below the root are rows, what is in them cells", _rows, _like_xml)
