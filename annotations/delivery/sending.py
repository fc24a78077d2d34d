"""Sends what waits: claims the newest message of a lane, posts it outside any transaction, and records what came of it.

A sender that dies between sending and recording leaves its claim behind; when that has run out the message is sent
again under the same webhook-id. So a message arrives at least once, and its id tells the receiver whether it has it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import SystemRandom

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet

from annotations import __version__, conf
from annotations.delivery import outbox
from annotations.delivery.callbacks import disable, signing_keys
from annotations.delivery.post import Answer, PostFailed, post
from annotations.delivery.schedule import PATIENCE, asked_for, wait_after
from annotations.delivery.settings import policy
from annotations.delivery.signing import signed_headers
from annotations.jobs.handlers import Prepared
from annotations.locking import locked
from annotations.models.callback import Callback
from annotations.models.job import Job
from annotations.models.outgoing import Attempt, Outgoing
from annotations.sealing import SealBrokenError

_CLAIM_BEYOND = timedelta(seconds=45)
"""How much longer a message is its sender's than sending it may take."""
_OPEN = (Outgoing.State.PENDING, Outgoing.State.SENDING)
_SILENT = frozenset({"timed_out", "not_connected", "not_resolved", "tls_failed"})
_SHORTEST_HOLD, _LONGEST_HOLD = timedelta(seconds=4), timedelta(minutes=5)
"""How long a receiver that does not answer is left alone with everything: never longer than a message waits anyway."""
_BUSY = timedelta(seconds=2)
_DISABLED = "the callback is switched off"
_NEWER = "replaced by a newer message"
_DELIVERED = "delivered"


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of sending a message once."""

    at: datetime
    outcome: str
    detail: str = ""
    status: int | None = None
    asked: timedelta = timedelta(0)
    """How long the receiver wants to be left in peace."""
    duration_ms: int = 0

    @property
    def delivered(self) -> bool:
        """Whether the receiver took it."""
        return self.outcome == _DELIVERED

    @property
    def unanswered(self) -> bool:
        """Whether it waited for a receiver in vain."""
        return self.outcome in _SILENT


def prepare(job: Job, at: datetime) -> Prepared:
    """Sends the newest message of the job's lane. Writes a claim on it first, in a transaction of its own."""
    callback_id, lane = job.payload["callback"], job.payload["lane"]
    try:
        message, later = _claimed(callback_id, lane, at)
    except IntegrityError:
        message, later = None, at + _BUSY
    if message is None:
        return Prepared(_nothing, again=later)
    return Prepared(partial(_record, message, _sent(message, at)))


def _nothing() -> None:
    """There is nothing to write."""


@transaction.atomic
def _claimed(callback_id: int, lane: str, at: datetime) -> tuple[Outgoing | None, datetime | None]:
    """The message to send now; or when to look again; or neither, when nothing is left to send.

    Raises:
        IntegrityError: another sender was quicker.
    """
    rows = Outgoing.objects.filter(callback=callback_id, lane=lane)
    message = locked(rows.filter(state__in=_OPEN).order_by("-id"), by="tries")
    if message is None:
        return None, None
    if rows.filter(state=Outgoing.State.SENDING, claimed_until__gt=at).exists():
        return None, at + _BUSY
    before = rows.filter(state__in=_OPEN, pk__lt=message.pk)
    before.update(state=Outgoing.State.SUPERSEDED, done_at=at, claimed_until=None, last_error=_NEWER)
    mine, callback = rows.filter(pk=message.pk), message.callback
    if rows.filter(pk__gt=message.pk, state=Outgoing.State.DELIVERED).exists():
        mine.update(state=Outgoing.State.SUPERSEDED, done_at=at, claimed_until=None, last_error=_NEWER)
        return None, None
    if not callback.is_active:
        mine.update(state=Outgoing.State.DEAD, done_at=at, claimed_until=None, last_error=_DISABLED)
        return None, None
    due = max(message.next_at, callback.wait_until or message.next_at)
    if due > at:
        mine.update(state=Outgoing.State.PENDING, claimed_until=None)
        return None, due
    until = at + timedelta(seconds=conf.desk().callback_timeout_s) + _CLAIM_BEYOND
    mine.update(state=Outgoing.State.SENDING, claimed_until=until)
    message.refresh_from_db()
    return message, None


def _sent(message: Outgoing, at: datetime) -> Tried:
    started = time.monotonic()

    def tried(outcome: str, detail: str = "", **more: object) -> Tried:
        took = time.monotonic() - started
        return Tried(at + timedelta(seconds=took), outcome, detail, duration_ms=int(took * 1000), **more)  # type: ignore[arg-type]

    body = message.body.encode("utf-8")
    try:
        keys = signing_keys(message.callback, at=at)
        headers = signed_headers(message.webhook_id, body, at=at, keys=keys) | {
            "Content-Type": "application/json", "User-Agent": f"annotations/{__version__}",
        }
        answer = post(message.callback.url, body, headers, policy=policy(), deadline_s=conf.desk().callback_timeout_s)
    except PostFailed as error:
        return tried(error.code, error.detail)
    except SealBrokenError as error:
        return tried("secret_sealed", str(error))
    return tried(_meaning(answer), status=answer.status, asked=_asked(answer, at))


def _meaning(answer: Answer) -> str:
    if 200 <= answer.status < 300:
        return _DELIVERED
    return "redirected" if 300 <= answer.status < 400 else "gone" if answer.status == 410 else "refused"


def _asked(answer: Answer, at: datetime) -> timedelta:
    return asked_for(answer.retry_after, now=at) if answer.status in (429, 503) else timedelta(0)


def _record(message: Outgoing, tried: Tried) -> None:
    """Writes what came of it, in the transaction that ends the job."""
    Attempt.objects.create(
        message=message, at=tried.at, status=tried.status, outcome=tried.outcome, detail=tried.detail[:300],
        duration_ms=tried.duration_ms,
    )
    mine = Outgoing.objects.filter(
        pk=message.pk, state=Outgoing.State.SENDING, claimed_until=message.claimed_until
    )
    if tried.delivered:
        _delivered(message, mine, tried)
    else:
        _failed(message, mine, tried)
    rest = Outgoing.objects.filter(callback=message.callback_id, lane=message.lane, state=Outgoing.State.PENDING)
    waiting = rest.order_by("-id").first()
    if waiting is not None:
        outbox.send_later(message.callback_id, message.lane, at=max(waiting.next_at, tried.at))


def _delivered(message: Outgoing, mine: QuerySet[Outgoing], tried: Tried) -> None:
    mine.update(
        state=Outgoing.State.DELIVERED, done_at=tried.at, claimed_until=None, tries=F("tries") + 1, last_error=""
    )
    Callback.objects.filter(pk=message.callback_id, failing_since__isnull=False).update(failing_since=None)


def _failed(message: Outgoing, mine: QuerySet[Outgoing], tried: Tried) -> None:
    tries = message.tries + 1
    wait = wait_after(tries, SystemRandom(), asked=tried.asked)
    error = f"{tried.outcome}: {tried.status or tried.detail}"[:300]
    newer = Outgoing.objects.filter(callback=message.callback_id, lane=message.lane, pk__gt=message.pk)
    changes: dict[str, object] = {"state": Outgoing.State.DEAD, "done_at": tried.at}
    if newer.exclude(state=Outgoing.State.DEAD).exists():
        changes["state"] = Outgoing.State.SUPERSEDED
    elif wait is not None and tried.outcome != "gone":
        changes = {"state": Outgoing.State.PENDING, "next_at": tried.at + wait}
    mine.update(**changes, tries=tries, claimed_until=None, last_error=error)
    _note_failure(message.callback_id, tried)


def _note_failure(callback_id: int, tried: Tried) -> None:
    """The callback is failing; when it is gone, or has failed for too long, it is switched off."""
    rows = Callback.objects.filter(pk=callback_id)
    rows.filter(failing_since=None).update(failing_since=tried.at)
    hold = max(tried.asked, _hold(rows.values_list("failing_since", flat=True).get(), tried))
    if hold:
        until = tried.at + hold
        rows.filter(Q(wait_until=None) | Q(wait_until__lt=until)).update(wait_until=until)
    if tried.outcome == "gone":
        disable(callback_id, Callback.Disabled.GONE, at=tried.at)
    elif rows.filter(failing_since__lte=tried.at - PATIENCE).exists():
        disable(callback_id, Callback.Disabled.FAILING, at=tried.at)


def _hold(failing_since: datetime | None, tried: Tried) -> timedelta:
    """For one that does not answer and has only failed for a while: half of that, to free senders for others."""
    half = (tried.at - failing_since) / 2 if failing_since is not None else timedelta(0)
    return min(half, _LONGEST_HOLD) if tried.unanswered and half >= _SHORTEST_HOLD else timedelta(0)
