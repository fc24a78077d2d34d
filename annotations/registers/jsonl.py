"""Register files and source files (CONTRACT 2 and 3): JSON Lines to entities and sources, or every reason why not."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from annotations.engine.register import Entity
from annotations.engine.source import Source
from annotations.intake.files import os_failure
from annotations.intake.lines import OversizedLineError, numbered_lines
from annotations.intake.problems import MOST_LISTED, Problem, json_problem, value_problems
from annotations.intake.strict_json import JsonError, quoted, read_json
from annotations.intake.text import TextError
from annotations.registers.followthemoney import SCHEMATA, FollowTheMoneyEntity, is_follow_the_money
from annotations.registers.names import clean_name

_Value = TypeVar("_Value", Entity, Source)

_SYNONYMS = {
    "name": "names", "aliases": "names", "type": "schema", "kind": "schema", "urls": "hosts", "domains": "hosts",
    "lists": "designations", "listings": "designations", "related": "relations", "language": "lang",
    "text": "value", "country": "jurisdiction", "list": "register", "from": "in_force_on", "to": "ended_on",
    "start": "in_force_on", "end": "ended_on", "url": "source", "license": "licence", "license_terms": "licence",
}


class RefusedFileError(Exception):
    """A file of which nothing is taken; ``problems`` say why, each with its line."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class ValueFile(Generic[_Value]):
    """What one file holds. ``digest`` is the SHA-256 of its bytes, ``lines`` say where each id stands."""

    id: str
    path: str
    digest: str
    values: tuple[_Value, ...]
    lines: dict[str, int]
    warnings: tuple[Problem, ...] = ()


RegisterFile = ValueFile[Entity]
SourceFile = ValueFile[Source]


def read_register(path: str) -> RegisterFile:
    """The entities of a register file, ours or FollowTheMoney's, names cleaned.

    Raises:
        RefusedFileError: if the file cannot be read or any line of it is wrong; all wrong lines are named, up to 50.
    """
    return _read(path, _Reading(path, _entity))


def read_sources(path: str) -> SourceFile:
    """The sources of a file; raises ``RefusedFileError`` as ``read_register`` does."""
    return _read(path, _Reading(path, _source))


@dataclass(slots=True)
class _Reading(Generic[_Value]):
    """What has been read of one file so far."""

    path: str
    to_value: Callable[[_Reading[_Value], Any, int], _Value | None]
    values: list[_Value] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)

    def line(self, number: int, text: bytes | str) -> None:
        try:
            value = self.to_value(self, read_json(text), number)
        except JsonError as error:
            self.errors.append(json_problem(error, self.path, number))
            return
        if value is None:
            return
        first = self.lines.setdefault(value.id, number)
        if first != number:
            message = f"id {quoted(value.id)} at lines {first} and {number}"
            self.errors.append(Problem(self.path, "duplicate_id", message, number, pointer="/id"))
        self.values.append(value)

    def validated(self, model: type[_Model], row: Any, number: int) -> _Model | None:
        """The row as a ``model``; ``None`` and its errors noted where it is none."""
        try:
            return model.model_validate(row)
        except ValidationError as error:
            self.errors.extend(value_problems(error, model, self.path, line=number, synonyms=_SYNONYMS))
            return None

    def warn(self, code: str, message: str, number: int | None = None) -> None:
        self.warnings.append(Problem(self.path, code, message, number, severity="warning"))


_Model = TypeVar("_Model", bound=BaseModel)


class _Digested:
    """A stream of lines that adds up the digest of what is read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.sha256 = hashlib.sha256()

    def readline(self, size: int, /) -> bytes:
        line = self._stream.readline(size)
        self.sha256.update(line)
        return line


def _read(path: str, reading: _Reading[_Value]) -> ValueFile[_Value]:
    try:
        with open(path, "rb") as stream:
            digested = _Digested(stream)
            for number, text in numbered_lines(digested):
                reading.line(number, text)
                if len(reading.errors) >= MOST_LISTED:
                    break
    except OversizedLineError as error:
        raise RefusedFileError(Problem(path, "too_large", str(error), error.line)) from error
    except TextError as error:
        raise RefusedFileError(Problem(path, error.code, error.message)) from error
    except OSError as error:
        raise RefusedFileError(Problem(path, *os_failure(error))) from error
    if reading.errors:
        raise RefusedFileError(*reading.errors[:MOST_LISTED])
    return _finished(reading, "sha256:" + digested.sha256.hexdigest())


def _finished(reading: _Reading[_Value], digest: str) -> ValueFile[_Value]:
    if reading.left_out:
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(reading.left_out.items()))
        reading.warn("rows_left_out", f"rows that are no organisation, person or company are not read: {kinds}")
    if not reading.values:
        raise RefusedFileError(Problem(reading.path, "empty", "holds no entries"))
    return ValueFile(
        Path(reading.path).stem, reading.path, digest, tuple(reading.values), reading.lines, tuple(reading.warnings)
    )


def _entity(reading: _Reading[Entity], row: Any, number: int) -> Entity | None:
    if is_follow_the_money(row):
        foreign = reading.validated(FollowTheMoneyEntity, row, number)
        if foreign is None:
            return None
        if foreign.kind not in SCHEMATA:
            reading.left_out[foreign.kind] += 1
            return None
        row = foreign.row
        if not row["names"]:
            reading.warn("no_name", f"{quoted(foreign.id)} has no name; not read", number)
            return None
    entity = reading.validated(Entity, row, number)
    return None if entity is None else _cleaned(reading, entity, number)


def _cleaned(reading: _Reading[Entity], entity: Entity, number: int) -> Entity:
    names = []
    for name in entity.names:
        value, invisible = clean_name(name.value)
        if invisible:
            reading.warn("name_cleaned", f"invisible characters removed from name {quoted(value)}", number)
        names.append(name if value == name.value else name.model_copy(update={"value": value}))
    return entity if tuple(names) == entity.names else entity.model_copy(update={"names": tuple(names)})


def _source(reading: _Reading[Source], row: Any, number: int) -> Source | None:
    return reading.validated(Source, row, number)
