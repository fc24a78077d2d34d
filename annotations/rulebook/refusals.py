"""Turns what the schema refuses into problems with a line, a column and a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from annotations.rulebook.problems import Problem, did_you_mean, quoted
from annotations.rulebook.strict_yaml import Location, Tree

_QUOTED = re.compile(r"'([^']*)'")
_EXPECTED = {
    "string_type": "a text",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "keys and values",
    "model_type": "keys and values",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
}


def problems_of(error: ValidationError, tree: Tree, *, model: type[BaseModel], at: Location = ()) -> list[Problem]:
    """The problems of a piece of ``tree`` that ``model`` has refused; ``at`` is where the piece stands in the tree."""
    return [_problem(detail, tree, model, at) for detail in error.errors(include_url=False)]


def problem_at(tree: Tree, location: Location, code: str, message: str, *, key: bool = False) -> Problem:
    """A problem at a piece of the tree."""
    place = tree.place(location, key=key)
    return Problem(tree.file, place.line, place.column, code, message)


def _problem(detail: ErrorDetails, tree: Tree, model: type[BaseModel], at: Location) -> Problem:
    inside = detail["loc"]
    about_key = inside[-1:] == ("[key]",)
    location = at + (inside[:-1] if about_key else inside)
    code, message = _read(detail, model)
    about_key = about_key or code == "unknown_field"
    return problem_at(tree, location[:-1] if code == "missing_field" else location, code, message, key=about_key)


def _read(detail: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    kind, name = detail["type"], _name(detail["loc"])
    if kind in _EXPECTED:
        return "type", _prefixed(name, f"expected {_EXPECTED[kind]}, found {_shown(detail['input'])}")
    reader = _READERS.get(kind)
    if reader is not None:
        return reader(detail, model)
    return kind, _prefixed(name, detail["msg"])


def _unknown(detail: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    field, fields = str(detail["loc"][-1]), _fields_at(model, detail["loc"][:-1])
    hint = did_you_mean(field, fields) or f"; known: {', '.join(fields)}"
    return "unknown_field", f"unknown field {quoted(field)}{hint}"


def _missing(detail: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    parent = _name(detail["loc"][:-1])
    where = f" in {parent}" if parent else ""
    return "missing_field", f"field {quoted(str(detail['loc'][-1]))} is missing{where}"


def _not_one_of(detail: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    words = _QUOTED.findall(detail.get("ctx", {}).get("expected", ""))
    given = detail["input"]
    hint = did_you_mean(given, words) if isinstance(given, str) else ""
    message = f"{_shown(given)} is not one of {', '.join(words)}{hint}"
    return "value", _prefixed(_name(detail["loc"]), message)


def _value(detail: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    given = detail["input"]
    message = f"{detail['msg'].removeprefix('Value error, ')}; given: {_shown(given)}"
    if given in ("null", "~"):
        message += "; to say nothing, leave the field out"
    return "value", _prefixed(_name(detail["loc"]), message)


def _too_small(detail: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    least = detail.get("ctx", {}).get("ge")
    return "value", _prefixed(_name(detail["loc"]), f"must be {least} or more, not {_shown(detail['input'])}")


_READERS: dict[str, Callable[[ErrorDetails, type[BaseModel]], tuple[str, str]]] = {
    "extra_forbidden": _unknown,
    "missing": _missing,
    "literal_error": _not_one_of,
    "enum": _not_one_of,
    "value_error": _value,
    "greater_than_equal": _too_small,
}


def _name(location: Location) -> str:
    """``scope.jurisdictions[0]``; the rule's own place in its file is told by the line."""
    inside = location[2:] if len(location) > 1 and location[0] == "rules" else location
    name = ""
    for step in inside:
        if step == "[key]":
            continue
        name += f"[{step}]" if isinstance(step, int) else f".{step}"
    return name.removeprefix(".")


def _prefixed(name: str, message: str) -> str:
    return f"{name}: {message}" if name else message


def _shown(given: Any) -> str:
    if isinstance(given, str):
        return quoted(given)
    if given is None:
        return "nothing"
    return "a list" if isinstance(given, list) else "keys and values"


def _fields_at(model: type[BaseModel], location: Location) -> list[str]:
    """The names that may stand at a place of the schema."""
    for step in location:
        fields = {field.alias or name: field for name, field in model.model_fields.items()}
        if isinstance(step, str) and step in fields:
            model = _model_in(fields[step].annotation) or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
