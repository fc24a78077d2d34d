"""Rows as a check leaves them, written without one."""

from __future__ import annotations

from django.utils import timezone

from annotations.adapters.channels import channel_of
from annotations.adapters.registry import adapter_for
from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.check import Check
from annotations.models.flag import Flag
from annotations.models.revision import Revision
from tests.newsroom_app.models import Story


def stored(story: Story, *, checked: bool = True) -> Article:
    """The article of a story, received and, unless told otherwise, checked."""
    adapter = adapter_for(Story)
    assert adapter is not None
    return received(channel_of(adapter), str(story.pk), checked=checked)


def received(channel: Channel, external_id: str, *, checked: bool = True) -> Article:
    """An article of a channel with one revision."""
    article = Article.objects.create(channel=channel, external_id=external_id, headline=f"Story {external_id}")
    revision = Revision.objects.create(
        article=article, sequence=1, digest=f"sha256:{external_id}", payload={}, origin=Revision.Origin.HOOK
    )
    if checked:
        Check.objects.create(revision=revision, fingerprint="f", as_of="2026-11-01", decision="allow", engine="1")
    article.latest = revision
    article.save()
    return article


def flag(article: Article, subject: str = "northern-pact", **fields: object) -> Flag:
    """An open flag of an article; ``fields`` say what is different."""
    usual: dict[str, object] = {
        "article": article, "key": f"{article.pk}:{subject}", "rule": "ru.designation.notice", "family": "designation",
        "subject": subject, "outcome": "missing", "level": "error", "message": f"“{subject}” needs its notice.",
        "opened_at": timezone.now(), "first_revision": article.latest, "last_revision": article.latest,
    }
    return Flag.objects.create(**(usual | fields))
