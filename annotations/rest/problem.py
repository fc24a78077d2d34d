"""What a view raises to answer with a problem."""

from __future__ import annotations

from collections.abc import Sequence

from annotations.intake.problems import FieldProblem
from annotations.problems.raised import RaisedProblem


class ApiProblem(RaisedProblem):
    """What a view of the HTTP API raises."""


def no_such() -> ApiProblem:
    """For what is not there, and in the same words for what belongs to another channel."""
    return ApiProblem("not_found", "There is nothing here that you can see.")


def wrong_query(name: str, message: str) -> ApiProblem:
    """For a parameter of the address that is no good."""
    return ApiProblem("field_invalid", f"{name}: {message}", status=400)


def refused_fields(found: Sequence[FieldProblem]) -> ApiProblem:
    """For a body of which something is no good: the first error in words, all of them with their pointers."""
    first, several = found[0], len(found) > 1
    detail = f"{first.pointer}: {first.message}." + (f" {len(found)} errors in all." if several else "")
    return ApiProblem("schema_invalid" if several else first.code, detail, status=422, errors=found)
