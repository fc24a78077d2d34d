"""Who sits in front of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import HttpRequest

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def person(request: HttpRequest) -> User:
    """The person who is logged in; the admin's pages have nobody else."""
    return cast("User", request.user)
