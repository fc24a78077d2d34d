"""What a person has set for themselves: whether single keys do something (WCAG 2.2, 2.1.4)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

KEYS = "annotations_keys"
"""A cookie, since keyboards, and programs that type by voice, belong to a browser."""
_YEAR = 365 * 24 * 3600


def keys_are_on(request: HttpRequest) -> bool:
    """Whether single-key shortcuts work in this browser; they do until they are switched off."""
    return request.COOKIES.get(KEYS) != "off"


def keep_keys(response: HttpResponse, *, on: bool, secure: bool) -> None:
    """Remembers the choice for a year."""
    response.set_cookie(KEYS, "on" if on else "off", max_age=_YEAR, httponly=True, samesite="Lax", secure=secure)
