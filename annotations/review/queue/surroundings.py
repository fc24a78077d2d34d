"""What is beside the queue: the person's channels, the age of registers, what went out unchecked, what is to be told.

One query for all of it, asked once a request.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import CharField, Count, DateTimeField, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, NullIf
from django.http import HttpRequest

from annotations.models.article import Article
from annotations.models.register import Register
from annotations.models.source import SourceRecord
from annotations.models.told import Told
from annotations.permissions import channels_of, visible
from annotations.review.queue.sections import read_sections, sections_of

_KEPT = "_annotations_surroundings"
_CHANNEL, _REGISTER, _PERSON, _SOURCE, _SECTIONS = "channel", "register", "person", "source", "sections"
_MOST_SOURCES = 200


@dataclass(frozen=True, slots=True)
class RegisterAge:
    """A register with the time at which what is live of it was retrieved; ``None``: nothing is live."""

    name: str
    retrieved_at: datetime | None
    max_age: timedelta | None

    def is_stale(self, at: datetime) -> bool:
        """Whether it is older than it may be, or has nothing live."""
        if self.retrieved_at is None:
            return True
        return self.max_age is not None and at - self.retrieved_at > self.max_age


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What people see beside their flags."""

    channels: tuple[tuple[int, str], ...]
    sources: tuple[tuple[str, str], ...]
    """Ids of partners, the first two hundred, as value and label."""
    sections: tuple[str, ...]
    """Those that flags are of, as far as ``sections_of`` goes."""
    registers: tuple[RegisterAge, ...]
    unchecked: int
    """Articles that readers see and that could not be checked."""
    to_be_told: bool

    def stale(self, at: datetime) -> list[RegisterAge]:
        """The registers that are too old."""
        return [register for register in self.registers if register.is_stale(at)]

    @property
    def oldest(self) -> datetime | None:
        """When the oldest of the registers was retrieved."""
        return min((row.retrieved_at for row in self.registers if row.retrieved_at is not None), default=None)


def surroundings(request: HttpRequest) -> Surroundings:
    """What is beside the queue for whoever asks."""
    if not hasattr(request, _KEPT):
        setattr(request, _KEPT, _read(request))
    kept: Surroundings = getattr(request, _KEPT)
    return kept


def _read(request: HttpRequest) -> Surroundings:
    others = _registers(), _person(request), _sources(), _sections(request)
    rows = list(_channels(request).union(*others, all=True).order_by())
    named = ((int(key), str(name)) for kind, name, at, key in rows if kind == _CHANNEL)
    channels = sorted(named, key=lambda row: row[1])
    registers = tuple(
        RegisterAge(str(name), at, timedelta(hours=hours) if hours is not None else None)
        for kind, name, at, hours in rows
        if kind == _REGISTER
    )
    told, unchecked = next(((name, count) for kind, name, at, count in rows if kind == _PERSON), ("", 0))
    sources = sorted((str(name), str(name)) for kind, name, at, key in rows if kind == _SOURCE)
    sections = next((read_sections(name) for kind, name, at, key in rows if kind == _SECTIONS), ())
    return Surroundings(tuple(channels), tuple(sources), sections, registers, unchecked or 0, bool(told))


def _row(rows: QuerySet[Any], kind: str, name: Any, at: Any, number: Any) -> QuerySet[Any]:
    """Four columns of one type each, so that all can be asked for at once."""
    return rows.order_by().values_list(
        Value(kind, output_field=CharField()), Cast(name, CharField()), Cast(at, DateTimeField()),
        Cast(number, IntegerField()),
    )  # fmt: skip


def _channels(request: HttpRequest) -> QuerySet[Any]:
    title = Coalesce(NullIf("title", Value("")), "name")
    return _row(channels_of(request.user), _CHANNEL, title, Value(None), "pk")


def _registers() -> QuerySet[Any]:
    title = Coalesce(NullIf("title", Value("")), "name")
    return _row(Register.objects.all(), _REGISTER, title, "live__retrieved_at", "max_age_hours")


def _sources() -> QuerySet[Any]:
    first = SourceRecord.objects.filter(is_active=True).order_by("name").values("pk")[:_MOST_SOURCES]
    return _row(SourceRecord.objects.filter(pk__in=first), _SOURCE, "name", Value(None), Value(None))


def _sections(request: HttpRequest) -> QuerySet[Any]:
    people = get_user_model()._default_manager.filter(pk=request.user.pk or 0)
    return _row(people, _SECTIONS, sections_of(channels_of(request.user)), Value(None), Value(None))


def _person(request: HttpRequest) -> QuerySet[Any]:
    unchecked = visible(Article.objects.filter(status=Article.Status.LIVE).exclude(unchecked=""), request.user)
    count = Subquery(unchecked.order_by().values("status").annotate(count=Count("pk")).values("count"))
    told = Subquery(Told.objects.filter(person=OuterRef("pk"), told_at=None).order_by("id").values("kind")[:1])
    people = get_user_model()._default_manager.filter(pk=request.user.pk or 0)
    return _row(people, _PERSON, Coalesce(told, Value("")), Value(None), count)


