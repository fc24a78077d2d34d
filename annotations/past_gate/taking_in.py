"""Receives and checks one text that is live unseen, and says how it got out."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from annotations.adapters.adapter import ArticleAdapter
from annotations.checking import check_revision
from annotations.engine.article import Article
from annotations.gate.overrides import valid_override
from annotations.gate.verdict import verdict_of
from annotations.handover import receive_object
from annotations.models.article import Article as StoredArticle
from annotations.models.channel import Channel
from annotations.models.check import Check
from annotations.models.revision import Revision
from annotations.past_gate.flagging import DESPITE_BLOCK, UNCHECKED, open_flag


def take_in(adapter: ArticleAdapter, channel: Channel, obj: models.Model, rendition: str, *, at: datetime) -> bool:
    """Has the text received as live and checked; whether it is flagged.

    A text that nobody had checked is flagged, as is one that went live against its verdict. One that had been checked
    and may go out is not: its hour has come, or a status was set past the hooks.
    """
    article = adapter.to_article(obj, rendition)
    before = _verdict_before(article, channel, rendition)
    status = StoredArticle.Status.LIVE
    receipt = receive_object(article, channel=channel, origin=Revision.Origin.RECONCILE, at=at, status=status)
    checked = check_revision(receipt.revision, at=at)
    rule = _rule(before, at)
    if rule is None or (rule == DESPITE_BLOCK and valid_override(article, channel=channel, rendition=rendition, at=at)):
        return False
    return open_flag(receipt.article, receipt.revision, checked, rule=rule, at=at)


def _verdict_before(article: Article, channel: Channel, rendition: str) -> Check | None:
    """The newest verdict on this very text; ``None`` where there is none."""
    return (
        Check.objects.filter(
            revision__article__channel=channel,
            revision__article__external_id=article.id,
            revision__article__rendition=rendition,
            revision__digest=article.digest,
        )
        .exclude(decision="unchecked")
        .select_related("revision__article__channel")
        .order_by("-id")
        .first()
    )


def _rule(before: Check | None, at: datetime) -> str | None:
    if before is None:
        return UNCHECKED
    return DESPITE_BLOCK if verdict_of(before, before.revision.article, at=at) == "block" else None
