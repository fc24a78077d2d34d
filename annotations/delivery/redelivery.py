"""Sending again what was given up, or was delivered and got lost behind the receiver's door."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet

from annotations import events
from annotations.delivery.outbox import send_later
from annotations.locking import locked
from annotations.models.article import Article
from annotations.models.outgoing import Outgoing
from annotations.permissions import require

if TYPE_CHECKING:
    from django.contrib.auth.models import User

PERMISSION = "redeliver_callback"
_AGAIN = (Outgoing.State.DEAD, Outgoing.State.DELIVERED)


class RedeliveryRefused(ValueError):
    """A message that cannot be sent again; ``code`` says why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def redeliver(message: Outgoing, *, at: datetime, by: User | None = None) -> None:
    """Queues a message anew, under the same webhook-id and with all tries before it.

    ``by``: the person who asks; ``None`` for the command line.

    Raises:
        Http404: ``by`` does not work on the callback's channel.
        PermissionDenied: ``by`` may not redeliver.
        RedeliveryRefused: ``redelivery_superseded``, ``redelivery_waiting`` or ``redelivery_disabled``.
    """
    channel = message.callback.channel
    if by is not None:
        require(by, PERMISSION, channel)
    if not message.callback.is_active:
        raise RedeliveryRefused("redelivery_disabled", "The callback is switched off.")
    with transaction.atomic():
        if message.article_id is not None:
            # First the article, then the trail, then jobs: the order in which checks and decisions take them.
            locked(Article.objects.filter(pk=message.article_id), by="unchecked")
        row = locked(Outgoing.objects.filter(pk=message.pk), by="tries")
        if row is None or row.state in (Outgoing.State.PENDING, Outgoing.State.SENDING):
            raise RedeliveryRefused("redelivery_waiting", "It is waiting to be sent already.")
        if row.state == Outgoing.State.SUPERSEDED or _newer(row).exists():
            raise RedeliveryRefused("redelivery_superseded", "A newer message says something else by now.")
        row.state, row.tries, row.next_at, row.done_at = Outgoing.State.PENDING, 0, at, None
        row.save(update_fields=["state", "tries", "next_at", "done_at"])
        told = {"callback": row.callback_id, "message": row.webhook_id}
        events.record("callback.redelivered", channel=channel, article=row.article, actor=by, data=told, at=at)
        send_later(row.callback_id, row.lane, at=at)


def redeliver_all(
    messages: QuerySet[Outgoing], *, at: datetime, by: User | None = None
) -> tuple[int, list[tuple[Outgoing, RedeliveryRefused]]]:
    """Each of them, one transaction each: how many are queued, and which are not, and why.

    Raises:
        Http404, PermissionDenied: as ``redeliver``.
    """
    queued, refused = 0, []
    for message in messages.select_related("callback__channel", "article").order_by("id"):
        try:
            redeliver(message, at=at, by=by)
            queued += 1
        except RedeliveryRefused as error:
            refused.append((message, error))
    return queued, refused


def dead_letters() -> QuerySet[Outgoing]:
    """Messages that were given up, the latest first."""
    return Outgoing.objects.filter(state=Outgoing.State.DEAD).order_by("-id")


def _newer(row: Outgoing) -> QuerySet[Outgoing]:
    return Outgoing.objects.filter(callback=row.callback_id, lane=row.lane, pk__gt=row.pk)
