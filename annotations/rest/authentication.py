"""Who calls, by an ``Authorization: Bearer`` header or by Django's session with its CSRF token."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, CSRFCheck, SessionAuthentication
from rest_framework.request import Request

from annotations.rest.caller import Caller
from annotations.rest.problem import ApiProblem
from annotations.rest.tokens import token_of

CHALLENGE = 'Bearer realm="annotations"'


class TokenAuthentication(BaseAuthentication):
    """A token of a channel."""

    def authenticate(self, request: Request) -> tuple[Any, Caller] | None:
        stated = request.headers.get("Authorization", "")
        scheme, _, secret = stated.strip().partition(" ")
        if not stated or scheme.lower() != "bearer":
            return None
        token = token_of(secret.strip(), at=timezone.now())
        if token is None:
            raise ApiProblem(
                "token_invalid", "The token is not known, or no longer good.",
                headers={"WWW-Authenticate": f'{CHALLENGE}, error="invalid_token"'},
            )
        return request._request.user, Caller(token=token)

    def authenticate_header(self, request: Request) -> str:
        return CHALLENGE


class PersonAuthentication(SessionAuthentication):
    """A person who is logged into the admin; whatever changes anything needs the CSRF token."""

    def authenticate(self, request: Request) -> tuple[Any, Caller] | None:
        found = super().authenticate(request)
        return None if found is None else (found[0], Caller(user=found[0]))

    def enforce_csrf(self, request: Request) -> None:
        def unreached(_: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            raise AssertionError("unreachable")

        check = CSRFCheck(unreached)
        check.process_request(request)
        reason = check.process_view(request, unreached, (), {})
        if reason:
            raise ApiProblem("csrf_failed", str(reason) if "CSRF" in str(reason) else f"CSRF: {reason}")
