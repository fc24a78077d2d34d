"""Keeps the queue in order when an article goes live or is taken off: its flags become more urgent, or less."""

from __future__ import annotations

from django.db.models import Case, Value, When

from annotations.models.article import Article
from annotations.models.flag import Flag, urgency_of

_LEVELS = ("error", "warning", "note")


def follow_status(article: Article) -> None:
    """Brings the urgency of the flags of ``article`` to its status; to be called where that changes. One statement.

    The version of a flag stays: nothing that people decide by has changed.
    """
    live = article.status == Article.Status.LIVE
    wanted = Case(*(When(level=level, then=Value(urgency_of(level, live=live).value)) for level in _LEVELS))
    Flag.objects.filter(article=article).update(urgency=wanted)
