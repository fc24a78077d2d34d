"""Signatures of Standard Webhooks: HMAC-SHA256 over id, time and body, one for each live secret."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime

PREFIX = "whsec_"
_SECRET_BYTES = 32


def new_secret() -> bytes:
    """A secret that nobody has had."""
    return secrets.token_bytes(_SECRET_BYTES)


def shown(secret: bytes) -> str:
    """A secret as people hand it on."""
    return PREFIX + base64.b64encode(secret).decode("ascii")


def signed_headers(webhook_id: str, body: bytes, *, at: datetime, keys: Sequence[bytes]) -> dict[str, str]:
    """The three headers of a message that is sent at ``at``."""
    stamp = str(int(at.timestamp()))
    signatures = (_signature(key, f"{webhook_id}.{stamp}.".encode("ascii") + body) for key in keys)
    return {"webhook-id": webhook_id, "webhook-timestamp": stamp, "webhook-signature": " ".join(signatures)}


def _signature(key: bytes, signed: bytes) -> str:
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode("ascii")
