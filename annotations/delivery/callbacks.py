"""Callbacks: opened with a secret that is shown once, given another secret while the old one still signs, switched off.

What is changed has its event in the audit trail; secrets are in none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from annotations import events
from annotations.delivery.address import CallbackRefused, allowed, endpoint
from annotations.delivery.outbox import KINDS
from annotations.delivery.post import CONNECT_S, Resolve, system_addresses
from annotations.delivery.settings import policy
from annotations.delivery.signing import new_secret, shown
from annotations.models.callback import Callback
from annotations.models.channel import Channel
from annotations.sealing import seal, unseal

if TYPE_CHECKING:
    from django.contrib.auth.models import User

OVERLAP = timedelta(hours=24)
"""How long the old secret signs beside a new one."""


def refuse_unless_allowed(url: str, *, resolve: Resolve = system_addresses) -> str:
    """``url`` in the standard's form, when it may be called today. It is judged again each time it is called.

    Raises:
        CallbackRefused: it may not, or its host cannot be found.
    """
    rules = policy()
    place = endpoint(url, rules)
    try:
        addresses = resolve(place.host, place.port, CONNECT_S)
    except OSError:
        raise CallbackRefused("The host cannot be found.") from None
    allowed(addresses, place, rules)
    return place.href


def refuse_twice(url: str, *, of: int, but: int | None = None) -> None:
    """Goes on when no callback of the channel ``of`` is at ``url``, leaving out the callback ``but``.

    Raises:
        CallbackRefused: there is one.
    """
    if Callback.objects.filter(channel=of, url=url).exclude(pk=but or 0).exists():
        raise CallbackRefused("The channel has a callback at this address already.")


def open_callback(
    channel: Channel, url: str, *, at: datetime, by: User | None = None, wanted: Sequence[str] = KINDS,
    resolve: Resolve = system_addresses,
) -> tuple[Callback, str]:
    """A new callback of ``channel``, and its secret, which nobody can read again.

    Raises:
        CallbackRefused: the address may not be called, or is a callback of the channel already.
    """
    href = refuse_unless_allowed(url, resolve=resolve)
    refuse_twice(href, of=channel.pk)
    secret = new_secret()
    with transaction.atomic():
        made = Callback.objects.create(channel=channel, url=href, events=list(wanted), secret=seal(secret))
        _tell("callback.opened", made, by=by, at=at, events=list(wanted))
    return made, shown(secret)


def move(callback: Callback, url: str, *, at: datetime, by: User | None = None) -> None:
    """Sends to another address from now on.

    Raises:
        CallbackRefused: the address may not be called, or is a callback of the channel already.
    """
    href, before = refuse_unless_allowed(url), callback.url
    refuse_twice(href, of=callback.channel_id, but=callback.pk)
    callback.url = href
    with transaction.atomic():
        callback.save(update_fields=["url"])
        _tell("callback.moved", callback, by=by, at=at, before=before)


def rotate(callback: Callback, *, at: datetime, by: User | None = None, overlap: timedelta = OVERLAP) -> str:
    """A new secret, shown once; the one before signs beside it until ``overlap`` is over."""
    secret = new_secret()
    callback.old_secret, callback.old_secret_until = callback.secret, at + overlap
    callback.secret = seal(secret)
    with transaction.atomic():
        callback.save(update_fields=["secret", "old_secret", "old_secret_until"])
        _tell("callback.rotated", callback, by=by, at=at, old_until=callback.old_secret_until.isoformat())
    return shown(secret)


def enable(callback: Callback, *, at: datetime, by: User | None = None) -> None:
    """Sends there again. What was given up meanwhile stays so until it is redelivered."""
    callback.is_active, callback.disabled_because = True, ""
    callback.failing_since = callback.wait_until = None
    with transaction.atomic():
        callback.save(update_fields=["is_active", "disabled_because", "failing_since", "wait_until"])
        _tell("callback.enabled", callback, by=by, at=at)


def disable(callback_id: int, because: Callback.Disabled, *, at: datetime, by: User | None = None) -> None:
    """Sends nothing there any more; what waits is given up when its turn comes. Nothing when it is off already."""
    with transaction.atomic():
        rows = Callback.objects.filter(pk=callback_id, is_active=True)
        if rows.update(is_active=False, disabled_because=because):
            callback = Callback.objects.select_related("channel").get(pk=callback_id)
            _tell("callback.disabled", callback, by=by, at=at, because=str(because))


def signing_keys(callback: Callback, *, at: datetime) -> list[bytes]:
    """The secrets that sign at ``at``, the newest first.

    Raises:
        SealBrokenError: one cannot be opened.
    """
    keys = [unseal(callback.secret)]
    if callback.old_secret and callback.old_secret_until is not None and callback.old_secret_until > at:
        keys.append(unseal(callback.old_secret))
    return keys


def _tell(kind: str, callback: Callback, *, by: User | None, at: datetime, **data: object) -> None:
    told = {"callback": callback.pk, "url": callback.url, **data}
    events.record(kind, channel=callback.channel, actor=by, data=told, at=at)
