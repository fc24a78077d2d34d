"""The page of a register with its snapshots, and the list of its entries."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.admin import AdminSite
from django.core.paginator import Paginator
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.localization.labels import standing_label
from annotations.models.register import EntityVersion, Register, Snapshot
from annotations.registers.staleness import Freshness
from annotations.registers.witness import PERMISSION
from annotations.review.pages import Page, page_context

MOST_SNAPSHOTS = 50
ENTRIES_A_PAGE = 50


def register_or_404(key: int) -> Register:
    """The register, or what is answered where there is none."""
    found = Register.objects.select_related("live").filter(pk=key).first()
    if found is None:
        raise Http404(_("There is nothing here."))
    return found


def registers_trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """What stands before a title of this room."""
    return [(_("Registers"), reverse("admin:annotations_register_changelist")), *more]


def place_of(register: Register) -> tuple[str, str]:
    """A register in a trail."""
    return str(register), reverse("admin:annotations_register_page", args=[register.pk])


def register_page(request: HttpRequest, site: AdminSite, register: int) -> HttpResponse:
    """What is live of a register, what waits, and what was live before."""
    row, now = register_or_404(register), timezone.now()
    snapshots = Snapshot.objects.filter(register=row).select_related("created_by").order_by("-pk")[:MOST_SNAPSHOTS]
    age = now - row.live.retrieved_at if row.live else None
    context = page_context(
        request, site, title=str(row), trail=registers_trail(), register=row, snapshots=snapshots,
        fresh=Freshness(row, age), now=now, may_publish=request.user.has_perm(PERMISSION),
        waiting=[snapshot for snapshot in snapshots if snapshot.state == Snapshot.State.STAGED],
    )
    return TemplateResponse(request, "annotations/review/register.html", context)


def entities_page(request: HttpRequest, site: AdminSite, register: int) -> HttpResponse:
    """The entries that are live, found by their id or a name."""
    row, asked = register_or_404(register), request.GET.get("q", "").strip()[:200]
    entries = EntityVersion.objects.filter(pk__in=_live(row)).order_by("entity")
    if asked:
        entries = entries.annotate(said=Cast("payload", TextField())).filter(_said(asked))
    page = Paginator(entries, ENTRIES_A_PAGE).get_page(request.GET.get("page"))
    context = page_context(
        request, site, title=_("Entries"), trail=registers_trail(place_of(row)), register=row, asked=asked, page=page,
        rows=[_entry(version) for version in page.object_list],
    )
    return TemplateResponse(request, "annotations/review/entities.html", context)


def _live(register: Register) -> Any:
    if register.live is None:
        return []
    return register.live.entries.values("version")


def _said(asked: str) -> Q:
    """Entries whose id or content has the words. SQLite keeps letters beyond ASCII as JSON escapes them, where upper
    and lower case differ."""
    ways = {asked, asked.lower(), asked.upper(), asked.capitalize(), asked.title()}
    found = Q(entity__icontains=asked)
    for way in sorted(ways):
        found |= Q(said__icontains=way) | Q(said__icontains=json.dumps(way)[1:-1])
    return found


def _entry(version: EntityVersion) -> dict[str, object]:
    names = [name.get("value", "") for name in version.payload.get("names", ())]
    designations = version.payload.get("designations", ())
    return {
        "id": version.entity, "name": names[0] if names else version.entity, "others": names[1:6],
        "statuses": sorted({
            standing_label(row.get("status", ""), row.get("jurisdiction", "")) for row in designations
        }),
    }


PAGES = (
    Page("register_page", "<int:register>/page/", register_page, "view_register"),
    Page("register_entities", "<int:register>/entities/", entities_page, "view_register"),
)
