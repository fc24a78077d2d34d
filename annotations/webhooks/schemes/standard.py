"""Standard Webhooks: ``webhook-signature: v1,BASE64`` over ``webhook-id.webhook-timestamp.body``."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from annotations.webhooks.refusal import Refusal
from annotations.webhooks.schemes.scheme import (
    MOST_SIGNATURES,
    Key,
    Scheme,
    Signed,
    check_time,
    header_bytes,
    key_that_signed,
    signature_header,
)

PREFIX = "whsec_"
_ID = re.compile(rb"[!-\-/-~]{1,200}\Z")
"""Printable ASCII without the dot, which would shift the boundary of what is signed."""


def verify(headers: Mapping[str, str], body: bytes, keys: Sequence[Key], now: datetime) -> Signed:
    """As ``Verifier``; the id is part of what is signed."""
    stated = signature_header(headers, "webhook-signature")
    webhook_id = signature_header(headers, "webhook-id")
    timestamp = signature_header(headers, "webhook-timestamp")
    check_time(timestamp, now, header="webhook-timestamp")
    signatures = stated.split(b" ")
    if len(signatures) > MOST_SIGNATURES:
        raise Refusal("signature_invalid", f"Signature does not match. At most {MOST_SIGNATURES} signatures are read.")
    message = b".".join((webhook_id, timestamp, body))
    key = key_that_signed(message, signatures, keys, shown=_shown)
    if _ID.match(header_bytes(headers, "webhook-id")) is None:
        raise Refusal("webhook_id_invalid", "webhook-id must be 1 to 200 printable ASCII characters without a dot.")
    return Signed(key, webhook_id.decode("ascii"), id_signed=True)


def key_of(secret: str) -> bytes:
    """The key of a ``whsec_…`` secret, with or without that prefix.

    Raises:
        ValueError: it is no base64, or not 24 to 64 bytes.
    """
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("a secret of Standard Webhooks is base64, with whsec_ before it") from None
    if not 24 <= len(key) <= 64:
        raise ValueError(f"a secret of Standard Webhooks has 24 to 64 bytes, not {len(key)}")
    return key


def shown_as(key: bytes) -> str:
    """The secret as people pass it on."""
    return PREFIX + base64.b64encode(key).decode("ascii")


def _shown(digest: bytes) -> bytes:
    return b"v1," + base64.b64encode(digest)


SCHEME = Scheme("standard", "webhook-signature", verify, key_of)
