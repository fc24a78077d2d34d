"""Partners in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from annotations.models.source import SourceRecord
from annotations.review.pages import WithPages, page_context, refusals_shown, require_page
from annotations.review.rows import ReadOnlyAdmin
from annotations.review.sources.pages import PAGES

ROWS_A_PAGE = 50


@admin.register(SourceRecord)
class SourceRecordAdmin(WithPages, ReadOnlyAdmin):
    """Partners, agencies and licensors."""

    pages = PAGES

    @refusals_shown
    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        require_page(request, "view_sourcerecord")
        asked = request.GET.get("q", "").strip()[:200]
        rows = SourceRecord.objects.order_by("name")
        if asked:
            rows = rows.filter(Q(name__icontains=asked) | Q(payload__name__icontains=asked))
        page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
        context = page_context(request, self.admin_site, title=_("Partners"), page=page, asked=asked)
        return TemplateResponse(request, "annotations/review/sources.html", context)
