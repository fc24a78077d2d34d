"""What the API is asked about: an Article, or an object of a hooked model, with the channel that it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.utils import timezone

from annotations import conf
from annotations.adapters.adapter import ArticleAdapter
from annotations.adapters.registry import adapter_for
from annotations.adapters.roles import Constant
from annotations.engine.article import Article
from annotations.engine.dates import Moment, parse_moment
from annotations.engine.reference import Reference
from annotations.gate import NotHooked
from annotations.models.channel import Channel
from annotations.registers.live import current_reference

AsOf = Moment | date | datetime | str | None
"""A day, an instant, or either as text; ``None``: the article's own day."""


@dataclass(frozen=True, slots=True)
class Subject:
    """An article and where it is published."""

    article: Article
    channel: Channel | None
    packs: tuple[str, ...]
    jurisdictions: tuple[str, ...]
    """Of the channel or the project, for an article that states none."""

    def reference(self) -> Reference:
        """What it is checked against."""
        return current_reference(self.packs or None)


def subject_of(subject: Article | models.Model, *, rendition: str = "web", channel: Channel | None = None) -> Subject:
    """The article of an object as it stands in memory, saved or not; nothing is written.

    Raises:
        NotHooked: its model has no adapter.
        UnreadableArticle: the contract refuses one of its values.
    """
    if isinstance(subject, Article):
        return _placed(subject, channel, (), ())
    adapter = adapter_of(subject)
    channel = channel or Channel.objects.filter(name=adapter.channel_name_for(subject)).first()
    stated = adapter.jurisdictions.value if isinstance(adapter.jurisdictions, Constant) else adapter.jurisdictions
    return _placed(
        adapter.to_article(subject, rendition), channel, adapter.packs,
        tuple(stated) if isinstance(stated, tuple | list) else (),
    )


def _placed(
    article: Article, channel: Channel | None, packs: Sequence[str], jurisdictions: Sequence[str]
) -> Subject:
    """What the channel says counts; before there is one, what its adapter declares; then what the project has set."""
    if channel is not None:
        packs, jurisdictions = channel.packs, channel.jurisdictions
    desk = conf.desk()
    return Subject(article, channel, tuple(packs) or desk.packs, tuple(jurisdictions) or desk.jurisdictions)


def adapter_of(obj: models.Model) -> ArticleAdapter:
    """The adapter of an object's model.

    Raises:
        NotHooked: it has none.
    """
    adapter = adapter_for(type(obj))
    if adapter is None:
        raise NotHooked(f"{obj._meta.label} has no adapter; register one in article_checks.py")
    return adapter


def now() -> Moment:
    """The present day, by which drafts are judged."""
    return Moment(instant=timezone.now())


def moment_of(as_of: AsOf) -> Moment | None:
    """The moment meant.

    Raises:
        DateError: a text that is no date, or an instant without an offset.
    """
    if as_of is None or isinstance(as_of, Moment):
        return as_of
    return parse_moment(as_of if isinstance(as_of, str) else as_of.isoformat())
