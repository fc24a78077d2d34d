"""Whatever goes wrong in a view becomes a problem (RFC 9457), with its code and a line in the log."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException, UnreadablePostError
from rest_framework import exceptions

from annotations.engine.formats.printable import printable
from annotations.flags.life import TransitionRefused, VersionConflict
from annotations.problems.answer import problem
from annotations.rest.authentication import CHALLENGE
from annotations.rest.problem import ApiProblem, no_such
from annotations.rest.refusals import refused

logger = logging.getLogger("annotations.rest")
security = logging.getLogger("annotations.security")
_TOLD = frozenset({401, 403, 404, 429})
"""Answers that leave a line in the security log."""


def answer_to(error: Exception, context: Mapping[str, Any]) -> HttpResponse:
    """The answer for ``error``. What nobody foresaw is logged and reported as Django reports it."""
    request, found = context["request"], _problem(error)
    if found is None:
        logger.exception("%s %s failed", request.method, printable(request.path), exc_info=error)
        got_request_exception.send(sender=answer_to, request=request._request)
        found = ApiProblem("internal_error", "A fault of ours. Tell the operator the request_id.")
    answered = problem(
        request._request, found.code, found.detail, status=found.status, errors=found.errors, headers=found.headers,
        **found.members,
    )
    if answered.status_code in _TOLD:
        _note(answered.status_code, found, request)
    return answered


def _note(status: int, found: ApiProblem, request: Any) -> None:
    caller = getattr(request, "_auth", None)
    security.warning(
        "%s %s: %s %s by %s from %s", status, found.code, request.method, printable(request.path),
        printable(caller.name) if caller is not None else "nobody", request.META.get("REMOTE_ADDR", "-"),
    )


def _problem(error: Exception) -> ApiProblem | None:
    if isinstance(error, ApiProblem):
        return error
    for kinds, told in _KINDS:
        if isinstance(error, kinds):
            return told(error)
    return None


def _denied(error: Any) -> ApiProblem:
    said = str(error)
    return ApiProblem("permission_denied", said or "You may not do that.")


def _not_allowed(error: Any) -> ApiProblem:
    return ApiProblem("method_not_allowed", "This address does not take that method.")


def _not_acceptable(error: Any) -> ApiProblem:
    offered = ", ".join(dict.fromkeys(renderer.media_type for renderer in error.available_renderers or ()))
    return ApiProblem("not_acceptable", f"Offers {offered or 'application/json'}.")


def _unavailable(error: Any) -> ApiProblem:
    logger.error("the database failed", exc_info=error)
    return ApiProblem("unavailable", "The database cannot be reached just now.", headers={"Retry-After": "30"})


_KINDS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], Callable[[Any], ApiProblem]], ...] = (
    (Http404, lambda error: no_such()),
    (PermissionDenied, _denied),
    (
        (exceptions.NotAuthenticated, exceptions.AuthenticationFailed),
        lambda error: ApiProblem(
            "not_authenticated", "Send a token (Authorization: Bearer ...), or log in.",
            headers={"WWW-Authenticate": CHALLENGE},
        ),
    ),
    (exceptions.PermissionDenied, _denied),
    (exceptions.MethodNotAllowed, _not_allowed),
    (exceptions.NotAcceptable, _not_acceptable),
    (
        exceptions.UnsupportedMediaType,
        lambda error: ApiProblem("unsupported_media_type", "Send the media type that the document names."),
    ),
    (RequestDataTooBig, lambda error: ApiProblem("body_too_large", "The body is too large.")),
    (
        (SuspiciousOperation, BadRequest, MultiPartParserError, UnreadablePostError, RawPostDataException),
        lambda error: ApiProblem("request_malformed", "The request cannot be read."),
    ),
    (exceptions.ParseError, lambda error: ApiProblem("request_malformed", "The request cannot be read.")),
    ((VersionConflict, TransitionRefused), refused),
    ((OperationalError, InterfaceError), _unavailable),
)
