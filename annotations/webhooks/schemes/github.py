"""GitHub: ``X-Hub-Signature-256: sha256=HEX`` over the raw body. ``X-GitHub-Delivery`` is not signed, nor is a time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from annotations.webhooks.schemes.scheme import (
    Key,
    Scheme,
    Signed,
    header_bytes,
    hexadecimal,
    key_that_signed,
    signature_header,
    text_key,
)

_ID = re.compile(rb"[A-Za-z0-9-]{1,100}\Z")


def verify(headers: Mapping[str, str], body: bytes, keys: Sequence[Key], now: datetime) -> Signed:
    """As ``Verifier``."""
    stated = signature_header(headers, "X-Hub-Signature-256")
    key = key_that_signed(body, [stated], keys, shown=_shown)
    delivery = header_bytes(headers, "X-GitHub-Delivery")
    return Signed(key, delivery.decode("ascii") if _ID.match(delivery) else "")


def _shown(digest: bytes) -> bytes:
    return b"sha256=" + hexadecimal(digest)


SCHEME = Scheme("github", "X-Hub-Signature-256", verify, text_key)
