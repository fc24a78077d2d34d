"""Hands a host's object over to intake after its save is committed: as it stands in the database then."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from annotations import events
from annotations.adapters.adapter import ArticleAdapter
from annotations.adapters.channels import channel_of
from annotations.adapters.values import UnreadableArticle
from annotations.gate.decision import GateDecision
from annotations.intake.receive import Receipt, receive
from annotations.models.article import Article as StoredArticle
from annotations.models.revision import Revision

logger = logging.getLogger("annotations.hooks")


@dataclass(frozen=True, slots=True)
class Passed:
    """What is known of an object before its save and needed after it."""

    decisions: tuple[GateDecision, ...] = ()
    was_visible: bool = False

    def decision(self, rendition: str) -> GateDecision | None:
        """What the gate said of a rendition; ``None`` when it was not asked."""
        return next((row for row in self.decisions if row.rendition == rendition), None)


def hand_over(
    adapter: ArticleAdapter, model: type[models.Model], pk: Any, *, passed: Passed, using: str | None = None
) -> None:
    """Has every rendition of a committed object received, and with it checked."""
    obj = model._base_manager.using(using).filter(pk=pk).first()
    channel = channel_of(adapter)
    if obj is None or not channel.is_active:
        return
    at = timezone.now()
    status = status_of(adapter, obj, was_visible=passed.was_visible)
    for rendition in adapter.renditions_of(obj):
        try:
            article = adapter.to_article(obj, rendition)
        except UnreadableArticle:
            logger.exception("%s %s cannot be received", adapter.label, pk)
            _mark_unchecked(adapter, obj, rendition, UnreadableArticle.code)
            continue
        with transaction.atomic():
            receipt = receive(article, channel=channel, origin=Revision.Origin.HOOK, at=at, status=status)
            _tell(receipt, passed.decision(rendition), at)


def status_of(adapter: ArticleAdapter, obj: models.Model, *, was_visible: bool) -> str | None:
    """``live`` for what readers see, ``withdrawn`` for what they saw until now; ``None`` leaves it as it is."""
    if adapter.is_visible(obj):
        return StoredArticle.Status.LIVE
    return StoredArticle.Status.WITHDRAWN if was_visible else None


def _tell(receipt: Receipt, decision: GateDecision | None, at: datetime) -> None:
    """Records what went out without a verdict or against it."""
    if decision is None or decision.decision not in ("block", "unchecked"):
        return
    stored = receipt.article
    data: dict[str, Any] = {"decision": decision.decision, "digest": receipt.revision.digest}
    if decision.override is not None:
        data |= {"override": decision.override.pk, "reason": decision.override.reason}
    if decision.failure:
        data["failure"] = decision.failure
        StoredArticle.objects.filter(pk=stored.pk).update(unchecked=decision.failure)
    events.record(
        "gate.published_by_override" if decision.override is not None else "gate.published_unchecked",
        channel=stored.channel, article=stored, revision=receipt.revision, at=at, data=data,
        actor=decision.override.by if decision.override is not None else None,
    )
