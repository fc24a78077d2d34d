"""Many flags at once: first a page that says what would come of it and why some are left, then the deed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.models.flag import Flag
from annotations.permissions import visible
from annotations.review import undoing
from annotations.review.flag.deeds import DEEDS, Deed
from annotations.review.flag.doing import MOST, Outcome, do_to_many
from annotations.review.flag.forms import Asked
from annotations.review.flag.pages import number_in
from annotations.review.pages import Page, page_context, require_page

Matching = Callable[[HttpRequest, QueryDict], QuerySet[Flag]]
"""The flags that a query of the queue finds for whoever asks."""
TRIED = 100
"""Flags that are tried beforehand; of more, only how many there are of each rule is said."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The flags that were chosen, at the versions that were seen."""

    seen: Sequence[tuple[Flag, int]]
    missing: int
    """That are no longer there."""

    def by_rule(self) -> list[tuple[str, int]]:
        """How many of each rule, the most first."""
        return Counter(flag.rule for flag, _version in self.seen).most_common()


def bulk_page(request: HttpRequest, site: AdminSite, *, matching: Matching) -> HttpResponse:
    """What would come of it; once confirmed, does it."""
    deed = DEEDS.get(request.POST.get("deed", ""))
    chosen = _chosen(request, matching)
    if deed is None or not deed.at_once or not chosen.seen:
        messages.warning(request, _("Choose some flags, and what is to be done with them."))
        return HttpResponseRedirect(_back(request))
    require_page(request, deed.permission)
    confirmed = "confirmed" in request.POST
    form = deed.form(request.POST if confirmed else None)
    form.offer(None)
    if confirmed and form.is_valid():
        return _done(request, deed, chosen, form.asked())
    return _preview(request, site, deed, chosen, form)


def bulk_pages(matching: Matching) -> tuple[Page, ...]:
    """The page, for a queue."""

    def view(request: HttpRequest, site: AdminSite) -> HttpResponse:
        return bulk_page(request, site, matching=matching)

    return (Page("flag_bulk", "bulk/", view, "view_flag", ("POST",)),)


def _preview(request: HttpRequest, site: AdminSite, deed: Deed, chosen: Chosen, form: Any) -> HttpResponse:
    tried = _tried(deed, chosen, cast(Any, request.user))
    title = _("%(deed)s: %(count)d flags") % {"deed": str(deed.label).rstrip("…"), "count": len(chosen.seen)}
    context = page_context(
        request, site, title=title, trail=[(_("Queue"), _back(request))], deed=deed, chosen=chosen, form=form,
        tried=tried, by_rule=chosen.by_rule(), query=request.POST.get("query", "")[:2000],
    )  # fmt: skip
    return TemplateResponse(request, "annotations/review/bulk.html", context)


def _tried(deed: Deed, chosen: Chosen, person: Any) -> Outcome | None:
    """What would come of it, with what a form has yet to ask filled in: done, and taken back."""
    if len(chosen.seen) > TRIED:
        return None
    now = timezone.now()
    stand_in = Asked(
        reason="editorial_decision", note=_("(to be filled in)"), until=now + timedelta(hours=1),
        assignee=person,
    )
    return do_to_many(deed, _fresh(chosen), stand_in, by=person, at=now, keep=False)


def _fresh(chosen: Chosen) -> list[tuple[Flag, int]]:
    """Rows of their own, since what is tried is written into them."""
    rows = Flag.objects.select_related("article__channel").in_bulk([flag.pk for flag, _version in chosen.seen])
    return [(rows[flag.pk], version) for flag, version in chosen.seen if flag.pk in rows]


def _done(request: HttpRequest, deed: Deed, chosen: Chosen, asked: Asked) -> HttpResponse:
    person, at = cast(Any, request.user), timezone.now()
    came = do_to_many(deed, chosen.seen, asked, by=person, at=at, keep=True)
    said = ngettext("%(count)d flag: %(done)s", "%(count)d flags: %(done)s", len(came.done))
    told = said % {"count": len(came.done), "done": deed.done}
    undoing.remember(request, came.ways, told, at=at)
    if came.done and not came.ways:
        messages.success(request, told)
    for why, count in came.reasons():
        left = ngettext("%(count)d flag is left as it is: %(why)s.", "%(count)d flags are left as they are: %(why)s.",
                        count)  # fmt: skip
        messages.warning(request, left % {"count": count, "why": why})
    return HttpResponseRedirect(_back(request))


def _chosen(request: HttpRequest, matching: Matching) -> Chosen:
    if "all" in request.POST:
        rows = matching(request, QueryDict(request.POST.get("query", "")[:2000]))
        return Chosen([(flag, flag.version) for flag in rows.select_related("article__channel")[:MOST]], 0)
    versions: dict[int, int] = {}
    for stated in request.POST.getlist("flag")[:MOST]:
        key, _colon, version = stated.partition(":")
        versions[number_in(key, 0)] = number_in(version, 0)
    rows = visible(Flag.objects.select_related("article__channel", "assignee"), request.user)
    found = rows.filter(pk__in=versions).order_by("urgency", "opened_at", "id")
    seen = [(flag, versions[flag.pk]) for flag in found]
    return Chosen(seen, len(versions) - len(seen))


def _back(request: HttpRequest) -> str:
    """The queue as it was filtered; nothing but a query of ours is taken from the request."""
    query = QueryDict(request.POST.get("query", "")[:2000])
    return reverse("admin:annotations_flag_changelist") + (f"?{query.urlencode()}" if query else "")
