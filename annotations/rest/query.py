"""Parameters of an address to a value, or the first that is wrong with them."""

from __future__ import annotations

from typing import Any, TypeVar

from django.http import QueryDict
from pydantic import ValidationError

from annotations.intake.problems import did_you_mean
from annotations.rest.operation import Query
from annotations.rest.problem import ApiProblem, wrong_query

_Query = TypeVar("_Query", bound=Query)


def read_query(stated: QueryDict, model: type[_Query]) -> _Query:
    """The parameters as a ``model``.

    Raises:
        ApiProblem: 400 ``field_invalid`` for the first that is unknown, given twice or no good.
    """
    values: dict[str, Any] = {}
    for name, given in stated.lists():
        known = _known(model, name)
        if any("\x00" in value for value in (name, *given)):
            raise wrong_query(name.replace("\x00", ""), "U+0000 is not allowed.")
        if not known:
            raise wrong_query(_shown(name), "no such parameter" + did_you_mean(name, list(model.model_fields)) + ".")
        many = "tuple" in str(model.model_fields[name].annotation)
        if len(given) > 1 and not many:
            raise wrong_query(name, "is given twice.")
        values[name] = tuple(given) if many else given[0]
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise _explained(error, model) from error


def _known(model: type[Query], name: str) -> bool:
    return name in model.model_fields


def _shown(name: str) -> str:
    return name[:40].encode("ascii", "replace").decode()


def _explained(error: ValidationError, model: type[Query]) -> ApiProblem:
    row = error.errors(include_url=False, include_input=False)[0]
    name = str(row["loc"][0]) if row["loc"] else "query"
    extra = model.model_fields[name].json_schema_extra if name in model.model_fields else None
    said = extra.get("x-said") if isinstance(extra, dict) else None
    return wrong_query(name, str(said) if said else f"{_sentence(row['msg'])}.")


def _sentence(message: str) -> str:
    text = message.removeprefix("Value error, ")
    return text[:1].lower() + text[1:]
