"""The filters beside the queue. Their choices are known beforehand: none of them reads the table to offer itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from annotations.localization.labels import COUNTRIES, FAMILIES, LANGUAGES, LEVELS, RENDITIONS
from annotations.models.article import Article
from annotations.models.flag import Flag
from annotations.review.queue.presets import VIEWS, view_named
from annotations.review.queue.surroundings import surroundings

LONGEST = 200
"""Characters of a value that is written."""
Choices = tuple[tuple[str, str | Promise], ...]


class Filter(admin.SimpleListFilter):
    """A filter with ``offered`` values; one that is not among them filters nothing."""

    offered: ClassVar[Choices] = ()
    typed: ClassVar[bool] = False
    """Its value is written, not chosen; what is known is proposed."""
    column: ClassVar[str] = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(self.offered)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Flag]) -> QuerySet[Flag]:
        value = self.value()
        if value is None or value not in {str(known) for known, _label in self.lookup_choices}:
            return queryset
        return self.narrowed(queryset, value)

    def narrowed(self, flags: QuerySet[Flag], value: str) -> QuerySet[Flag]:
        """The rows with that value."""
        return flags.filter(**{self.column: value})


class ViewFilter(Filter):
    """Whose turn it is; the queue never shows every flag that there ever was unless one asks for it."""

    title = _("view")
    parameter_name = "view"
    offered = tuple((view.name, view.label) for view in VIEWS)
    template = "annotations/review/no_filter.html"

    def value(self) -> str:
        return view_named(super().value()).name

    def choices(self, changelist: Any) -> Iterator[Any]:
        for view in VIEWS:
            query = changelist.get_query_string({self.parameter_name: view.name}, ["p"])
            yield {"selected": self.value() == view.name, "query_string": query, "display": view.label}

    def queryset(self, request: HttpRequest, queryset: QuerySet[Flag]) -> QuerySet[Flag]:
        return view_named(self.value()).shown(queryset, request.user, timezone.now())


class StateFilter(Filter):
    """In the view of all states."""

    title = _("state")
    parameter_name = "state"
    column = "state"
    offered = tuple(Flag.State.choices)


class LevelFilter(Filter):
    """By weight."""

    title = _("level")
    parameter_name = "level"
    column = "level"
    offered = tuple(LEVELS.items())


class LiveFilter(Filter):
    """Whether readers see the article."""

    title = _("where the article is")
    parameter_name = "live"
    offered = (("yes", _("published")), ("no", _("not published")))

    def narrowed(self, flags: QuerySet[Flag], value: str) -> QuerySet[Flag]:
        live = flags.filter(article__status=Article.Status.LIVE)
        return live if value == "yes" else flags.exclude(article__status=Article.Status.LIVE)


class WaitingFilter(Filter):
    """Whose turn it is."""

    title = _("waiting on")
    parameter_name = "waiting"
    column = "waiting_on"
    offered = tuple((value, label) for value, label in Flag.WaitingOn.choices if value)


class FamilyFilter(Filter):
    """By family of rules."""

    title = _("family")
    parameter_name = "family"
    column = "family"
    offered = tuple(FAMILIES.items())


class LawFilter(Filter):
    """By whose law: the country that a rule's name begins with."""

    title = _("jurisdiction")
    parameter_name = "law"
    offered = tuple((code, COUNTRIES[code.upper()]) for code in ("ru", "eu", "gb", "de", "fr", "us"))

    def narrowed(self, flags: QuerySet[Flag], value: str) -> QuerySet[Flag]:
        return flags.filter(rule__startswith=f"{value}.")


class RenditionFilter(Filter):
    """By where it is printed."""

    title = _("rendition")
    parameter_name = "rendition"
    column = "article__rendition"
    offered = tuple(RENDITIONS.items())


class LanguageFilter(Filter):
    """By the language that the newest text states, else that it was found to be in."""

    title = _("language")
    parameter_name = "language"
    column = "language"
    offered = tuple(LANGUAGES.items())


class SectionFilter(Filter):
    """By the desk that the newest text comes from: its section, as the publishing system calls it."""

    title = _("section")
    parameter_name = "section"
    typed = True

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(name, name) for name in surroundings(request).sections]

    def has_output(self) -> bool:
        return True

    def queryset(self, request: HttpRequest, queryset: QuerySet[Flag]) -> QuerySet[Flag]:
        value = (self.value() or "").replace("\0", "").strip()[:LONGEST]
        return queryset.filter(section=value) if value else queryset


class SourceFilter(Filter):
    """By one of the partners that the desk knows, as the newest text declares it."""

    title = _("source")
    parameter_name = "source"
    column = "source"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(surroundings(request).sources)


class AgeFilter(Filter):
    """By how long it has waited."""

    title = _("age")
    parameter_name = "age"
    offered = (("hour", _("an hour or more")), ("day", _("a day or more")), ("week", _("a week or more")))
    _LEAST: ClassVar[dict[str, timedelta]] = {
        "hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(days=7),
    }

    def narrowed(self, flags: QuerySet[Flag], value: str) -> QuerySet[Flag]:
        return flags.filter(opened_at__lte=timezone.now() - self._LEAST[value])


class CertaintyFilter(Filter):
    """By how sure the engine is."""

    title = _("certainty")
    parameter_name = "certainty"
    offered = (("sure", _("at least 90 %")), ("doubt", _("less than 90 %")))

    def narrowed(self, flags: QuerySet[Flag], value: str) -> QuerySet[Flag]:
        return flags.filter(confidence__gte=0.9) if value == "sure" else flags.filter(confidence__lt=0.9)


class FlagChannelFilter(Filter):
    """By one of the channels that the person works on."""

    title = _("channel")
    parameter_name = "channel"
    column = "channel"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(str(key), label) for key, label in surroundings(request).channels]


FILTERS = (
    ViewFilter, LevelFilter, LiveFilter, FamilyFilter, LawFilter, LanguageFilter, SectionFilter, SourceFilter,
    RenditionFilter, WaitingFilter, AgeFilter, CertaintyFilter, StateFilter, FlagChannelFilter,
)

