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
from annotations.flags.filing import file_by_text, follow_article
from annotations.flags.urgency import follow_status
from annotations.intake.article_row import article_row
from annotations.intake.order import instant_of, is_newer, modified
from annotations.intake.status import tell_status
from annotations.jobs.checks import ARRIVED, enqueue_checks
from annotations.jobs.renditions import ask_again
from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.revision import Revision

logger = logging.getLogger("annotations.intake")

TRIES = 3
"""Times that two who store the same number at once may get into each other's way."""
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
    changed: bool
    """Something was written: the revision, or what is said of the article."""


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
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                return receive_once(article, channel=channel, origin=origin, at=at, status=status)
        except IntegrityError:
            # Somebody stored the same number between our look and our write; the next look finds it.
            if not left:
                raise
    raise AssertionError("unreachable")


def receive_once(
    article: ArticleValue, *, channel: Channel, origin: str, at: datetime, status: str | None = None
) -> Receipt:
    """``receive`` in the caller's transaction, which the caller tries again when ``IntegrityError`` ends it."""
    row = article_row(channel, article.id, rendition_of(article.rendition))
    return _received(article, row, origin, status, at)


def rendition_of(stated: str | None) -> str:
    """The name under which a rendition is kept; ``web`` where none is stated.

    Raises:
        UnreceivableArticle: it has more than 40 characters.
    """
    rendition = stated or "web"
    if len(rendition) > _LONGEST_RENDITION:
        raise UnreceivableArticle(f"rendition has {len(rendition)} characters; at most {_LONGEST_RENDITION} are kept")
    return rendition


def _received(value: ArticleValue, article: Article, origin: str, status: str | None, at: datetime) -> Receipt:
    draft = revision_of(value, article, origin)
    stored = _same(draft, article.latest)
    revision = stored or draft
    refiled = False
    if stored is None:
        draft.sequence = _next_sequence(article)
        draft.word_hashes = words_of(value)
        draft.save(force_insert=True)
        if article.latest is None or is_newer(draft, article.latest):
            article.latest = draft
            article.headline, article.url = heading_of(value)
            refiled = file_by_text(article, value)
    shown = article.status, article.live_id, article.status_revision_id
    status_before = article.status
    turned = tell_status(article, revision, status, at=at)
    told = shown != (article.status, article.live_id, article.status_revision_id)
    if stored is None or told:
        article.save()
    if refiled and revision.sequence > 1:
        follow_article(article)
    if article.status != status_before:
        if revision.sequence > 1:
            follow_status(article)
        if article.status == Article.Status.LIVE:
            ask_again(article, at=at)
    assert article.latest_id is not None
    wanted = {revision.pk} if stored is None else set()
    if turned:
        wanted.add(article.latest_id)
    enqueue_checks(sorted(wanted), at=at, priority=ARRIVED)
    newest, created = article.latest_id == revision.pk, stored is None
    return Receipt(article, revision, created=created, newest=newest, changed=created or told)


def _next_sequence(article: Article) -> int:
    if article.latest_id is None:
        return 1
    return int(article.revisions.aggregate(last=Max("sequence"))["last"]) + 1


def heading_of(value: ArticleValue) -> tuple[str, str]:
    """Headline and address by which people know the article."""
    return (value.headline or "")[:_LONGEST_HEADLINE], value.url or ""


def revision_of(value: ArticleValue, article: Article, origin: str) -> Revision:
    """The revision as it would be stored, without its place and its words."""
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


def words_of(value: ArticleValue) -> bytes:
    """The words that a revision can be found by; empty when they cannot be read."""
    try:
        return word_set(value)
    except Exception:
        # Empty counts as a text that may hold any name. What cannot be read is stored all the same, and checked.
        logger.exception("words of article %s cannot be read", value.id)
        return b""
