"""A plain list of names: one in each numbered row, or one a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Any

from annotations.intake.text import TextError
from annotations.registers.decoding import text_lines
from annotations.registers.formats.dates import DateTextError
from annotations.registers.formats.ids import id_of
from annotations.registers.formats.list_names import is_in, names_in
from annotations.registers.formats.model import Format, Head, Row, Source
from annotations.registers.formats.paragraphs import Paragraph, joined, numbered
from annotations.registers.formats.persons import born_in, is_person, person_names
from annotations.registers.notes import Notes

_NUMBERED = re.compile(r"^[ \t]*(\d{1,6})[.)]?[ \t]+\S", re.MULTILINE)


def read_lines(source: Source, notes: Notes) -> Iterator[str]:
    """The lines of the file."""
    with closing(source.open()) as stream:
        yield from text_lines(stream, source.encoding)
    # Rows are of several lines: a line's end says nothing of the row's.
    notes.open_end = True


def text_paragraphs(source: Source, notes: Notes) -> Iterator[Paragraph]:
    """The numbered rows of the file; without numbers, its lines.

    Raises:
        TextError: ``truncated`` when the last row ends inside quotation marks.
    """
    last: Paragraph | None = None
    for paragraph in numbered(read_lines(source, notes), notes):
        last = paragraph
        yield paragraph
    if last is not None and "«" in last.text and "»" not in last.text:
        raise TextError("truncated", f"the file ends inside quotation marks, in the row at line {last.line}")
    if last is None:
        for place, line in enumerate(read_lines(source, notes), start=1):
            if line.strip():
                yield Paragraph(place, None, line)


def entity_of(line: int, text: str, source: Source, *, person: bool = False, **more: Any) -> Row:
    """The row of an entity whose names are ``text``; ``more`` are further keys of it or of its designation."""
    born = born_in(text)
    named = text.split(",")[0] if born else text
    person = person or bool(born) or is_person(joined(named).split("(")[0].strip(" *;"))
    names = person_names(named) if person else names_in(joined(text))
    stated = source.stated
    values: dict[str, Any] = {
        "id": id_of(names[0]["value"] if names else "", born=born), "names": names,
        "schema": "Person" if person else stated.schema or "Organization",
    }
    values |= {key: more.pop(key) for key in ("identifiers", "hosts") if more.get(key)}
    if stated.lang:
        values["names"] = [row | {"lang": stated.lang} if is_in(row["value"], stated.lang) else row for row in names]
    if born:
        values["born"] = [born]
    if stated.status:
        said = {"register": stated.register, "jurisdiction": stated.jurisdiction, "status": stated.status}
        if stated.authority:
            said["authority"] = stated.authority
        values["designations"] = [said | {key: value for key, value in more.items() if value}]
    return Row(line, values, derived=True)


def paragraph_rows(paragraphs: Iterable[Paragraph], source: Source, notes: Notes) -> Iterator[Row]:
    """An entity for each paragraph, its names all that is said of it."""
    for paragraph in paragraphs:
        try:
            row = entity_of(paragraph.line, paragraph.flat, source)
        except DateTextError as error:
            notes.wrong(paragraph.line, [notes.say(paragraph.line, "field_invalid", str(error))])
            continue
        if row.values["names"]:
            yield row
        else:
            notes.warn("name_too_weak", "the row names nobody; it is left out", paragraph.line)


def _rows(source: Source, notes: Notes) -> Iterator[Row]:
    return paragraph_rows(text_paragraphs(source, notes), source, notes)


def _like_text(head: Head) -> bool:
    """Whether it is a numbered list: other text may be anything, an article by mistake."""
    numbers = [found[1] for found in _NUMBERED.finditer(head.text)]
    return head.ending in (".txt", ".text") and numbers[:3] == ["1", "2", "3"]


TEXT = Format("text", "text, such as a PDF gives: numbered rows, or a name on each line", _rows, _like_text)
