"""Finds what readers no longer see though it was received as live: deleted or taken off past the hooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from annotations.adapters.adapter import ArticleAdapter
from annotations.handover import withdraw_stored
from annotations.models.article import Article as StoredArticle
from annotations.models.channel import Channel
from annotations.past_gate.looking import batches, external_id, of_channel


def withdraw_gone(adapter: ArticleAdapter, channel: Channel, *, at: datetime, batch: int) -> int:
    """Withdraws them; how many. Where ids are worked out in code they cannot be looked up, and nothing is done."""
    name = "pk" if adapter.external_id == "pk" else adapter.field_of("external_id")
    if name is None or hasattr(adapter, "get_external_id"):
        return 0
    live = StoredArticle.objects.filter(channel=channel, status=StoredArticle.Status.LIVE).select_related("latest")
    count = 0
    for rows in batches(live, batch):
        for stored in _gone(adapter, channel, name, rows):
            withdraw_stored(stored, at=at)
            count += 1
    return count


def _gone(
    adapter: ArticleAdapter, channel: Channel, name: str, rows: Sequence[StoredArticle]
) -> Iterator[StoredArticle]:
    objects = adapter.get_queryset().filter(**{f"{name}__in": [row.external_id for row in rows]})
    seen = {
        (external_id(adapter, obj), rendition)
        for obj in of_channel(adapter, channel, list(objects))
        if adapter.is_visible(obj)
        for rendition in adapter.renditions_of(obj)
    }
    yield from (row for row in rows if (row.external_id, row.rendition) not in seen)
