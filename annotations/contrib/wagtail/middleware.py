"""Answers a refused publication in Wagtail's admin: with what is missing and where to mend it, never with a failure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from annotations.contrib.wagtail.holding import OfRequest, current
from annotations.contrib.wagtail.telling import tell
from annotations.gate import PublishBlocked

_UNPROCESSABLE = 422


class PublishBlockedMiddleware:
    """``annotations.contrib.wagtail.middleware.PublishBlockedMiddleware``, after the one for messages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        before = current.set(OfRequest())
        try:
            return self.get_response(request)
        finally:
            current.reset(before)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal that no view has answered; those outside of the admin are the host's."""
        if not isinstance(exception, PublishBlocked) or not _is_in_admin(request):
            return None
        target = _back(request, getattr(exception, "subject", None))
        if _is_modal(request):
            tell(request, exception)
            return JsonResponse({"step": "success", "redirect": target})
        if _wants_json(request):
            return JsonResponse(
                {"success": False, "error_code": "publish_blocked", "error_message": "\n".join(exception.messages)},
                status=_UNPROCESSABLE,
            )
        tell(request, exception)
        return HttpResponseRedirect(target)


def _is_in_admin(request: HttpRequest) -> bool:
    try:
        return request.path.startswith(reverse("wagtailadmin_home"))
    except NoReverseMatch:
        return False


def _is_modal(request: HttpRequest) -> bool:
    """Whether Wagtail's modal for workflow actions waits for the answer."""
    match = request.resolver_match
    asks = request.headers.get("x-requested-with") == "XMLHttpRequest"
    return asks and match is not None and "workflow_action" in (match.url_name or "")


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("x-requested-with") == "XMLHttpRequest" or (request.accepts("application/json") and (
        not request.accepts("text/html")
    ))


def _back(request: HttpRequest, subject: Any) -> str:
    """Where the text can be mended; else where the person came from."""
    from wagtail.admin.admin_url_finder import AdminURLFinder

    address = AdminURLFinder(request.user).get_edit_url(subject) if subject is not None and subject.pk else None
    came_from = request.headers.get("referer", "")
    if address is None and url_has_allowed_host_and_scheme(came_from, {request.get_host()}, request.is_secure()):
        address = came_from
    return address or reverse("wagtailadmin_home")
