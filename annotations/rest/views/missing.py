"""What is answered where the API has no address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from annotations.problems.answer import problem
from annotations.rest.problem import no_such


@csrf_exempt  # It does nothing, whoever sends it.
def nothing_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """404, as for any object that is not there."""
    missing = no_such()
    return problem(request, missing.code, missing.detail)
