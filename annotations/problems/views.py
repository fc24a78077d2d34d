"""The page about a problem, to which its ``type`` leads."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotations.problems.types import PROBLEM_TYPES


@require_safe
def about_problem(request: HttpRequest, code: str) -> HttpResponse:
    """What a code means, why it comes, what to do."""
    if code not in PROBLEM_TYPES:
        raise Http404
    return render(request, "annotations/problem.html", {"problem": PROBLEM_TYPES[code]})
