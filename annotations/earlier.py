"""The text that readers have seen before a new one: what old debts and rules about changes are held against."""

from __future__ import annotations

from annotations.engine.article import Article
from annotations.engine.reference import Reference
from annotations.models.article import Article as StoredArticle
from annotations.models.channel import Channel
from annotations.models.revision import Revision


def live_text(article: Article, channel: Channel, rendition: str) -> Article | None:
    """The text that readers see now, as the channel last sent it."""
    stored = (
        StoredArticle.objects.filter(
            channel=channel, external_id=article.id, rendition=rendition, status=StoredArticle.Status.LIVE
        )
        .select_related("live")
        .first()
    )
    return Article.model_validate(stored.live.payload) if stored is not None and stored.live is not None else None


def compared_with(article: Article, channel: Channel, reference: Reference) -> Article | None:
    """The live text, where a rule asks what has changed."""
    return live_text(article, channel, article.rendition or "web") if reference.compares_revisions else None


def published_before(revision: Revision, reference: Reference) -> Article | None:
    """The live revision of the article, where a rule asks what has changed; of a revision that is live itself, the one
    that came before it."""
    if not reference.compares_revisions:
        return None
    stored = StoredArticle.objects.select_related("live").get(pk=revision.article_id)
    if stored.status != StoredArticle.Status.LIVE or stored.live is None:
        return None
    before: Revision | None = stored.live
    if stored.live.pk == revision.pk:
        rows = Revision.objects.filter(article=revision.article_id, sequence__lt=revision.sequence)
        before = rows.order_by("-sequence").first()
    return Article.model_validate(before.payload) if before is not None else None
