"""Whether an article is a draft, live or withdrawn, by what was said with which revision: in any order the same."""

from __future__ import annotations

from datetime import datetime

from annotations import events
from annotations.intake.order import is_newer
from annotations.models.article import Article
from annotations.models.revision import Revision

_TELLING = (Article.Status.LIVE, Article.Status.WITHDRAWN)


def tell_status(article: Article, revision: Revision, stated: str | None, *, at: datetime) -> bool:
    """Takes over what was said with ``revision``; whether the article was withdrawn, or is back from it.

    Then its flags must be looked at again: they have no verdict to stand on.

    What counts is the newest revision that was said to be live or withdrawn. A draft takes nothing off that readers
    see; newer than a withdrawal, it is a draft again.
    """
    if _came_too_late(article, revision):
        return False
    before, shown = article.status, article.live_id
    if stated in _TELLING and _counts(article, revision):
        article.status_revision = revision
        article.live = revision if stated == Article.Status.LIVE else None
    article.status = _status(article)
    if (article.status, article.live_id) == (before, shown):
        return False
    if article.status != before:
        events.record(
            f"article.{article.status}", channel=article.channel, article=article, revision=revision,
            data={"before": before}, at=at,
        )
    turned = before != article.status and Article.Status.WITHDRAWN in (before, article.status)
    if turned:
        article.unchecked, article.verdict = "", None
    return turned


def _came_too_late(article: Article, revision: Revision) -> bool:
    """Whether the article was withdrawn before anything of it was known, and this text is not known to be newer."""
    if article.withdrawn_at is None:
        return False
    if revision.modified_at is None or revision.modified_at <= article.withdrawn_at:
        return True
    article.withdrawn_at = None
    return False


def _counts(article: Article, revision: Revision) -> bool:
    last = article.status_revision
    return last is None or last.pk == revision.pk or is_newer_of_stored(revision, last)


def is_newer_of_stored(one: Revision, other: Revision) -> bool:
    """``is_newer`` for two revisions of which either may have come first."""
    if one.sequence > other.sequence:
        return is_newer(one, other)
    return not is_newer(other, one)


def _status(article: Article) -> str:
    if article.live_id is not None:
        return Article.Status.LIVE
    if article.status_revision_id is None or article.latest_id != article.status_revision_id:
        return Article.Status.DRAFT
    return Article.Status.WITHDRAWN
