"""What is wrong with an input, for people and for machines: place, code, a sentence, and the nearest right word."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from annotations.intake.strict_json import JsonError, json_pointer, quoted

MOST_LISTED = 50
"""Errors that are listed of one input."""

_JSON_TYPES: tuple[tuple[type, str], ...] = (
    (bool, "true or false"), (str, "a string"), (int, "a number"), (float, "a number with a fraction"),
    (dict, "an object"), (list, "a list"), (type(None), "null"),
)
_EXPECTED = {
    "string_type": "a string", "bool_type": "true or false", "int_type": "a whole number", "float_type": "a number",
    "int_from_float": "a whole number", "dict_type": "an object", "model_type": "an object",
    "model_attributes_type": "an object", "tuple_type": "a list", "list_type": "a list", "date_type": "a date",
    "date_from_datetime_parsing": "a date",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a file. ``line`` and ``column`` count from 1; ``pointer`` is a JSON pointer."""

    path: str
    code: str
    message: str
    line: int | None = None
    column: int | None = None
    pointer: str = ""
    severity: str = "error"

    def __str__(self) -> str:
        text = f"{self.pointer}: {self.message}" if self.pointer else self.message
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)
        said = f"{self.severity}: {place}: {text}" if self.line is None else f"{place}: {self.severity}: {text}"
        return f"{said} [{self.code}]"


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One thing that is wrong with a value, wherever it came from."""

    pointer: str
    code: str
    message: str


def json_problem(error: JsonError, path: str, line: int | None = None) -> Problem:
    """The problem of a file that is not JSON, or, with ``line``, of that line of it."""
    at = line if line is not None else error.line
    return Problem(path, error.code, error.message, at, error.column, error.pointer)


def value_problems(
    error: ValidationError, model: type[BaseModel], path: str, *, line: int | None = None,
    synonyms: Mapping[str, str] | None = None,
) -> tuple[Problem, ...]:
    """The problems of a value that is not a ``model``, at most ``MOST_LISTED``."""
    listed = explain(error, model, synonyms=synonyms, at_most=MOST_LISTED)
    return tuple(Problem(path, row.code, row.message, line, pointer=row.pointer) for row in listed)


def explain(
    error: ValidationError,
    model: type[BaseModel],
    *,
    synonyms: Mapping[str, str] | None = None,
    at_most: int | None = None,
) -> list[FieldProblem]:
    """Each error of a validation, or the first ``at_most``, with its JSON pointer and a plain sentence.

    ``synonyms`` are the words that other systems use for the keys of ``model``: ``{"title": "headline"}``.
    """
    rows = [row for row in error.errors(include_url=False) if not _is_echo(row)]
    # Finding the nearest right word takes its time; nobody reads thousands of them.
    return [_explained(row, model, synonyms or {}) for row in rows[:at_most]]


def did_you_mean(word: str, known: Sequence[str], synonyms: Mapping[str, str] | None = None) -> str:
    """``; did you mean "headline"?`` for the known word that is nearest to ``word``, or nothing."""
    words = {other.lower(): meant for other, meant in (synonyms or {}).items()} | {name.lower(): name for name in known}
    near = difflib.get_close_matches(word.lower()[:100], list(words), n=1, cutoff=0.6)
    return f"; did you mean {quoted(words[near[0]])}?" if near else ""


def _is_echo(row: ErrorDetails) -> bool:
    """A list that is called too short only because what is in it is wrong."""
    return row["type"] == "too_short" and isinstance(row["input"], list) and bool(row["input"])


def _explained(row: ErrorDetails, model: type[BaseModel], synonyms: Mapping[str, str]) -> FieldProblem:
    code, message = _sentence(row, model, synonyms)
    return FieldProblem(json_pointer(*row["loc"]), code, message)


def _sentence(row: ErrorDetails, model: type[BaseModel], synonyms: Mapping[str, str]) -> tuple[str, str]:
    kind, context = row["type"], row.get("ctx", {})
    if kind == "missing":
        return "schema_invalid", "is required"
    if kind == "extra_forbidden":
        known = list(_keys_at(model, row["loc"][:-1]))
        return "schema_invalid", "unknown key" + did_you_mean(str(row["loc"][-1]), known, synonyms)
    if kind in _EXPECTED:
        return "schema_invalid", f"expected {_EXPECTED[kind]}, got {_json_type(row['input'])}"
    if kind == "literal_error":
        return "field_invalid", _one_of(row["input"], str(context["expected"]))
    if kind == "value_error":
        reason = str(context["error"])
        return ("field_too_long" if reason.startswith("at most") else "field_invalid"), reason
    if kind == "string_too_long":
        return "field_too_long", f"at most {context['max_length']} characters"
    if kind in {"string_too_short", "too_short"}:
        return "field_invalid", "must not be empty"
    return "field_invalid", row["msg"]


def _json_type(value: Any) -> str:
    return next((name for kind, name in _JSON_TYPES if isinstance(value, kind)), "something else")


def _one_of(value: Any, expected: str) -> str:
    if not isinstance(value, str):
        return f"expected one of {expected}, got {_json_type(value)}"
    known = [word.strip(" '") for word in expected.replace(" or ", ",").split(",")]
    return f"expected one of {expected}, got {quoted(value)}" + did_you_mean(value, known)


def _keys_at(model: type[BaseModel], path: Sequence[str | int]) -> Iterator[str]:
    """The keys that the object at ``path`` inside a ``model`` may have."""
    current: type[BaseModel] | None = model
    for part in path:
        if current is not None and isinstance(part, str):
            current = next((_model_in(field.annotation) for name, field in current.model_fields.items()
                            if part in (name, field.alias)), None)
    if current is not None:
        yield from (field.alias or name for name, field in current.model_fields.items())


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model that an annotation is made of: ``Body``, ``Body | None``, ``tuple[Image, ...]``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part)) is not None), None)
