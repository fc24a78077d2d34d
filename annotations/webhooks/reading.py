"""From raw bytes to the Article of the engine, or to what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from annotations.engine.article import Article
from annotations.intake.articles import SYNONYMS
from annotations.intake.problems import MOST_LISTED, FieldProblem, explain
from annotations.intake.strict_json import JsonError, read_json
from annotations.webhooks.adapters.adapter import WITHDRAWN, Adapter, Ignored, Submission, WrongPayload
from annotations.webhooks.refusal import Refusal

_BAD_REQUEST, _UNPROCESSABLE = 400, 422


def submission_of(body: bytes, adapter: Adapter, headers: Mapping[str, str]) -> Submission | Ignored:
    """What a body says.

    Raises:
        Refusal: 400 for what cannot be parsed, 422 for what is not the system's payload.
    """
    if not body:
        raise Refusal("body_empty", "The body is empty.")
    payload = adapter.parse(body) if adapter.parse is not None else _json_object(body)
    try:
        return adapter.read(payload, headers)
    except WrongPayload as error:
        raise refusal_of(list(error.problems)) from error


def article_of(submission: Submission) -> Article:
    """The Article that a submission holds; raises ``Refusal`` (422) with every problem where the sender wrote it."""
    try:
        return Article.model_validate(dict(submission.article))
    except ValidationError as error:
        found = explain(error, Article, synonyms=SYNONYMS, at_most=MOST_LISTED)
        problems = [_at_home(row, submission.pointers) for row in found]
        raise refusal_of(problems, in_all=error.error_count()) from error


def withdrawn_id(submission: Submission) -> tuple[str, str | None] | None:
    """The id and the rendition of an article of which no more is said than that it is gone; raises ``Refusal``."""
    stated = submission.article
    if submission.kind != WITHDRAWN or "body" in stated:
        return None
    # Whatever else is said of it is validated as it would be with a text.
    article = article_of(Submission(WITHDRAWN, {**stated, "body": _NO_BODY}, submission.pointers))
    return article.id, article.rendition


def refusal_of(problems: list[FieldProblem], *, in_all: int = 0) -> Refusal:
    """The refusal of a payload with these problems, of how many ``in_all``: the detail names the first."""
    first = problems[0]
    code = next((row.code for row in problems if row.code == "schema_invalid"), first.code)
    others = max(in_all, len(problems)) - 1
    more = f" (and {others} more)" if others else ""
    return Refusal(code, f"{_sentence(first)}{more}", status=_UNPROCESSABLE, errors=problems[:MOST_LISTED])


_NO_BODY = {"format": "text", "value": ""}


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        payload = read_json(body)
    except JsonError as error:
        raise _not_json(error) from error
    if not isinstance(payload, dict):
        raise Refusal("schema_invalid", "Expected an object.", status=_BAD_REQUEST)
    return payload


def _not_json(error: JsonError) -> Refusal:
    if error.code == "empty":
        return Refusal("body_empty", "The body is empty.")
    if error.pointer or error.code in ("field_invalid", "json_duplicate_key"):
        row = FieldProblem(error.pointer, error.code, error.message)
        return Refusal(error.code, _sentence(row), status=_BAD_REQUEST, errors=[row])
    place = f": line {error.line}, column {error.column}" if error.line is not None else ""
    return Refusal(error.code, f"The body {_about_body(error)}{place}.", status=_BAD_REQUEST)


def _about_body(error: JsonError) -> str:
    said = error.message
    if said.startswith("not "):
        return f"is {said}"
    return said if said.startswith(("starts", "is ")) else f"cannot be read: {said}"


def _sentence(row: FieldProblem) -> str:
    said = row.message if row.message.startswith("is ") else f": {row.message}"
    place = row.pointer or "The body"
    end = "" if said.endswith((".", "?")) else "."
    return f"{place}{said if said.startswith(':') else ' ' + said}{end}"


def _at_home(row: FieldProblem, pointers: Mapping[str, str]) -> FieldProblem:
    """The problem at the place from which the sender's value came."""
    inside = row.pointer
    while inside and inside not in pointers:
        inside = inside.rpartition("/")[0]
    if inside in pointers:
        rest = row.pointer if inside == "" else ""
        return FieldProblem(pointers[inside] + rest, row.code, row.message)
    return row
