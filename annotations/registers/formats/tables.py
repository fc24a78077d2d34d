"""Rows of cells to rows of our format: the heading is found, the columns are understood, each row becomes an entity."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from annotations.intake.strict_json import quoted
from annotations.intake.text import TextError
from annotations.registers.formats.columns import Column
from annotations.registers.formats.dates import DateTextError, iso
from annotations.registers.formats.ids import id_of
from annotations.registers.formats.list_names import is_in, name_row, names_in
from annotations.registers.formats.model import Row, Source, Stated
from annotations.registers.formats.persons import is_person, person_names
from annotations.registers.formats.rulings import ruling_in
from annotations.registers.notes import Notes

Cells = tuple[int, Sequence[str]]
"""A line number and the cells that stand there."""
_HEADING_WITHIN = 30
"""Rows in which a heading is looked for: titles and numbers of columns may stand before it."""
_DATES = ("decided_on", "in_force_on", "listed_on", "suspended_on", "ended_on")
_TEXTS = ("end_reason", "source", "authority", "program", "reference")
_SCHEMATA = {
    "organization": "Organization", "organisation": "Organization", "org": "Organization", "group": "Organization",
    "организация": "Organization", "объединение": "Organization", "person": "Person", "individual": "Person",
    "physical person": "Person", "физическое лицо": "Person", "физлицо": "Person", "гражданин": "Person",
    "company": "Company", "компания": "Company", "publicbody": "PublicBody", "public body": "PublicBody",
    "legalentity": "LegalEntity", "legal entity": "LegalEntity", "юридическое лицо": "LegalEntity",
    "entity": "LegalEntity", "юрлицо": "LegalEntity", "сми": "Organization",
}
_NO_STATUS = frozenset({"none", "no", "нет"})
_SEVERAL = re.compile(r"\s*[;|\n]\s*")
_SPACES = re.compile(r"\s+")
_HOST = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[a-zа-яё]{2,})(?:/\S*)?", re.IGNORECASE)


class RowTextError(ValueError):
    """A row that says something that cannot be."""


def table_rows(cells: Iterable[Cells], source: Source, notes: Notes, *, list_names: bool = False) -> Iterator[Row]:
    """The rows below the heading of a table.

    ``list_names``: the cell of the name is written as lists of authorities are («A» («B» или «C»)).

    Raises:
        TextError: ``columns`` when no heading says where the names are.
    """
    rest = iter(cells)
    first = list(islice(rest, _HEADING_WITHIN))
    at, columns = _heading(first, source)
    reader = _Reader(source, notes, columns, list_names)
    for line, row in chain(first[at + 1 :], rest):
        if not any(cell.strip() for cell in row) or _numbers_of_columns(row) or source.columns.find(row) == columns:
            continue
        try:
            read = reader.read(line, row)
        except (DateTextError, RowTextError) as error:
            notes.wrong(line, [notes.say(line, "field_invalid", str(error))])
            continue
        if read is None:
            notes.warn("name_too_weak", "the name is empty and so is the id; the row is left out", line)
        else:
            yield read


def _heading(first: Sequence[Cells], source: Source) -> tuple[int, tuple[Column, ...]]:
    for place, (_, row) in enumerate(first):
        columns = source.columns.find(row)
        if columns:
            return place, columns
    shown = next((row for _, row in first if any(cell.strip() for cell in row)), ())
    names = ", ".join(quoted(_SPACES.sub(" ", cell).strip()) for cell in shown) or "none"
    raise TextError("columns", f'column "name" not found; columns are {names}. Say which with --columns MAP')


def _numbers_of_columns(row: Sequence[str]) -> bool:
    """Whether a row is «1 2 3 4», as forms have it under their heading."""
    said = [cell.strip() for cell in row if cell.strip()]
    return len(said) > 1 and said == [str(number) for number in range(1, len(said) + 1)]


@dataclass(frozen=True, slots=True)
class _Reader:
    """How the rows of one table are read."""

    source: Source
    notes: Notes
    columns: tuple[Column, ...]
    list_names: bool

    def read(self, line: int, row: Sequence[str]) -> Row | None:
        """The row as one of our format; ``None`` when it names nobody and has no id."""
        width = max(column.place for column in self.columns)
        if len(row) <= width and len([cell for cell in row if cell.strip()]) < 2 and len(self.columns) > 1:
            raise RowTextError(f"the row has {len(row)} cells, the heading {width + 1}")
        said = self._by_field(row)
        stated = self.source.stated
        schema = _schema(said, stated)
        if said["schema"] and said["schema"][0][0].lower() not in _SCHEMATA:
            what = quoted(said["schema"][0][0])
            said_so = f"type {what} is no organisation, person or company; read as {schema}"
            self.notes.warn("type_unknown", said_so, line)
        names, born = self._names(said, schema), [self._date(value) for value in _first(said, "born")]
        if not names:
            if not said["id"]:
                return None
            names = [{"value": "", "kind": "primary"}]
        if not said["schema"] and any(is_person(name["value"]) for name in names):
            schema = "Person"
        values: dict[str, Any] = {
            "id": _first(said, "id")[0] if said["id"] else id_of(names[0]["value"], born="".join(born)),
            "schema": schema, "names": names,
        }
        designation = self._designation(said, line)
        values |= {"designations": [designation]} if designation else {}
        values |= {"born": born} if born else {}
        numbers = [f"{kind}:{value}" for kind in ("inn", "ogrn") for value in _first(said, kind) if value.isalnum()]
        values |= {"identifiers": numbers} if numbers else {}
        hosts = list(dict.fromkeys(found[1].lower() for cell in _all(said, "hosts") for found in _HOST.finditer(cell)))
        values |= {"hosts": hosts} if hosts else {}
        return Row(line, values, derived=not said["id"])

    def _by_field(self, row: Sequence[str]) -> Mapping[str, list[tuple[str, str]]]:
        """Cells that are not empty, by field, each with the language of its column."""
        said: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for column in self.columns:
            cell = row[column.place].strip() if column.place < len(row) else ""
            if cell and cell not in {"-", "–", "—"}:
                said[column.field].append((cell, column.lang))
        return said

    def _names(self, said: Mapping[str, list[tuple[str, str]]], schema: str) -> list[dict[str, Any]]:
        parts = [_first(said, part) for part in ("last_name", "first_name", "middle_name")]
        rows: list[dict[str, Any]] = []
        if any(parts):
            rows += person_names(" ".join(value for part in parts for value in part))
        for cell, lang in said.get("name", []):
            flat = _SPACES.sub(" ", cell)
            if self.list_names:
                rows += person_names(flat) if schema == "Person" or is_person(flat) else names_in(flat)
            else:
                rows.append(name_row(flat, "primary", lang) | {"quoted_only": False})
        for kind in ("alias", "previous", "abbreviation", "weak"):
            for cell, lang in said.get(kind, []):
                rows += [
                    name_row(value, kind, lang) | {"quoted_only": False}
                    for value in self._several(cell)
                ]
        rows = [self._in_language(row) for row in rows]
        return list({(row["value"], row.get("lang")): row for row in reversed(rows)}.values())[::-1]

    def _in_language(self, row: dict[str, Any]) -> dict[str, Any]:
        lang = self.source.stated.lang
        return row | {"lang": lang} if lang and not row.get("lang") and is_in(row["value"], lang) else row

    def _several(self, cell: str) -> list[str]:
        own = self.source.columns.separator
        parts = cell.split(own) if own else _SEVERAL.split(cell)
        return [_SPACES.sub(" ", part).strip() for part in parts if part.strip()]

    def _designation(self, said: Mapping[str, list[tuple[str, str]]], line: int) -> dict[str, Any]:
        stated = self.source.stated
        found: dict[str, Any] = {}
        for cell in _all(said, "ruling"):
            found |= ruling_in(cell)
        found |= {key: self._date(value) for key in _DATES for value in _first(said, key)}
        found |= {key: _SPACES.sub(" ", value) for key in _TEXTS for value in _first(said, key)}
        status = "".join(_first(said, "status")) or stated.status
        jurisdiction = "".join(_first(said, "jurisdiction")).upper() or stated.jurisdiction
        if not status:
            self.notes.warn("no_status", "no status is stated, nor given with --status: no notice can be owed", line)
        if not status or status.lower() in _NO_STATUS:
            return {}
        if not jurisdiction:
            raise RowTextError("no jurisdiction is stated: give one with --jurisdiction CODE, or in the map of columns")
        if stated.authority and "authority" not in found:
            found["authority"] = stated.authority
        return {
            "register": "".join(_first(said, "register")) or stated.register,
            "jurisdiction": jurisdiction, "status": status, **found,
        }

    def _date(self, text: str) -> str:
        return iso(text, day_first=self.source.columns.day_first)


def _schema(said: Mapping[str, list[tuple[str, str]]], stated: Stated) -> str:
    for value in _first(said, "schema"):
        if value.lower() in _SCHEMATA:
            return _SCHEMATA[value.lower()]
    if said.get("born") or said.get("last_name"):
        return "Person"
    return stated.schema or "Organization"


def _first(said: Mapping[str, list[tuple[str, str]]], name: str) -> list[str]:
    return [cell for cell, _ in said.get(name, [])[:1]]


def _all(said: Mapping[str, list[tuple[str, str]]], name: str) -> list[str]:
    return [cell for cell, _ in said.get(name, [])]
