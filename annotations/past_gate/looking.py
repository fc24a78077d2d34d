"""Compares what readers see with what was last received as live, a batch at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from annotations.adapters.adapter import ArticleAdapter
from annotations.adapters.values import UnreadableArticle
from annotations.models.article import Article as StoredArticle
from annotations.models.channel import Channel

Rows = dict[tuple[str, str], StoredArticle]
"""Stored articles by external id and rendition."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A rendition of an object that readers see, and that nobody has received as it is."""

    pk: Any
    rendition: str


def batches(rows: models.QuerySet[Any], size: int) -> Iterator[list[Any]]:
    """All rows by ascending key, ``size`` at a time; each query starts where the one before ended."""
    last: Any = None
    while True:
        rest = rows.order_by("pk") if last is None else rows.filter(pk__gt=last).order_by("pk")
        batch = list(rest[:size])
        if not batch:
            return
        yield batch
        last = batch[-1].pk


def of_channel(adapter: ArticleAdapter, channel: Channel, objects: Sequence[models.Model]) -> list[models.Model]:
    """Those that belong to the channel."""
    return [obj for obj in objects if adapter.channel_name_for(obj) == channel.name]


def slips(adapter: ArticleAdapter, channel: Channel, objects: Sequence[models.Model]) -> Iterator[Slip]:
    """Those among ``objects`` that went live unseen; one query for all of them."""
    visible = [obj for obj in objects if adapter.is_visible(obj)]
    known = stored_rows(channel, [external_id(adapter, obj) for obj in visible])
    for obj in visible:
        for rendition in adapter.renditions_of(obj):
            if not _is_known(adapter, obj, rendition, known):
                yield Slip(obj.pk, rendition)


def external_id(adapter: ArticleAdapter, obj: models.Model) -> str:
    """As articles of the channel are known by."""
    return str(adapter.read(obj, "external_id"))


def stored_rows(channel: Channel, ids: Sequence[str]) -> Rows:
    """The articles of these ids, with their live revisions."""
    rows = StoredArticle.objects.filter(channel=channel, external_id__in=ids).select_related("live")
    return {(row.external_id, row.rendition): row for row in rows}


def _is_known(adapter: ArticleAdapter, obj: models.Model, rendition: str, known: Rows) -> bool:
    row = known.get((external_id(adapter, obj), rendition))
    if row is None or row.live is None or row.status != StoredArticle.Status.LIVE:
        return False
    try:
        return row.live.digest == adapter.to_article(obj, rendition).digest
    except UnreadableArticle:
        # Said, and counted, where it is to be received.
        return False
