"""How a page of the desk is written: a function, its address below a model of the admin, and who may ask for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, URLPattern, path, register_converter, reverse
from django.utils.translation import gettext as _

from annotations.review.preferences import keys_are_on
from annotations.review.tabs import tabs_for

if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[models.Model]
else:
    _Admin = admin.ModelAdmin


class _AnyText:
    """A part of an address that may hold anything: ids are as their registers state them."""

    regex = "(?s:.+)"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(_AnyText, "annotations_text")

View = Callable[..., HttpResponse]
"""Called with the request, the admin site, and what the route holds, by name."""


@dataclass(frozen=True, slots=True)
class Page:
    """One address. Its name in ``reverse`` is ``admin:annotations_<name>``.

    ``permission``: without which it is refused, such as ``view_flag``; what it is asked for on a channel is the
    business of the functions that it calls.
    """

    name: str
    route: str
    view: View
    permission: str
    methods: tuple[str, ...] = ("GET",)


class WithPages(_Admin):
    """A model's admin with pages of its own beside list and form."""

    pages: ClassVar[Sequence[Page]] = ()

    def get_urls(self) -> list[URLPattern]:
        site = self.admin_site
        mine = [path(page.route, site.admin_view(_served(page, site)), name=f"annotations_{page.name}")
                for page in self.pages]
        return [*mine, *super().get_urls()]


def refusals_shown(view: View) -> View:
    """``view``, with a page that names the permission where one is missing."""

    @wraps(view)
    def shown(first: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(first, *args, **kwargs)
        except PermissionDenied as error:
            request, site = (first, args[0]) if isinstance(first, HttpRequest) else (args[0], first.admin_site)
            return refusal(request, site, str(error))

    return shown


def refusal(request: HttpRequest, site: AdminSite, said: str) -> HttpResponse:
    """The page for what somebody may not see or do; status 403."""
    context = page_context(request, site, title=_("You may not do that"))
    context["said"] = said or _("Your account lacks a permission for this page.")
    return TemplateResponse(request, "annotations/review/refused.html", context, status=403)


def page_context(
    request: HttpRequest, site: AdminSite, *, title: str, trail: Sequence[tuple[str, str]] = (), **more: Any
) -> dict[str, Any]:
    """What ``annotations/review/base.html`` needs. ``trail``: label and address of what stands before the title."""
    return {
        **site.each_context(request), "title": title, "trail": trail, "tabs": tabs_for(request),
        "keys_on": keys_are_on(request), **more,
    }


def address_or_none(name: str, *args: Any) -> str:
    """The address of a page of the desk; empty where the desk has no such page, or none for these arguments."""
    try:
        return reverse(f"admin:annotations_{name}", args=args)
    except NoReverseMatch:
        return ""


def require_page(request: HttpRequest, permission: str) -> None:
    """Goes on only for those who have ``permission``.

    Raises:
        PermissionDenied: its message names what is missing.
    """
    full = permission if "." in permission else f"annotations.{permission}"
    if not request.user.has_perm(full):
        raise PermissionDenied(_("That needs the permission %(name)s.") % {"name": full})


def _served(page: Page, site: AdminSite) -> View:
    allowed = (*page.methods, *(("HEAD",) if "GET" in page.methods else ()))

    def served(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.method not in allowed:
            return HttpResponseNotAllowed(page.methods)
        require_page(request, page.permission)
        return page.view(request, site, **kwargs)

    @wraps(page.view)
    def told(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return refusals_shown(lambda asked, _site: served(asked, **kwargs))(request, site)

    return told
