"""When somebody should look at a flag, and why, in one sentence; no number is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.models.article import Article
from annotations.models.flag import Flag


@dataclass(frozen=True, slots=True)
class Band:
    """``within``: how soon a flag of it should be looked at."""

    label: str | Promise
    within: timedelta
    said: str | Promise


BANDS: dict[int, Band] = {
    Flag.Urgency.NOW: Band(gettext_lazy("Now"), timedelta(minutes=15), gettext_lazy("within 15 minutes")),
    Flag.Urgency.TODAY: Band(gettext_lazy("Today"), timedelta(hours=8), gettext_lazy("within 8 hours")),
    Flag.Urgency.LATER: Band(gettext_lazy("Later"), timedelta(days=7), gettext_lazy("within 7 days")),
}


def band_of(flag: Flag) -> Band:
    """The band that a flag stands in."""
    return BANDS.get(flag.urgency, BANDS[Flag.Urgency.LATER])


def is_late(flag: Flag, at: datetime) -> bool:
    """Whether it has waited longer than its band allows."""
    return at - flag.opened_at > band_of(flag).within


def why(flag: Flag) -> str:
    """Why it stands in its band: ``Now: readers see it, and it is an error.``"""
    live = flag.article.status == Article.Status.LIVE
    return _("%(band)s: %(why)s") % {"band": band_of(flag).label, "why": _why(flag.level, live=live)}


def _why(level: str, *, live: bool) -> str:
    if level == "error":
        if live:
            return _("readers see it, and it is an error.")
        return _("it is an error, and readers do not see it yet.")
    if level == "warning":
        return _("readers see it, and it is a warning.") if live else _("a warning that readers do not see yet.")
    return _("it is only a note.")
