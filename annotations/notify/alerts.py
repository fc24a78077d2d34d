"""What there is to say of an article at once: readers see it with an open error, or somebody let it out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from annotations.models.article import Article
from annotations.models.flag import Flag
from annotations.models.override import Override

MOST_TOLD = 10


@dataclass(frozen=True, slots=True)
class Standing:
    """An article as an alert tells of it; with neither errors nor overrides there is nothing wrong."""

    article: Article
    errors: tuple[Flag, ...]
    overrides: tuple[Override, ...]

    @property
    def says(self) -> list[str]:
        """What must be new for another message."""
        return sorted([flag.key for flag in self.errors] + [f"override:{row.pk}" for row in self.overrides])

    def as_data(self, desk_url: str | None) -> dict[str, Any]:
        """For a webhook; no text of the article but its headline."""
        article = self.article
        return {
            "channel": article.channel.name, "id": article.external_id, "rendition": article.rendition,
            "headline": article.headline, "url": article.url or None, "desk_url": desk_url,
            "errors": [
                {"flag": flag.pk, "rule": flag.rule, "subject": flag.subject, "outcome": flag.outcome,
                 "message": flag.message} for flag in self.errors
            ],
            "overrides": [
                {"by": row.by.get_username() if row.by else None, "reason": row.reason,
                 "until": row.expires_at.isoformat()} for row in self.overrides
            ],
        }  # fmt: skip


def standing_of(article_id: int, at: datetime) -> Standing:
    """Three queries. What is withdrawn, or a draft, is nobody's alarm; an override is while it lasts."""
    article = Article.objects.select_related("channel").get(pk=article_id)
    errors: tuple[Flag, ...] = ()
    if article.status == Article.Status.LIVE:
        open_errors = Flag.objects.filter(article=article, state=Flag.State.OPEN, level="error")
        errors = tuple(open_errors.order_by("opened_at", "pk"))
    valid = Override.objects.filter(article=article, expires_at__gt=at).select_related("by")
    return Standing(article, errors, tuple(valid.order_by("pk")))
