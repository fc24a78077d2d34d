"""The report "Notices": what the pages and snippets of a person owe, to be filtered and taken along."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from annotations.contrib.wagtail.checklist import flag_url
from annotations.contrib.wagtail.owing import edit_url, flags_for
from annotations.localization.labels import LEVELS, label
from annotations.localization.told import told
from annotations.models.article import Article
from annotations.models.flag import Flag


def _families(request: Any) -> list[tuple[str, str]]:
    found = Flag.objects.order_by("family").values_list("family", flat=True).distinct()
    return [(family, label("family", family)) for family in found]


def _what(flag: Flag) -> str:
    return told(flag.message)


def _level(flag: Flag) -> str:
    return label("level", flag.level)


def _decide(flag: Flag) -> str:
    return _("Decide")


class NoticesFilterSet(WagtailFilterSet):
    """By what a desk asks for."""

    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=Flag.State.choices)
    level = django_filters.ChoiceFilter(label=gettext_lazy("Level"), choices=tuple(LEVELS.items()))
    family = django_filters.ChoiceFilter(label=gettext_lazy("Family"), choices=lambda: _families(None))
    status = django_filters.ChoiceFilter(
        label=gettext_lazy("Readers see it"), field_name="article__status", choices=Article.Status.choices
    )
    opened_at = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("Opened"), widget=DateRangePickerWidget
    )

    class Meta:
        model = Flag
        fields = ("state", "level", "family", "status", "opened_at")


class NoticesReportView(ReportView):
    """Flags, the open ones unless another state is asked for."""

    model = Flag
    page_title = gettext_lazy("Notices")
    header_icon = "clipboard-list"
    filterset_class = NoticesFilterSet
    index_url_name = "annotations_wagtail_report"
    index_results_url_name = "annotations_wagtail_report_results"
    default_ordering = None
    is_searchable = False
    columns = (
        TitleColumn("article", label=gettext_lazy("Page or snippet"), get_url=edit_url),
        Column("message", label=gettext_lazy("What"), accessor=_what),
        Column("level", label=gettext_lazy("Level"), accessor=_level),
        Column("get_state_display", label=gettext_lazy("State")),
        Column("status", label=gettext_lazy("Readers see it"), accessor="article.get_status_display"),
        TitleColumn(
            "desk", label=gettext_lazy("Desk"), accessor=_decide, get_url=lambda flag: flag_url(flag.pk), width="9%"
        ),
        DateColumn("opened_at", label=gettext_lazy("Opened")),
    )
    list_export = (
        "article.headline", "article.url", "message", "rule", "subject", "level", "state", "reason", "article.status",
        "opened_at", "closed_at",
    )
    export_headings = {  # noqa: RUF012
        "article.headline": gettext_lazy("Page or snippet"), "article.url": gettext_lazy("Address"),
        "message": gettext_lazy("What"), "article.status": gettext_lazy("Readers see it"),
    }

    def get_queryset(self) -> models.QuerySet[Flag]:
        """Open flags only, unless the filter says otherwise."""
        found = flags_for(self.request.user)
        if not self.request.GET.get("state"):
            found = found.filter(state=Flag.State.OPEN)
        self.queryset = found
        return found

    def get_filename(self) -> str:
        return f"notices-{timezone.localdate().isoformat()}"
