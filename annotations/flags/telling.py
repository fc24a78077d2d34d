"""What somebody is to be told at their next page, because of what another person did with a flag."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from annotations.models.flag import Flag
from annotations.models.told import Told

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MOST = 20
"""That are told at once."""


def tell_person(person: int | None, kind: str, flag: Flag, *, by: User, at: datetime, **data: Any) -> None:
    """Leaves word for ``person``, by key; nobody is told what they did themselves."""
    if person is not None and person != by.pk:
        Told.objects.create(person_id=person, flag=flag, kind=kind, at=at, data={"by": by.get_username(), **data})


def take_told(person: User, *, at: datetime) -> list[Told]:
    """What ``person`` has not been told yet, oldest first; from now on it is told."""
    waiting = Told.objects.filter(person=person, told_at=None).order_by("id").select_related("flag")
    found = list(waiting[:MOST])
    Told.objects.filter(pk__in=[row.pk for row in found]).update(told_at=at)
    return found
