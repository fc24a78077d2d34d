"""What a format of registers is: a name, the signs by which a file of it is known, and a reader that gives rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from annotations.registers.formats.columns import ColumnMap
from annotations.registers.notes import Notes

ENTITY_SYNONYMS = {
    "name": "names", "aliases": "names", "type": "schema", "kind": "schema", "urls": "hosts", "domains": "hosts",
    "lists": "designations", "listings": "designations", "related": "relations", "language": "lang", "text": "value",
    "country": "jurisdiction", "list": "register", "from": "in_force_on", "to": "ended_on", "start": "in_force_on",
    "end": "ended_on", "url": "source",
}
"""Words of other systems for keys of our format."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one place of a file says of an entity."""

    line: int
    values: Mapping[str, Any]
    """A row of ``annotations/register/1``."""
    derived: bool = False
    """Its id is made of its name: rows with one id are one entity."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What holds for every row that does not say otherwise."""

    register: str = ""
    jurisdiction: str = ""
    status: str = ""
    schema: str = ""
    """Empty: an organisation, unless the row reads otherwise."""
    lang: str = ""
    authority: str = ""

    def over(self, other: Stated) -> Stated:
        """These statements, and those of ``other`` where these say nothing."""
        return Stated(
            register=self.register or other.register, jurisdiction=self.jurisdiction or other.jurisdiction,
            status=self.status or other.status, schema=self.schema or other.schema, lang=self.lang or other.lang,
            authority=self.authority or other.authority,
        )


@dataclass(frozen=True, slots=True)
class Source:
    """A file that is being read: its content anew for every pass, and what the caller says of it."""

    path: str
    open: Callable[[], BinaryIO]
    """A stream of its content, unpacked."""
    encoding: str | None = None
    columns: ColumnMap = field(default_factory=ColumnMap)
    stated: Stated = field(default_factory=Stated)
    chosen: bool = False
    """Somebody has said which format this is: what nobody could tell by looking at it is read as well."""


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a file, by which its format is told."""

    ending: str
    """Of its name, small letters, that of a compression left out: ``.csv``."""
    data: bytes
    text: str
    """The same as text, as far as it can be read."""
    workbook: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """A format of registers."""

    name: str
    title: str
    rows: Callable[[Source, Notes], Iterator[Row]]
    looks_like: Callable[[Head], bool]
    stated: Stated = field(default_factory=Stated)
    """What the list says of all its rows by being this list."""
