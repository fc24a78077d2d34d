"""What the states and kinds of posts mean, the same in both payloads."""

from __future__ import annotations

from annotations.webhooks.adapters.adapter import PUBLISHED, SUBMITTED, WITHDRAWN, Kind

CHECKED = ("post", "page")
"""Types of posts that are articles; others (attachments, menus, revisions) are not."""

_KINDS: dict[str, Kind] = {"publish": PUBLISHED, "trash": WITHDRAWN}


def kind_of(status: str) -> Kind:
    """Of a post in this state: drafts, scheduled and private posts are checked, readers do not see them."""
    return _KINDS.get(status, SUBMITTED)
