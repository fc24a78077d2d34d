"""A register file, whatever it is, to entities: opened, told by its format, read row by row, cleaned, staged.

One way for both uses: ``annotations check --register FILE`` and imports into the database.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO

from pydantic import ValidationError

from annotations.engine.language.frequent import FREQUENT
from annotations.engine.lexicon.build import build_lexicon
from annotations.engine.register import Entity, Name
from annotations.intake.files import os_failure
from annotations.intake.lines import OversizedLineError
from annotations.intake.problems import MOST_LISTED, Problem, value_problems
from annotations.intake.strict_json import quoted
from annotations.intake.text import TextError
from annotations.intake.value_files import RefusedFileError
from annotations.registers.decoding import text_lines
from annotations.registers.formats.columns import ColumnMap
from annotations.registers.formats.model import ENTITY_SYNONYMS, Format, Row, Source, Stated
from annotations.registers.formats.registry import FORMATS, format_of
from annotations.registers.manifest import refuse_other
from annotations.registers.mojibake import is_mojibake
from annotations.registers.names import clean_name
from annotations.registers.notes import Notes
from annotations.registers.sniffing import HEAD, head_of, name_of
from annotations.registers.staging import Staging
from annotations.registers.unpacking import MAX_OPENED, measure, unpack

MOST_MOJIBAKE = 0.01
"""The share of names that may look as if read in a wrong encoding."""
Progress = Callable[[float, int], None]
_COMMON = frozenset(word for words in FREQUENT.values() for word in words)
_SHORT = 40


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How a register file is read, where it does not say so itself."""

    format: str | None = None
    encoding: str | None = None
    columns: ColumnMap = field(default_factory=ColumnMap)
    stated: Stated = field(default_factory=Stated)
    register: str | None = None
    """The name of the register; default: the file's."""
    manifest: str | None = None
    checksum: str | None = None
    max_opened: int = MAX_OPENED
    allow_mojibake: bool = False
    weak: bool = False
    """Names that are too weak to be looked for are warned of."""
    progress: Progress = field(default=lambda done, rows: None)
    """Told, now and then, which part of the file is read (from 0 to 1), and how many rows that were."""


class MojibakeError(Exception):
    """A file of which too many names were read in a wrong encoding."""


@dataclass(frozen=True, slots=True)
class StagedRegister:
    """What a file holds, beside the memory. ``digest`` is the SHA-256 of its bytes."""

    id: str
    path: str
    digest: str
    format: str
    staging: Staging
    notes: Notes

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What was mended or left out; of each kind the first 50, then how many more."""
        more = [
            Problem(self.path, code, f"and {count - MOST_LISTED} more such warnings", severity="warning")
            for code, count in self.notes.counted.items() if count > MOST_LISTED
        ]
        return (*self.notes.warnings, *more)


@contextmanager
def staged_register(path: str, options: ReadOptions | None = None) -> Iterator[StagedRegister]:
    """The register of a file, for as long as the block lasts.

    Raises:
        RefusedFileError: when the file cannot be read or is wrong; the first 50 wrong rows are named.
        TooManyBadRowsError: when over one row in a thousand is wrong.
        MojibakeError: when its names were read in a wrong encoding before they came here.
    """
    staging = Staging()
    try:
        yield _Reading(path, options or ReadOptions(), Notes(path)).staged(staging)
    finally:
        staging.close()


@dataclass(slots=True)
class _Reading:
    """One file that is being read."""

    path: str
    options: ReadOptions
    notes: Notes
    names: int = 0
    mojibake: int = 0
    example: str = ""
    size: int = 0
    file: BinaryIO | None = None
    """The file as it is being read."""

    def staged(self, staging: Staging) -> StagedRegister:
        self.notes.progress = self._progress
        try:
            return self._staged(staging)
        except OversizedLineError as error:
            raise RefusedFileError(Problem(self.path, "too_large", str(error), error.line)) from error
        except TextError as error:
            raise RefusedFileError(Problem(self.path, error.code, error.message)) from error
        except OSError as error:
            raise RefusedFileError(Problem(self.path, *os_failure(error))) from error

    def _staged(self, staging: Staging) -> StagedRegister:
        refuse_other(self.path, manifest=self.options.manifest, stated=self.options.checksum)
        digest, self.size = self._digest(), os.path.getsize(self.path)
        self._refuse_damaged()
        register = self.options.register or name_of(self.path)
        source = Source(self.path, self._open, self.options.encoding, self.options.columns)
        found = self._format(source)
        own = Stated(**self.options.columns.stated)
        stated = self.options.stated.over(own).over(found.stated).over(Stated(register=register))
        chosen = self.options.format is not None
        source = Source(self.path, self._open, self.options.encoding, self.options.columns, stated, chosen)
        staging.add(self._entities(found.rows(source, self.notes)))
        self.notes.close()
        if self._digest() != digest:
            raise TextError("changed", "was changed while it was read; nothing was taken")
        self._refuse_duplicates(staging)
        self._refuse_mojibake()
        return StagedRegister(register, self.path, digest, found.name, staging, self.notes)

    def _open(self) -> BinaryIO:
        unpacked = unpack(self.path, self.options.max_opened)
        self.file = unpacked.file
        return unpacked.stream

    def _progress(self, rows: int) -> None:
        if self.file is not None and not self.file.closed:
            self.options.progress(self.file.tell() / (self.size or 1), rows)

    def _digest(self) -> str:
        with open(self.path, "rb") as stream:
            return "sha256:" + hashlib.file_digest(stream, "sha256").hexdigest()

    def _refuse_damaged(self) -> None:
        """What is compressed is read to its end before a row of it is believed."""
        unpacked = unpack(self.path, self.options.max_opened)
        with unpacked.stream as stream:
            if unpacked.layers and not unpacked.workbook:
                measure(stream)

    def _format(self, source: Source) -> Format:
        if self.options.format is not None:
            return FORMATS[self.options.format]
        head = head_of(source)
        if not head.data.strip():
            raise TextError("empty", "holds no entries")
        if not head.workbook and head.ending != ".xml":
            # What is in another encoding looks like nothing; say that first. XML states its own.
            whole = head.data[: head.data.rfind(b"\n") + 1] if len(head.data) == HEAD else head.data
            for _ in text_lines(io.BytesIO(whole), source.encoding):
                pass
        return format_of(head)

    def _entities(self, rows: Iterator[Row]) -> Iterator[tuple[int, Entity, bool]]:
        for row in rows:
            try:
                entity = Entity.model_validate(row.values)
            except ValidationError as error:
                problems = value_problems(error, Entity, self.path, line=row.line, synonyms=ENTITY_SYNONYMS)
                self.notes.wrong(row.line, problems)
                continue
            self.notes.took(row.line)
            entity = self._cleaned(row.line, entity)
            for name, reason in weak_names(entity) if self.options.weak else ():
                said = f"name {quoted(name)} cannot be looked for: {reason}; kept, not matched"
                self.notes.warn("name_too_weak", said, row.line)
            yield row.line, entity, row.derived

    def _cleaned(self, line: int, entity: Entity) -> Entity:
        names = tuple(self._clean(line, name) for name in entity.names)
        self.names += len(names)
        for name in names:
            if is_mojibake(name.value):
                self.mojibake += 1
                self.example = self.example or name.value
        return entity if names == entity.names else entity.model_copy(update={"names": names})

    def _clean(self, line: int, name: Name) -> Name:
        value, invisible = clean_name(name.value)
        if invisible:
            self.notes.warn("name_cleaned", f"invisible characters removed from name {quoted(value)}", line)
        return name if value == name.value else name.model_copy(update={"value": value})

    def _refuse_duplicates(self, staging: Staging) -> None:
        duplicates = staging.merge()
        if duplicates:
            raise RefusedFileError(
                *(
                    Problem(
                        self.path, "duplicate_id", f"id {quoted(row.id)} at lines {row.first} and {row.second}",
                        row.second, pointer="/id",
                    )
                    for row in duplicates[:MOST_LISTED]
                )
            )

    def _refuse_mojibake(self) -> None:
        if not self.mojibake:
            return
        share = 100 * self.mojibake / self.names
        said = f"{share:.0f} % of names hold mixed Latin-1 letters, such as {quoted(self.example)}"
        if self.mojibake > MOST_MOJIBAKE * self.names and not self.options.allow_mojibake:
            raise MojibakeError(
                f"refused: {said}: the text was read in a wrong encoding before; get it anew, or use --allow-mojibake"
            )
        self.notes.warn("mojibake", said)


def weak_names(entity: Entity) -> Iterator[tuple[str, str]]:
    """Names of an entity that are kept and never looked for, each with the reason."""
    suspects = [name for name in entity.names if len(name.value) <= _SHORT and _may_be_weak(name.value)]
    if suspects:
        for skipped in build_lexicon([entity.model_copy(update={"names": tuple(suspects)})]).skipped:
            yield skipped.value, skipped.reason


def _may_be_weak(name: str) -> bool:
    words = name.lower().replace("ё", "е").replace("-", " ").split()
    return all(len(word) <= 2 or word.strip("«»\"'.,") in _COMMON for word in words) or not any(map(str.isalnum, name))
