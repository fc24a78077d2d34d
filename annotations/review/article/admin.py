"""Articles in the admin: their list, and the page of one."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from annotations.localization.labels import label
from annotations.models.article import Article
from annotations.review.article.pages import ARTICLE_PAGES, article_page
from annotations.review.override import OVERRIDE_PAGES
from annotations.review.pages import WithPages, page_context, refusals_shown, require_page
from annotations.review.proof import PROOF_PAGES
from annotations.review.queue.counting import CappedPaginator
from annotations.review.rows import ChannelFilter, OfChannelsAdmin


class UncheckedFilter(admin.SimpleListFilter):
    """Those whose newest text could not be checked."""

    title = _("checked")
    parameter_name = "unchecked"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("could not be checked")), ("no", _("checked"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        if self.value() == "yes":
            return queryset.exclude(unchecked="")
        return queryset.filter(unchecked="") if self.value() == "no" else queryset


@admin.register(Article)
class ArticleAdmin(WithPages, OfChannelsAdmin):
    """Articles, those that changed last first."""

    change_list_template = "annotations/review/list.html"
    list_display = ("named", "channel", "printed", "status", "gap", "updated_at")
    list_filter = ("status", UncheckedFilter, ChannelFilter)
    list_select_related = ("channel",)
    search_fields = ("headline", "external_id")
    ordering = ("-updated_at",)
    paginator = CappedPaginator
    show_facets = admin.ShowFacets.NEVER
    pages = (*ARTICLE_PAGES, *PROOF_PAGES, *OVERRIDE_PAGES)

    @admin.display(description=_("article"))
    def named(self, article: Article) -> str:
        return article.headline or f"{_t('(no headline)')} {article.external_id}"

    @admin.display(description=_("rendition"), ordering="rendition")
    def printed(self, article: Article) -> str:
        return label("rendition", article.rendition)

    @admin.display(description=_("not checked"), ordering="unchecked", empty_value="")
    def gap(self, article: Article) -> str | None:
        return label("failure", article.unchecked) if article.unchecked else None

    @refusals_shown
    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        require_page(request, "view_article")
        context = page_context(request, self.admin_site, title=_t("Articles"))
        return super().changelist_view(request, {**context, **(extra_context or {})})

    @refusals_shown
    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        require_page(request, "view_article")
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        if not (object_id.isascii() and object_id.isdecimal() and len(object_id) < 19):
            raise Http404(_t("There is nothing here."))
        return article_page(request, self.admin_site, int(object_id))
