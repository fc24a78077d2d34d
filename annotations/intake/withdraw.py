"""Takes an article off by its id: a kill, an unpublishing, a deletion."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from annotations import events
from annotations.engine.article import Article as ArticleValue
from annotations.intake.article_row import article_row
from annotations.intake.receive import receive, rendition_of
from annotations.locking import lock_all
from annotations.models.article import Article
from annotations.models.channel import Channel

logger = logging.getLogger("annotations.intake")


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Of which articles something is ``known``, and which of them are ``gone`` now."""

    known: list[Article]
    gone: list[Article]
    changed: bool
    """One of them was not gone before."""


def withdraw(
    external_id: str,
    *,
    channel: Channel,
    origin: str,
    at: datetime,
    said_at: datetime | None,
    rendition: str | None = None,
) -> Withdrawn:
    """Withdraws the renditions of an article that are known, or the one that is named; an empty name is ``web``.

    ``said_at``: when the publishing system said so, where it says when. A text that was modified after that stays: the
    withdrawal comes late, and is of an older text. Of an article that is not known a row is left that says so: a text
    that comes late does not bring it back, unless it was modified after ``said_at``, or after ``at``.

    Raises:
        UnreceivableArticle: the rendition has more than 40 characters.
    """
    kept = None if rendition is None else rendition_of(rendition)
    with transaction.atomic(savepoint=False):
        known = _locked(channel, external_id, kept)
        if not known:
            return _leave_word(channel, external_id, kept or "web", origin=origin, at=at, said_at=said_at or at)
        texts = [article for article in known if article.latest is not None]
        taken_off = [article for article in known if not _stays(article, said_at)]
        changed = [_withdraw(article, origin=origin, at=at, said_at=said_at or at) for article in taken_off]
        return Withdrawn(texts, [article for article in taken_off if article.latest is not None], any(changed))


def _locked(channel: Channel, external_id: str, rendition: str | None) -> list[Article]:
    """All that are known, as they stand once nobody else holds them."""
    rows = Article.objects.filter(channel=channel, external_id=external_id)
    if rendition is not None:
        rows = rows.filter(rendition=rendition)
    lock_all(rows, by="unchecked")
    return list(rows.select_related("latest", "channel").order_by("pk"))


def _stays(article: Article, said_at: datetime | None) -> bool:
    """Whether the text was modified after the withdrawal was said; no later than it came to us, whatever it states."""
    text = article.latest
    if said_at is None or text is None or text.modified_at is None:
        return False
    modified_at = min(text.modified_at, text.received_at)
    if modified_at <= said_at:
        return False
    logger.warning(
        "a withdrawal of article %r (%s) in channel %r is not applied: it was said at %s, the text modified at %s",
        article.external_id, article.rendition, article.channel.name, said_at.isoformat(), modified_at.isoformat(),
    )
    return True


def _withdraw(article: Article, *, origin: str, at: datetime, said_at: datetime) -> bool:
    """Whether it was not gone before."""
    if article.latest is None:
        return _note(article_row(article.channel, article.external_id, article.rendition), at=at, said_at=said_at)
    text = ArticleValue.model_validate(article.latest.payload)
    return receive(text, channel=article.channel, origin=origin, at=at, status=Article.Status.WITHDRAWN).changed


def _leave_word(
    channel: Channel, external_id: str, rendition: str, *, origin: str, at: datetime, said_at: datetime
) -> Withdrawn:
    article = article_row(channel, external_id, rendition)
    if article.latest_id is not None:
        # It came between our look and our lock.
        changed = _withdraw(article, origin=origin, at=at, said_at=said_at)
        return Withdrawn([article], [article], changed)
    return Withdrawn([], [], _note(article, at=at, said_at=said_at))


def _note(article: Article, *, at: datetime, said_at: datetime) -> bool:
    """Leaves word on the row of an article of which no text is known; whether there was none before."""
    known_before, article.status = article.status, Article.Status.WITHDRAWN
    article.withdrawn_at = max(said_at, article.withdrawn_at or said_at)
    article.save(update_fields=["status", "withdrawn_at", "updated_at"])
    if known_before == article.status:
        return False
    events.record("article.withdrawn", channel=article.channel, article=article, data={"before": "unknown"}, at=at)
    return True
