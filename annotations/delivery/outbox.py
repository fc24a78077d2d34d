"""The outbox: a message is written in the transaction of what it tells of, and a job sends it."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from annotations.jobs.handlers import CALLBACK
from annotations.jobs.queue import enqueue
from annotations.models.article import Article
from annotations.models.callback import Callback
from annotations.models.outgoing import Outgoing

PRIORITY = 5
"""After checks that people wait for, before checks that are made again."""
KINDS = ("verdict.decided",)
"""What can be told; a callback names those that it wants."""
KEEP = timedelta(days=30)
_TOLD = (Outgoing.State.PENDING, Outgoing.State.SENDING, Outgoing.State.DELIVERED)
_STRANDED = timedelta(minutes=1)
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class News:
    """Something to tell: ``lane`` is what it is about, ``says`` what must differ for it to be told again."""

    kind: str
    lane: str
    data: Mapping[str, Any]
    says: Mapping[str, Any]
    article: Article | None = None


def wanted_by(channel_id: int, kind: str) -> list[Callback]:
    """The callbacks of a channel that want to hear of ``kind``."""
    return [row for row in Callback.objects.filter(channel=channel_id, is_active=True) if kind in row.events]


def tell(news: News, callbacks: list[Callback], *, at: datetime) -> list[Outgoing]:
    """Writes a message to each callback that has not been told just that; in the caller's transaction.

    Whatever of the same lane still waits is replaced. Who calls this for an article holds its lock.
    """
    digest = hashlib.sha256(_json(news.says)).hexdigest()
    body = _json({"type": news.kind, "timestamp": _instant(at), "data": news.data}).decode("utf-8")
    return [made for callback in callbacks if (made := _put(news, callback, digest, body, at)) is not None]


def send_later(callback_id: int, lane: str, *, at: datetime) -> None:
    """Has what waits in a lane sent at ``at``."""
    payload = {"callback": callback_id, "lane": lane}
    enqueue(CALLBACK, dedupe=f"{callback_id}:{lane}", run_after=at, payload=payload, priority=PRIORITY)


def sweep(at: datetime) -> int:
    """Queues jobs for messages that are overdue, for the case that theirs died; how many lanes.

    Old messages are forgotten on the way.
    """
    overdue = Outgoing.objects.filter(
        state__in=(Outgoing.State.PENDING, Outgoing.State.SENDING), next_at__lt=at - _STRANDED
    )
    lanes = set(overdue.values_list("callback_id", "lane")[:_AT_ONCE])
    for callback_id, lane in sorted(lanes):
        send_later(callback_id, lane, at=at)
    forget(before=at - KEEP)
    return len(lanes)


def forget(*, before: datetime) -> int:
    """Deletes messages that were delivered or replaced before then, a thousand at most; how many.

    The last of a lane stays, for it says what the receiver knows; so do the dead.
    """
    old = Outgoing.objects.filter(
        state__in=(Outgoing.State.DELIVERED, Outgoing.State.SUPERSEDED), done_at__lt=before
    ).values_list("pk", "callback_id", "lane")[:_AT_ONCE]
    followed = [
        key for key, callback_id, lane in list(old)
        if Outgoing.objects.filter(
            callback=callback_id, lane=lane, pk__gt=key, state=Outgoing.State.DELIVERED
        ).exists()
    ]  # fmt: skip
    Outgoing.objects.filter(pk__in=followed).delete()
    return len(followed)


def _put(news: News, callback: Callback, digest: str, body: str, at: datetime) -> Outgoing | None:
    lane = Outgoing.objects.filter(callback=callback, lane=news.lane)
    last = lane.filter(state__in=_TOLD).order_by("-id").only("digest").first()
    if last is not None and last.digest == digest:
        return None
    lane.filter(state=Outgoing.State.PENDING).update(state=Outgoing.State.SUPERSEDED, done_at=at)
    made = Outgoing.objects.create(
        callback=callback, article=news.article, kind=news.kind, lane=news.lane, digest=digest, body=body,
        webhook_id=f"msg_{secrets.token_hex(16)}", next_at=at, created_at=at,
    )
    send_later(callback.pk, news.lane, at=at)
    return made


def _json(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)
    return text.encode("utf-8", "replace")


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
