"""What the admin's first page says about notices."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component

from annotations.contrib.wagtail.owing import edit_url, flags_for
from annotations.models.flag import Flag

_MOST = 8


class NeedsNoticesPanel(Component):
    """The open flags that matter most, of what the person may edit."""

    name = "annotations_needs_notices"
    template_name = "annotations_wagtail/home_panel.html"
    order = 250

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        found = flags_for(user).filter(state=Flag.State.OPEN).exclude(level="note")
        rows = [{"flag": flag, "url": edit_url(flag)} for flag in found[:_MOST]]
        return {"rows": rows, "report": reverse("annotations_wagtail_report")}


class OwingSummaryItem(SummaryItem):
    """How many pages and snippets owe something."""

    order = 350
    template_name = "annotations_wagtail/summary_item.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        found = flags_for(self.request.user).filter(state=Flag.State.OPEN).exclude(level="note")
        count = found.order_by().values("article").distinct().count()
        return {"count": count, "report": reverse("annotations_wagtail_report")}
