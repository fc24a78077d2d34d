"""The row of tabs on every page of the desk: who sees which."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Tab:
    """``name``: of its address; ``keys``: what one types to go there, empty for nothing."""

    label: str | Promise
    name: str
    permission: str
    keys: str = ""


TABS: tuple[Tab, ...] = (
    Tab(_("Queue"), "admin:annotations_flag_changelist", "view_flag", "g q"),
    Tab(_("Articles"), "admin:annotations_article_changelist", "view_article", "g a"),
    Tab(_("Dashboard"), "admin:annotations_dashboard", "view_flag", "g d"),
    Tab(_("Rules"), "admin:annotations_rulestage_changelist", "view_rulestage", "g r"),
    Tab(_("Registers"), "admin:annotations_register_changelist", "view_register", "g e"),
    Tab(_("Partners"), "admin:annotations_sourcerecord_changelist", "view_sourcerecord", "g p"),
    Tab(_("Check a text"), "admin:annotations_sandbox", "view_flag", "g t"),
    Tab(_("Notifications"), "admin:annotations_notifications", "view_flag", "g n"),
)


@dataclass(frozen=True, slots=True)
class ShownTab:
    """A tab with its address. ``here``: the page is it, or below it."""

    label: str | Promise
    href: str
    keys: str
    here: bool


def tabs_for(request: HttpRequest) -> list[ShownTab]:
    """The tabs that the person may open."""
    allowed = [(tab, reverse(tab.name)) for tab in TABS if request.user.has_perm(f"annotations.{tab.permission}")]
    here = max((href for _tab, href in allowed if request.path.startswith(href)), key=len, default="")
    return [ShownTab(tab.label, href, tab.keys, href == here) for tab, href in allowed]
