"""The flags of an object: what is still to do, what was waived, what is done."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from annotations.api.subject import adapter_of
from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.check import Check
from annotations.models.flag import Flag


@dataclass(frozen=True, slots=True)
class FlagsOf:
    """The flags of one article, in all its renditions or in one. Each method is a fresh queryset."""

    external_id: str
    channel: str
    rendition: str | None = None

    def all(self) -> models.QuerySet[Flag]:
        """All that there ever were; those that matter most first."""
        weight = models.Case(
            models.When(level="error", then=0), models.When(level="warning", then=1), default=2,
            output_field=models.IntegerField(),
        )
        found = Flag.objects.filter(article__in=self.articles()).select_related("article")
        return found.order_by(weight, "opened_at", "id")

    def open(self) -> models.QuerySet[Flag]:
        """What waits for people."""
        return self.all().filter(state=Flag.State.OPEN)

    def waived(self) -> models.QuerySet[Flag]:
        """What is set aside for a time."""
        return self.all().filter(state=Flag.State.WAIVED)

    def closed(self) -> models.QuerySet[Flag]:
        """What is done with."""
        return self.all().filter(state=Flag.State.CLOSED)

    def are_known(self) -> bool:
        """Whether the newest text of every rendition has been checked: only then does "no flag" mean "clear"."""
        checked = models.Exists(Check.objects.filter(revision=models.OuterRef("latest")))
        rows = list(self.articles().values_list("unchecked", checked))
        return bool(rows) and all(was_checked and not why for why, was_checked in rows)

    def articles(self) -> models.QuerySet[Article]:
        """The article as it is stored, a row a rendition."""
        found = Article.objects.filter(channel__name=self.channel, external_id=self.external_id)
        return found if self.rendition is None else found.filter(rendition=self.rendition)


def flags(subject: models.Model, *, rendition: str | None = None) -> FlagsOf:
    """The flags of an object of a hooked model: ``flags(article).open()``. ``rendition``: only of this one.

    Raises:
        NotHooked: its model has no adapter.
    """
    if isinstance(subject, Article):
        channel = Channel.objects.values_list("name", flat=True).get(pk=subject.channel_id)
        return FlagsOf(subject.external_id, channel, subject.rendition)
    adapter = adapter_of(subject)
    return FlagsOf(str(adapter.read(subject, "external_id")), adapter.channel_name_for(subject), rendition)
