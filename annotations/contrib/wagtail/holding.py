"""Pages that are held though nobody asked about them alone: by the scheduler, and among many in a bulk action."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, PageLogEntry

from annotations.contrib.wagtail.log import HELD
from annotations.gate import PublishBlocked


@dataclass(slots=True)
class OfRequest:
    """What is held while one request is answered."""

    goes_on: bool = False
    """Whether a refusal lets the rest be published."""
    held: list[PublishBlocked] = field(default_factory=list)


current: ContextVar[OfRequest | None] = ContextVar("annotations_wagtail_request", default=None)
"""Set by the middleware for as long as a request lasts."""


def hold_for_request(blocked: PublishBlocked) -> bool:
    """Keeps a refusal for the end of a bulk action; whether there is one."""
    request = current.get()
    if request is None or not request.goes_on:
        return False
    request.held.append(blocked)
    return True


def hold(action: Any, blocked: PublishBlocked, *, at: datetime) -> None:
    """Leaves a scheduled revision where it is and says so in the page's history, once for the same reasons.

    It stays scheduled: when it may go out, by a fix, an override or another register, the next run publishes it.
    """
    reasons = list(blocked.messages)
    entries = PageLogEntry if hasattr(action.object, "alias_of_id") else ModelLogEntry
    last = entries.objects.for_instance(action.object).filter(action=HELD).order_by("-timestamp").first()
    if last is None or last.revision_id != action.revision.pk or last.data.get("reasons") != reasons:
        log(
            instance=action.object, action=HELD, user=action.user, revision=action.revision,
            data={"reasons": reasons, "at": at.isoformat()},
        )
