"""Rules in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from annotations.models.rule_stage import RuleChange, RuleStage
from annotations.permissions import channels_of
from annotations.review.pages import WithPages, page_context, refusals_shown, require_page
from annotations.review.person import person
from annotations.review.rows import ReadOnlyAdmin
from annotations.review.rules import changing, pages, writing
from annotations.review.rules.rows import rule_rows
from annotations.rule_stages.changes import EDIT
from annotations.rule_stages.known import known_packs


@admin.register(RuleStage)
class RuleStageAdmin(WithPages, ReadOnlyAdmin):
    """All rules of all packs with where they stand."""

    pages = (*writing.PAGES, *changing.PAGES, *pages.PAGES)

    @refusals_shown
    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        require_page(request, "view_rulestage")
        packs = known_packs()
        waiting = RuleChange.objects.filter(state=RuleChange.State.REQUESTED).select_related("requested_by")
        context = page_context(
            request, self.admin_site, title=_("Rules"), rows=rule_rows(packs, channels_of(person(request))),
            packs=packs, waiting=waiting.order_by("pk")[:50], may_edit=request.user.has_perm(EDIT),
        )
        return TemplateResponse(request, "annotations/review/rules.html", context)
