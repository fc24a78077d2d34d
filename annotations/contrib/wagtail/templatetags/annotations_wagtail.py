"""``{% page_notices page %}``: the notices that a page owes on the day it is read, where its channel prints them."""

from __future__ import annotations

import logging
from typing import Any

from django import template

from annotations.contrib.wagtail.approving import Standing, standing_of
from annotations.contrib.wagtail.printing import printed_notices

logger = logging.getLogger("annotations.templates")
register = template.Library()


@register.inclusion_tag("annotations/notices.html")
def page_notices(page: Any, rendition: str = "web") -> dict[str, Any]:
    """Worked out when the page is read, from what it mentions and what is in force: it never goes stale.

    Readers get the page in any case: when the check fails it is logged, and nothing is printed.
    """
    try:
        return {"notices": printed_notices(page, rendition=rendition)}
    except Exception:
        logger.exception("the notices of %s %s cannot be worked out", page._meta.label, page.pk)
        return {"notices": ()}


@register.simple_tag
def notice_standing(obj: Any) -> Standing:
    """How the newest draft of ``obj`` stands before the gate."""
    return standing_of(obj.get_latest_revision_as_object())
