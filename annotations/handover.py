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
from annotations.engine.article import Article
from annotations.gate.decision import GateDecision
from annotations.intake.receive import Receipt, RevisionConflict, receive
from annotations.models.article import Article as StoredArticle
from annotations.models.channel import Channel
from annotations.models.revision import Revision
from annotations.signals import announce, gate_decided

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
    if obj is None:
        return
    channel = channel_of(adapter, obj)
    if not channel.is_active:
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
            receipt = receive_object(article, channel=channel, origin=Revision.Origin.HOOK, at=at, status=status)
            _tell(receipt, passed.decision(rendition), at)


def receive_object(article: Article, *, channel: Channel, origin: str, at: datetime, status: str | None) -> Receipt:
    """Has an object's text received. A number that another text bears already is left out.

    Who writes past the hooks, or forgets to, counts no revisions; what the database holds is the newest all the same.
    """
    try:
        return receive(article, channel=channel, origin=origin, at=at, status=status)
    except RevisionConflict as conflict:
        logger.warning("article %s of %s: %s", article.id, channel.name, conflict)
        unnumbered = article.model_copy(update={"revision": None})
        return receive(unnumbered, channel=channel, origin=origin, at=at, status=status)


def status_of(adapter: ArticleAdapter, obj: models.Model, *, was_visible: bool) -> str | None:
    """``live`` for what readers see, ``withdrawn`` for what they saw until now; ``None`` leaves it as it is."""
    if adapter.is_visible(obj):
        return StoredArticle.Status.LIVE
    return StoredArticle.Status.WITHDRAWN if was_visible else None


def _tell(receipt: Receipt, decision: GateDecision | None, at: datetime) -> None:
    """Records what went out without a verdict or against it, and announces every answer of the gate."""
    if decision is None:
        return
    stored, override = receipt.article, decision.override
    announce(gate_decided, StoredArticle, article=stored, decision=decision)
    if decision.failure:
        StoredArticle.objects.filter(pk=stored.pk).update(unchecked=decision.failure)
    kind = _kind(decision)
    if kind:
        data: dict[str, Any] = {"decision": decision.decision, "failure": decision.failure}
        if override is not None:
            data |= {"override": override.pk, "reason": override.reason}
        events.record(
            kind, channel=stored.channel, article=stored, revision=receipt.revision, at=at,
            actor=override.by if override is not None else None,
            data=data,
        )


def _kind(decision: GateDecision) -> str:
    """Of the event; empty where nothing is to be told."""
    if decision.against and decision.override is not None:
        return "gate.published_by_override"
    if decision.against and decision.scheduled:
        return "gate.published_as_scheduled"
    return "gate.published_unchecked" if decision.failure else ""


def withdraw(adapter: ArticleAdapter, external_id: str) -> None:
    """Takes all renditions of a deleted object off."""
    at = timezone.now()
    known = StoredArticle.objects.filter(channel__name__in=adapter.channel_names(), external_id=external_id)
    for stored in known.exclude(status=StoredArticle.Status.WITHDRAWN).select_related("channel", "latest"):
        withdraw_stored(stored, at=at)


def withdraw_stored(stored: StoredArticle, *, at: datetime) -> None:
    """Takes one article off; its newest text stays what it was."""
    if stored.latest is None:
        return
    article = Article.model_validate(stored.latest.payload)
    status = StoredArticle.Status.WITHDRAWN
    receive(article, channel=stored.channel, origin=Revision.Origin.HOOK, at=at, status=status)


def _mark_unchecked(adapter: ArticleAdapter, obj: models.Model, rendition: str, code: str) -> None:
    """Says of an article that is known that its newest text could not be read."""
    known = StoredArticle.objects.filter(channel__name=adapter.channel_name_for(obj), rendition=rendition)
    known.filter(external_id=str(adapter.read(obj, "external_id"))).update(unchecked=code)
