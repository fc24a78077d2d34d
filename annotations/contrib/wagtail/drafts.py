"""Drafts are received by a job: whoever saves a page waits for one row to be written, not for the page to be read.

Wagtail's editor saves as one writes, again and again into the same revision: of its jobs only one waits at a time.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.utils import timezone
from wagtail.models import Revision

from annotations.adapters.channels import channel_of
from annotations.adapters.registry import adapter_for
from annotations.adapters.values import UnreadableArticle
from annotations.contrib.wagtail.adapter import DraftAdapter
from annotations.engine.article import Article
from annotations.handover import receive_object
from annotations.jobs.checks import ARRIVED
from annotations.jobs.handlers import HANDLERS, Prepared
from annotations.jobs.queue import enqueue
from annotations.models.channel import Channel
from annotations.models.job import Job
from annotations.models.revision import Revision as StoredRevision

logger = logging.getLogger("annotations.wagtail")

KIND = "wagtail_draft"


def install() -> None:
    """Makes the kind known to those who do jobs; called once, when the apps are ready."""
    HANDLERS[KIND] = f"{__name__}.prepare"


def receive_later(revision: int) -> None:
    """Has a draft received."""
    enqueue(
        KIND, dedupe=f"draft:{revision}", payload={"revision": revision}, run_after=timezone.now(), priority=ARRIVED
    )


def prepare(job: Job, at: datetime) -> Prepared:
    """Reads the draft; it is received when the job ends. One that is no longer the newest says nothing new."""
    revision = Revision.objects.filter(pk=job.payload["revision"]).first()
    model: Any = revision.content_type.model_class() if revision is not None else None
    adapter = adapter_for(model) if model is not None else None
    if revision is None or not isinstance(adapter, DraftAdapter):
        return Prepared(_nothing)
    draft = revision.as_object()
    channel = channel_of(adapter, draft)
    if draft.latest_revision_id != revision.pk or not channel.is_active:
        return Prepared(_nothing)
    articles = []
    for rendition in adapter.renditions_of(draft):
        try:
            articles.append(adapter.draft_of(draft, saved=revision.created_at, rendition=rendition))
        except UnreadableArticle:
            logger.exception("the draft of %s %s cannot be received", adapter.label, draft.pk)
    return Prepared(partial(_receive, articles, channel, at))


def _receive(articles: Sequence[Article], channel: Channel, at: datetime) -> None:
    for article in articles:
        receive_object(article, channel=channel, origin=StoredRevision.Origin.HOOK, at=at, status=None)


def _nothing() -> None:
    """There is nothing to be received."""
