"""The dashboard: how the desk stands, in tables with small charts drawn on the server."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from annotations.accuracy import Accuracy, accuracies
from annotations.figures import clearing, exceptions, open_flags
from annotations.flags.triage import CLAIM_LASTS
from annotations.models.channel import Channel
from annotations.permissions import channels_of
from annotations.registers.staleness import freshness
from annotations.review.pages import Page, page_context
from annotations.review.person import person
from annotations.rule_stages.known import known_packs

WORST = 5


def dashboard(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Every number is of the channels that the person works on, but registers and the backlog, which are the desk's."""
    now, who = timezone.now(), person(request)
    channels = Channel.objects.filter(pk__in=[row.pk for row in channels_of(who)])
    context = page_context(request, site, title=_("Dashboard"), now=now, **_figures(channels, who.pk, now))
    return TemplateResponse(request, "annotations/review/dashboard.html", context)


def worst(known: dict[str, Accuracy]) -> list[Accuracy]:
    """The rules with the largest share of mistakes among those on which anything is decided."""
    decided = [row for row in known.values() if row.decided]
    return sorted(decided, key=lambda row: (-row.false_share, -row.decided, row.rule))[:WORST]


def _figures(channels: Any, user: int, now: Any) -> dict[str, Any]:
    days = clearing.closed_by_day(channels, now)
    rules = [rule.id for pack in known_packs() for rule in pack.rules]
    return {
        "mine": open_flags.mine(user, channels, now, lasts=CLAIM_LASTS),
        "levels": open_flags.open_by_level(channels, now),
        "live": open_flags.live_with_errors(channels),
        "waivers": exceptions.waivers_ending(channels, now),
        "overrides": exceptions.overrides_of_the_day(channels, now),
        "unchecked": exceptions.unchecked(channels),
        "callbacks": exceptions.failing_callbacks(channels),
        "misses": exceptions.misses(channels, now),
        "backlog": exceptions.backlog(now),
        "cleared": clearing.time_to_clear(channels),
        "days": days,
        "closed_rows": [(date_format(row.day, "SHORT_DATE_FORMAT"), row.fixed) for row in days],
        "worst": worst(accuracies(rules)),
        "registers": freshness(now),
        "bands": [_("under 15 min"), _("under 8 h"), _("under 7 d"), _("older")],
    }


DASHBOARD_PAGES = (Page("dashboard", "dashboard/", dashboard, "view_flag"),)
