"""Which channels print, at reading time, the notices that a page owes and does not carry."""

from __future__ import annotations

from typing import Any

from annotations import api
from annotations.api import OwedNotice
from annotations.contrib.wagtail.models import PrintedNotices
from annotations.contrib.wagtail.publishing import draft_adapter


def printed_notices(obj: Any, *, rendition: str = "web") -> tuple[OwedNotice, ...]:
    """The notices to print below ``obj``; none unless its channel prints them.

    Raises:
        UnreadableArticle: the contract refuses one of its values.
    """
    adapter = draft_adapter(obj)
    if adapter is None:
        return ()
    of_channel = PrintedNotices.objects.filter(channel__name=adapter.channel_name_for(obj), is_on=True)
    if not of_channel.exists():
        return ()
    return api.notices(obj, rendition=rendition)
