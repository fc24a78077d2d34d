"""Says in Wagtail's own messages why something is not published."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder

from annotations.gate import PublishBlocked


def tell(request: HttpRequest, blocked: PublishBlocked) -> None:
    """One message: which page, what is missing, what would mend it, and a button that leads there."""
    subject: Any = getattr(blocked, "subject", None)
    headline, *rest = blocked.messages
    name = str(subject) if subject is not None else ""
    text = format_html(
        "{}{}{}",
        format_html("<strong>{}</strong> ", name) if name else "",
        headline,
        format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((line,) for line in rest))) if rest else "",
    )
    address = AdminURLFinder(request.user).get_edit_url(subject) if subject is not None and subject.pk else None
    buttons = [messages.button(address, _edit())] if address and address != request.path else []
    messages.error(request, text, buttons=buttons)


def _edit() -> str:
    from django.utils.translation import gettext

    return gettext("Edit")
