"""An answer that says what is wrong (RFC 9457, ``application/problem+json``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, JsonResponse
from django.urls import NoReverseMatch, reverse

from annotations.intake.problems import MOST_LISTED, FieldProblem
from annotations.problems.types import PROBLEM_TYPES

CONTENT_TYPE = "application/problem+json"
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}\Z")


def problem(
    request: HttpRequest,
    code: str,
    detail: str,
    *,
    status: int | None = None,
    errors: Iterable[FieldProblem] = (),
    headers: Mapping[str, str] | None = None,
    **members: Any,
) -> JsonResponse:
    """The answer to ``request`` for a ``code`` of ``PROBLEM_TYPES``.

    ``status``: only where the kind is answered with several. ``detail`` never repeats what an article says, nor a
    secret. ``members`` are further members of the problem (RFC 9457, 3.2).
    """
    body = problem_members(request, code, detail, status=status, errors=errors) | members
    return JsonResponse(body, status=body["status"], headers=dict(headers or {}), content_type=CONTENT_TYPE)


def problem_members(
    request: HttpRequest, code: str, detail: str, *, status: int | None = None, errors: Iterable[FieldProblem] = ()
) -> dict[str, Any]:
    """The members of a problem as JSON."""
    kind = PROBLEM_TYPES[code]
    members: dict[str, Any] = {
        "type": type_of(code),
        "title": kind.title,
        "status": status or kind.status,
        "detail": detail,
        "code": code,
        "request_id": request_id(request),
    }
    listed = [{"pointer": row.pointer, "code": row.code, "detail": row.message} for row in errors][:MOST_LISTED]
    return members | ({"errors": listed} if listed else {})


def type_of(code: str) -> str:
    """The address of the page about a code; an URN where the project has not included our addresses."""
    try:
        return reverse("annotations:problem", args=[code])
    except NoReverseMatch:
        return f"urn:annotations:problem:{code}"


def request_id(request: HttpRequest) -> str:
    """By which a request is found in the log: what X-Request-ID says, when that is harmless, else one of our own."""
    known = getattr(request, "annotations_request_id", None)
    if known is None:
        stated = request.headers.get("X-Request-ID", "")
        known = stated if _REQUEST_ID.match(stated) else uuid4().hex
        request.annotations_request_id = known  # type: ignore[attr-defined]
    return str(known)
