"""The page that lists the keys and switches them off."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from annotations.review.pages import Page, page_context
from annotations.review.preferences import keep_keys


def keys(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Which key does what; sent back, whether they do it in this browser."""
    if request.method == "POST":
        answer = HttpResponseRedirect(reverse("admin:annotations_keys"))
        keep_keys(answer, on=request.POST.get("keys") == "on", secure=request.is_secure())
        return answer
    trail = [(_("Queue"), reverse("admin:annotations_flag_changelist"))]
    context = page_context(request, site, title=_("Keys"), trail=trail)
    return TemplateResponse(request, "annotations/review/keys.html", context)


KEYS_PAGE = Page("keys", "keys/", keys, "view_flag", ("GET", "POST"))
