"""The gate for a host's own objects: what goes live by saving one, and whether it may."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import DatabaseError, models, transaction
from django.utils import timezone

from annotations.adapters.adapter import PUBLISH, ArticleAdapter
from annotations.adapters.channels import channel_of
from annotations.adapters.registry import adapter_for
from annotations.adapters.values import UnreadableArticle
from annotations.earlier import live_text
from annotations.engine.article import Article
from annotations.gate.blocked import PublishBlocked
from annotations.gate.decision import GateDecision
from annotations.gate.judging import decide_article, not_checked
from annotations.models.channel import Channel

logger = logging.getLogger("annotations.gate")


class NotHooked(LookupError):
    """A model has no adapter."""


@dataclass(frozen=True, slots=True)
class Passage:
    """An object on its way into the database: as it stands there, and as it will."""

    adapter: ArticleAdapter
    after: models.Model
    before: models.Model | None

    @property
    def was_visible(self) -> bool:
        """Whether readers see the row that is there now."""
        try:
            return self.before is not None and self.adapter.is_visible(self.before)
        except Exception:
            logger.exception("%s %s: is_going_live failed; it counts as not live", self.adapter.label, self.after.pk)
            return False

    def live(self, rendition: str) -> Article | None:
        """The text that readers see now."""
        if self.before is None or not self.was_visible or rendition not in self.adapter.renditions_of(self.before):
            return None
        return self.adapter.to_article(self.before, rendition)


def passage(obj: models.Model, *, using: str | None = None, update_fields: Iterable[str] | None = None) -> Passage:
    """What a save of ``obj`` would change.

    ``update_fields``: only these are written; the rest of the text that goes live is what the database has.

    Raises:
        NotHooked: when its model has no adapter.
    """
    adapter = adapter_for(type(obj))
    if adapter is None:
        raise NotHooked(f"{obj._meta.label} has no adapter; register one in article_checks.py")
    before = stored(obj, using=using)
    after = obj
    if before is not None and update_fields is not None:
        after = copy(before)
        for name in update_fields:
            setattr(after, name, getattr(obj, name))
    return Passage(adapter, after, before)


def stored(obj: models.Model, *, using: str | None = None) -> models.Model | None:
    """The object as the database has it."""
    if obj.pk is None:
        return None
    return type(obj)._base_manager.using(using or obj._state.db).filter(pk=obj.pk).first()


def decide(
    subject: Article | models.Model,
    *,
    channel: Channel | None = None,
    rendition: str = "web",
    at: datetime | None = None,
) -> GateDecision:
    """Whether an Article of a channel, or an object of a hooked model, may go live now in this rendition.

    Raises:
        NotHooked: when the object's model has no adapter.
        ValueError: for an Article without its channel.
    """
    at = at or timezone.now()
    if isinstance(subject, Article):
        if channel is None:
            raise ValueError("an Article is judged by its channel: give channel=")
        live = live_text(subject, channel, rendition)
        return decide_article(subject, channel=channel, rendition=rendition, live=live, at=at)
    return _decide(passage(subject), channel=channel, rendition=rendition, at=at)


def demand(
    obj: models.Model,
    *,
    using: str | None = None,
    update_fields: Iterable[str] | None = None,
    at: datetime | None = None,
) -> tuple[GateDecision, ...]:
    """Stands before a save: the verdicts of all renditions when it puts the object, or another text of it, live.

    Raises:
        NotHooked: when the object's model has no adapter.
        PublishBlocked: when a rendition is kept in.
    """
    return stand_before(passage(obj, using=using, update_fields=update_fields), at=at)


def stand_before(way: Passage, *, at: datetime | None = None) -> tuple[GateDecision, ...]:
    """The same for a passage. Drafts, kills, and saves that leave the live text as it is are not asked about."""
    if PUBLISH not in way.adapter.run_on or not _goes_live(way):
        return ()
    at = at or timezone.now()
    made = tuple(
        _decide(way, channel=None, rendition=name, at=at)
        for name in way.adapter.renditions_of(way.after)
        if not _unchanged(way, name)
    )
    blocked = [decision for decision in made if decision.blocked]
    if blocked:
        raise PublishBlocked(blocked)
    return made


def decide_passage(way: Passage, *, rendition: str = "web", at: datetime) -> GateDecision:
    """What the gate answers about one rendition of an object that would go live; nothing is raised for a block."""
    return _decide(way, channel=None, rendition=rendition, at=at)


def _goes_live(way: Passage) -> bool:
    try:
        return bool(way.adapter.is_gated(way.after) and way.adapter.is_going_live(way.after))
    except Exception:
        # A gate that cannot tell stays a gate.
        logger.exception("%s %s: is_going_live failed; it is gated", way.adapter.label, way.after.pk)
        return True


def _unchanged(way: Passage, rendition: str) -> bool:
    """Whether readers see this very text already."""
    try:
        live = way.live(rendition)
        return live is not None and live.digest == way.adapter.to_article(way.after, rendition).digest
    except Exception:
        # Said, and logged, where the text is judged.
        return False


def _decide(way: Passage, *, channel: Channel | None, rendition: str, at: datetime) -> GateDecision:
    try:
        # Inside a host's transaction a failing query must not spoil the transaction.
        with transaction.atomic():
            channel = channel or channel_of(way.adapter, way.after)
        article, live = way.adapter.to_article(way.after, rendition), way.live(rendition)
    except Exception as error:
        # A host's own code, or a database without our tables: the failure policy decides, not a traceback.
        logger.exception("%s %s cannot be judged", way.adapter.label, way.after.pk)
        policy = channel.on_engine_failure if channel is not None else way.adapter.on_engine_failure
        return replace(not_checked(_code(error), held=policy == Channel.FailurePolicy.HOLD), rendition=rendition)
    if not channel.is_active:
        return GateDecision("allow", article=article, rendition=rendition)
    return decide_article(article, channel=channel, rendition=rendition, live=live, at=at)


def _code(error: Exception) -> str:
    if isinstance(error, UnreadableArticle):
        return error.code
    return "database_failed" if isinstance(error, DatabaseError) else "adapter_failed"
