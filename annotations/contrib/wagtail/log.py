"""What happens to notices, in the history that Wagtail keeps of a page."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from annotations.localization.told import told

HELD = "annotations.held"
OVERRIDDEN = "annotations.overridden"
UNCHECKED = "annotations.published_unchecked"
BY_OVERRIDE = "annotations.published_by_override"
AS_SCHEDULED = "annotations.published_as_scheduled"
SET_ASIDE = "annotations.flag_set_aside"

_TITLES = {
    HELD: (gettext_lazy("Hold for notices"), gettext_lazy("Not published at its hour")),
    OVERRIDDEN: (gettext_lazy("Override the gate"), gettext_lazy("The gate was overridden")),
    UNCHECKED: (gettext_lazy("Publish unchecked"), gettext_lazy("Published without having been checked")),
    BY_OVERRIDE: (gettext_lazy("Publish by override"), gettext_lazy("Published against the verdict, by an override")),
    AS_SCHEDULED: (gettext_lazy("Publish as scheduled"), gettext_lazy("Published at its hour against the verdict")),
    SET_ASIDE: (gettext_lazy("Set a notice aside"), gettext_lazy("A flag was set aside")),
}


def register_actions(actions: Any) -> None:
    """Makes the entries known to Wagtail."""
    for name, (label, sentence) in _TITLES.items():
        actions.register_action(name)(_formatter(label, sentence))


def _formatter(title: Any, sentence: Any) -> type[Any]:
    class Formatter(LogFormatter):
        label = title

        def format_message(self, log_entry: Any) -> Any:
            reasons = log_entry.data.get("reasons") or ()
            listed = format_html_join("", "<li>{}</li>", ((told(reason),) for reason in reasons))
            return format_html("{}{}", sentence, format_html("<ul>{}</ul>", listed) if reasons else "")

        def format_comment(self, log_entry: Any) -> Any:
            reason = log_entry.data.get("reason") or ""
            return _("Reason: %(reason)s") % {"reason": reason} if reason else ""

    return Formatter
