"""Receives an article: stores it as a revision, says which revision is the newest, and has it checked.

All of it is one transaction, the job that checks it included: what was accepted is never lost, and what came twice is
stored once. Transactions on one article wait for each other.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from annotations.engine.article import Article as ArticleValue
from annotations.engine.word_set import word_set
from annotations.events import storable
from annotations.intake.order import instant_of, is_newer, modified
from annotations.intake.status import tell_status
from annotations.jobs.checks import ARRIVED, enqueue_checks
from annotations.locking import locked
from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.revision import Revision

logger = logging.getLogger("annotations.intake")

_TRIES = 3
_LONGEST_RENDITION = 40
_LONGEST_HEADLINE = 500


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of an article that came in."""

    article: Article
    revision: Revision
    created: bool
    """It was not stored before."""
    newest: bool
    """It is the newest revision of its article."""


class RevisionConflict(ValueError):
    """Another text is stored under the number of this revision."""

    def __init__(self, stored: Revision) -> None:
        self.stored = stored
        super().__init__(f"revision {stored.number} is stored already, with another text; send the next number")


class UnreceivableArticle(ValueError):
    """The article holds something that cannot be kept."""


def receive(
    article: ArticleValue, *, channel: Channel, origin: str, at: datetime, status: str | None = None
) -> Receipt:
    """Stores ``article`` as a revision of what ``channel`` knows by its id and rendition, and queues its check.

    ``status``: ``draft``, ``live`` or ``withdrawn``; ``None`` says nothing about it. The same revision twice writes
    nothing: the same number and text, or without a number the newest text again, modified on the same day.

    Raises:
        RevisionConflict: the number is taken by another text.
        UnreceivableArticle: the rendition has more than 40 characters.
    """
    rendition = article.rendition or "web"
    if len(rendition) > _LONGEST_RENDITION:
        raise UnreceivableArticle(f"rendition has {len(rendition)} characters; at most {_LONGEST_RENDITION} are kept")
    for left in reversed(range(_TRIES)):
        try:
            with transaction.atomic():
                return _received(article, _article(channel, article.id, rendition), origin, status, at)
        except IntegrityError:
            # Somebody stored the same number between our look and our write; the next look finds it.
            if not left:
                raise
    raise AssertionError("unreachable")


def _article(channel: Channel, external_id: str, rendition: str) -> Article:
    """The article's row, locked; made when it is not there yet."""
    rows = Article.objects.filter(channel=channel, external_id=external_id, rendition=rendition)
    rows = rows.select_related("channel")
    found = locked(rows, by="unchecked")
    if found is None:
        Article.objects.get_or_create(channel=channel, external_id=external_id, rendition=rendition)
        found = locked(rows, by="unchecked")
    assert found is not None
    return found


def _received(value: ArticleValue, article: Article, origin: str, status: str | None, at: datetime) -> Receipt:
    draft = _revision(value, article, origin)
    stored = _same(draft, article.latest)
    revision = stored or draft
    if stored is None:
        draft.sequence = (article.revisions.aggregate(last=Max("sequence"))["last"] or 0) + 1
        draft.word_hashes = _words(value)
        draft.save(force_insert=True)
        if article.latest is None or is_newer(draft, article.latest):
            article.latest = draft
            article.headline, article.url = (value.headline or "")[:_LONGEST_HEADLINE], value.url or ""
    shown = article.status, article.live_id, article.status_revision_id
    turned = tell_status(article, revision, status, at=at)
    told = shown != (article.status, article.live_id, article.status_revision_id)
    if stored is None or told:
        article.save()
    assert article.latest_id is not None
    wanted = {revision.pk} if stored is None else set()
    if turned:
        wanted.add(article.latest_id)
    enqueue_checks(sorted(wanted), at=at, priority=ARRIVED)
    return Receipt(article, revision, created=stored is None, newest=article.latest_id == revision.pk)


def _revision(value: ArticleValue, article: Article, origin: str) -> Revision:
    """The revision as it would be stored."""
    payload = storable(value.model_dump(mode="json", exclude_unset=True))
    moment = modified(payload)
    return Revision(
        article=article, number=value.revision, digest=value.digest, payload=payload, origin=origin,
        modified_at=instant_of(moment) if moment else None,
    )


def _same(draft: Revision, latest: Revision | None) -> Revision | None:
    """The stored revision that this is; ``None`` for a new one.

    Without a number it is the newest again when the text is the same and no other day is given, by which other rules
    and registers would apply; or any that bears the same text and the same time of modification.

    Raises:
        RevisionConflict: as ``receive``.
    """
    if latest is None:
        return None
    known = Revision.objects.filter(article=draft.article_id)
    if draft.number is not None:
        found = known.filter(number=draft.number).first()
        if found is not None and found.digest != draft.digest:
            raise RevisionConflict(found)
        return found
    if latest.digest == draft.digest and _same_day(latest, draft):
        return latest
    if draft.modified_at is None:
        return None
    return known.filter(digest=draft.digest, modified_at=draft.modified_at).order_by("-sequence").first()


def _same_day(one: Revision, other: Revision) -> bool:
    days = [row.modified_at.date() if row.modified_at else None for row in (one, other)]
    return days[0] == days[1]


def _words(value: ArticleValue) -> bytes:
    try:
        return word_set(value)
    except Exception:
        # Empty counts as a text that may hold any name. What cannot be read is stored all the same, and checked.
        logger.exception("words of article %s cannot be read", value.id)
        return b""
