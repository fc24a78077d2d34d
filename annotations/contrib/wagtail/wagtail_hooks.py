"""What Wagtail asks its apps for."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from annotations.contrib.wagtail import bulk, home, log, views
from annotations.contrib.wagtail.report import NoticesReportView


@hooks.register("before_bulk_action")
def before_bulk_action(request: HttpRequest, kind: str, objects: list[Any], action: Any) -> HttpResponseRedirect | None:
    """Takes out of a bulk publication what the gate keeps in."""
    return bulk.before(request, objects, action) if kind == "publish" else None


@hooks.register("after_bulk_action")
def after_bulk_action(request: HttpRequest, kind: str, objects: list[Any], action: Any) -> None:
    """Says what was kept in."""
    if kind == "publish":
        bulk.after(request)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """What becomes of notices stands in the history of the page."""
    log.register_actions(actions)


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern]:
    """Addresses of the panel beside the editor, and of the report."""
    kind = "<str:app>/<str:model>/<str:pk>/"
    return [
        path(f"annotations/check/{kind}", views.check, name="annotations_wagtail_check"),
        path(f"annotations/fix/{kind}", views.fix, name="annotations_wagtail_fix"),
        path(f"annotations/override/{kind}", views.override, name="annotations_wagtail_override"),
        path("reports/notices/", NoticesReportView.as_view(), name="annotations_wagtail_report"),
        path(
            "reports/notices/results/", NoticesReportView.as_view(results_only=True),
            name="annotations_wagtail_report_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    """The report "Notices"."""
    return MenuItem(
        _("Notices"), reverse("annotations_wagtail_report"), name="notices", icon_name="clipboard-list", order=650
    )


@hooks.register("construct_homepage_panels")
def construct_homepage_panels(request: HttpRequest, panels: list[Any]) -> None:
    """What waits for the person."""
    panels.append(home.NeedsNoticesPanel())


@hooks.register("construct_homepage_summary_items")
def construct_homepage_summary_items(request: HttpRequest, items: list[Any]) -> None:
    """How much of it there is."""
    items.append(home.OwingSummaryItem(request))
