"""JSON Lines files of values (register entities, sources, cases), taken whole or refused with every wrong line."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Generic, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from annotations.intake.files import os_failure
from annotations.intake.lines import OversizedLineError, numbered_lines
from annotations.intake.problems import MOST_LISTED, Problem, json_problem, value_problems
from annotations.intake.strict_json import JsonError, quoted, read_json
from annotations.intake.text import TextError


class Identified(Protocol):
    """A value that has an id of its own in its file."""

    @property
    def id(self) -> str: ...


ValueT = TypeVar("ValueT", bound=Identified)
ModelT = TypeVar("ModelT", bound=BaseModel)


class RefusedFileError(Exception):
    """A file of which nothing is taken; ``problems`` say why, each with its line."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class ValueFile(Generic[ValueT]):
    """What one file holds. ``digest`` is the SHA-256 of its bytes, ``lines`` say where each id stands."""

    id: str
    path: str
    digest: str
    values: tuple[ValueT, ...]
    lines: Mapping[str, int]
    warnings: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Line:
    """A line that is being read, and what is noted about it."""

    path: str
    number: int
    row: Any
    synonyms: Mapping[str, str]
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def validated(self, model: type[ModelT], row: Any = None) -> ModelT | None:
        """The line (or ``row``, made of it) as a ``model``; ``None``, and its errors noted, where it is none."""
        try:
            return model.model_validate(self.row if row is None else row)
        except ValidationError as error:
            self.errors.extend(value_problems(error, model, self.path, line=self.number, synonyms=self.synonyms))
            return None

    def warn(self, code: str, message: str) -> None:
        self.warnings.append(Problem(self.path, code, message, self.number, severity="warning"))


def read_values(
    path: str, to_value: Callable[[Line], ValueT | None], *, synonyms: Mapping[str, str] | None = None
) -> ValueFile[ValueT]:
    """The values of a file, one a line; ``to_value`` makes one, or leaves the line out by answering ``None``.

    Raises:
        RefusedFileError: if the file cannot be read, holds nothing, gives an id twice, or any line of it is wrong. All
            wrong lines are named, up to 50 errors.
    """
    reading = _Reading(path, to_value, synonyms or {})
    try:
        with open(path, "rb") as stream:
            digested = _Digested(stream)
            reading.all(digested)
    except OversizedLineError as error:
        raise RefusedFileError(Problem(path, "too_large", str(error), error.line)) from error
    except TextError as error:
        raise RefusedFileError(Problem(path, error.code, error.message)) from error
    except OSError as error:
        raise RefusedFileError(Problem(path, *os_failure(error))) from error
    if reading.errors:
        raise RefusedFileError(*reading.errors[:MOST_LISTED])
    if not reading.values:
        raise RefusedFileError(Problem(path, "empty", "holds no entries"))
    return ValueFile(
        Path(path).stem, path, "sha256:" + digested.sha256.hexdigest(), tuple(reading.values), reading.lines,
        tuple(reading.warnings),
    )


@dataclass(slots=True)
class _Reading(Generic[ValueT]):
    """What has been read of one file so far."""

    path: str
    to_value: Callable[[Line], ValueT | None]
    synonyms: Mapping[str, str]
    values: list[ValueT] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def all(self, stream: _Digested) -> None:
        for number, text in numbered_lines(stream):
            self.line(number, text)
            if len(self.errors) >= MOST_LISTED:
                return

    def line(self, number: int, text: bytes) -> None:
        try:
            line = Line(self.path, number, read_json(text), self.synonyms)
        except JsonError as error:
            self.errors.append(json_problem(error, self.path, number))
            return
        value = self.to_value(line)
        self.errors.extend(line.errors)
        self.warnings.extend(line.warnings)
        if value is not None:
            self.add(value, number)

    def add(self, value: ValueT, number: int) -> None:
        first = self.lines.setdefault(value.id, number)
        if first != number:
            message = f"id {quoted(value.id)} at lines {first} and {number}"
            self.errors.append(Problem(self.path, "duplicate_id", message, number, pointer="/id"))
        self.values.append(value)


class _Digested:
    """A stream of lines that adds up the digest of what is read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.sha256 = hashlib.sha256()

    def readline(self, size: int, /) -> bytes:
        line = self._stream.readline(size)
        self.sha256.update(line)
        return line
