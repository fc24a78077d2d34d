"""Many decisions at once: so many an hour, and none lost to another's lock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from django.contrib.auth import get_user_model
from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from annotations.conf import desk
from annotations.flags.life import TransitionRefused
from annotations.locking import locked
from annotations.models.decision import Decision

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_Answer = TypeVar("_Answer")
_HOUR = timedelta(hours=1)
_PASSING = frozenset({"40001", "40P01"})
"""PostgreSQL: could not serialize, deadlock. Nothing was done, and the next try may do it."""


def allowed_of(person: User) -> int | None:
    """How many flags an hour ``person`` may dismiss when many are dismissed at once; ``None``: any number."""
    return None if person.has_perm("annotations.dismiss_error_flag") else desk().bulk_dismissals_an_hour


def within_the_hour(person: User, allowed: int, *, at: datetime, work: Callable[[], _Answer]) -> _Answer:
    """What ``work`` answers, unless ``person`` has dismissed ``allowed`` flags in the hour before ``at``.

    The person is locked, so that two requests at once are counted one after the other.

    Raises:
        TransitionRefused: ``rate_limited``, with the seconds until the oldest of them is an hour ago.
    """
    with transaction.atomic():
        locked(get_user_model()._default_manager.filter(pk=person.pk), by="last_login")
        made = Decision.objects.filter(by=person, kind=Decision.Kind.DISMISS, at__gt=at - _HOUR)
        oldest = list(made.order_by("-at").values_list("at", flat=True)[allowed - 1 : allowed])
        if oldest:
            wait = max(1, int((oldest[0] + _HOUR - at).total_seconds()) + 1)
            said = _("You have dismissed %(count)d flags within an hour. A lead may go on, or you in %(wait)d s.")
            raise TransitionRefused("rate_limited", said % {"count": allowed, "wait": wait})
        return work()


def tried_again(work: Callable[[], _Answer]) -> _Answer:
    """What ``work`` answers; a second time when others' locks have ended the first.

    Raises:
        TransitionRefused: ``unavailable``: neither came to anything, or the database cannot be reached.
    """
    try:
        try:
            return work()
        except OperationalError as error:
            cause = error.__cause__
            if getattr(cause, "sqlstate", getattr(cause, "pgcode", None)) not in _PASSING:
                raise
            return work()
    except OperationalError as error:
        said = _("The database could not do it just now; send it again.")
        raise TransitionRefused("unavailable", said) from error
