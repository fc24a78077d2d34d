"""The channel that a request is for, with its live secrets: one query, before anything of the request is believed."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db import connection

from annotations.models.channel import Channel
from annotations.models.webhook_secret import WebhookSecret
from annotations.sealing import SealBrokenError, unseal
from annotations.webhooks.adapters.adapter import Adapter
from annotations.webhooks.adapters.registry import adapter_named
from annotations.webhooks.refusal import Refusal
from annotations.webhooks.schemes.registry import SCHEMES
from annotations.webhooks.schemes.scheme import Key, Signed

logger = logging.getLogger("annotations.webhooks")

_NAME = re.compile(r"[A-Za-z0-9_-]{1,100}\Z")
"""Of a channel; nothing else is asked of the database."""

_CHANNEL_WITH_SECRETS = """
    SELECT channel.*, live.id AS secret, live.scheme AS scheme, live.sealed AS sealed
    FROM annotations_channel channel
    LEFT JOIN annotations_webhooksecret live
        ON live.channel_id = channel.id AND (live.valid_until IS NULL OR live.valid_until > %s)
    WHERE channel.name = %s ORDER BY live.id DESC
"""
"""By hand, since putting it together anew takes longer than all that a stranger's request may take."""


@dataclass(frozen=True, slots=True)
class Connection:
    """A channel that takes webhooks: what it reads, and by which keys it knows its sender."""

    channel: Channel
    adapter: Adapter
    keys: Mapping[str, Sequence[Key]]
    """Scheme -> its live keys, the newest first."""
    sealed_shut: bool = False
    """Whether a live secret cannot be opened."""


def connection_to(name: str, *, now: datetime) -> Connection:
    """The connection under ``name``.

    Raises:
        Refusal: 404 ``not_found`` for an unknown and a disabled channel alike, and for one of a hooked model.
    """
    if _NAME.match(name) is None:
        raise _not_found()
    until = WebhookSecret._meta.get_field("valid_until").get_db_prep_value(now, connection)
    rows = list(Channel.objects.raw(_CHANNEL_WITH_SECRETS, [until, name]))
    adapter = adapter_named(rows[0].adapter) if rows and rows[0].is_active else None
    if adapter is None:
        raise _not_found()
    keys: dict[str, list[Key]] = {}
    shut = False
    for secret in map(vars, rows):
        if secret["sealed"] is None:
            continue
        try:
            key = Key(_opened(secret["sealed"]), secret["secret"])
        except SealBrokenError:
            logger.error("secret %s of channel %s cannot be opened: SEALING_KEYS has changed", secret["secret"], name)
            shut = True
        else:
            keys.setdefault(secret["scheme"], []).append(key)
    return Connection(rows[0], adapter, keys, shut)


def refuse_unsigned(connection: Connection, headers: Mapping[str, str]) -> None:
    """Refuses a request that bears no signature at all, before its body is read; raises ``Refusal``."""
    if _scheme(connection, headers) is not None or connection.channel.unsigned:
        return
    if connection.sealed_shut and not connection.keys:
        raise Refusal("unavailable", "The channel's secrets cannot be opened.", headers={"Retry-After": "60"})
    header = SCHEMES[next(iter(connection.keys), "standard")].header
    raise Refusal(
        "signature_missing", f"The request has no {header} header. Sign the raw body with the secret of the channel."
    )


def verified(connection: Connection, headers: Mapping[str, str], body: bytes, *, now: datetime) -> Signed | None:
    """Who signed; ``None`` for an unsigned request to a channel that takes such. Raises ``Refusal``."""
    name = _scheme(connection, headers)
    if name is None:
        refuse_unsigned(connection, headers)
        return None
    return SCHEMES[name].verify(headers, body, connection.keys[name], now)


def _not_found() -> Refusal:
    return Refusal("not_found", "No such intake address.")


def _scheme(connection: Connection, headers: Mapping[str, str]) -> str | None:
    """The scheme of which the channel has a secret and the request a signature."""
    return next((name for name in connection.keys if headers.get(SCHEMES[name].header, "").strip()), None)


@lru_cache(maxsize=1024)
def _opened(sealed: str) -> bytes:
    """Kept, since opening takes longer than verifying. One sealed text never stands for two secrets."""
    return unseal(sealed)
