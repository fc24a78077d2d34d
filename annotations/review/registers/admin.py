"""Registers in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.models.register import Register, Snapshot
from annotations.registers.staleness import Freshness
from annotations.registers.witness import PERMISSION
from annotations.review.pages import WithPages, page_context, refusals_shown, require_page
from annotations.review.registers import entity, pages, snapshots
from annotations.review.rows import ReadOnlyAdmin


@admin.register(Register)
class RegisterAdmin(WithPages, ReadOnlyAdmin):
    """Registers, what of them is live, and what waits."""

    pages = (*snapshots.PAGES, *entity.PAGES, *pages.PAGES)

    @refusals_shown
    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        require_page(request, "view_register")
        now = timezone.now()
        waiting = Count("snapshots", filter=Q(snapshots__state=Snapshot.State.STAGED))
        registers = Register.objects.select_related("live").annotate(waiting=waiting).order_by("name")
        rows = [(row, Freshness(row, now - row.live.retrieved_at if row.live else None)) for row in registers]
        context = page_context(
            request, self.admin_site, title=_("Registers"), rows=rows, now=now,
            may_publish=request.user.has_perm(PERMISSION),
        )
        return TemplateResponse(request, "annotations/review/registers.html", context)
