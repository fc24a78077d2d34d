"""Superdesk's HTTP push: ``x-superdesk-signature: sha1=HEX`` over the raw body; no id, no time.

HMAC with SHA-1 is not broken as SHA-1 by itself is, but nobody should choose it: it is there for channels that need it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from annotations.webhooks.schemes.scheme import (
    Key,
    Scheme,
    Signed,
    hexadecimal,
    key_that_signed,
    signature_header,
    text_key,
)


def verify(headers: Mapping[str, str], body: bytes, keys: Sequence[Key], now: datetime) -> Signed:
    """As ``Verifier``."""
    stated = signature_header(headers, "x-superdesk-signature")
    return Signed(key_that_signed(body, [stated], keys, shown=_shown, algorithm="sha1"))


def _shown(digest: bytes) -> bytes:
    return b"sha1=" + hexadecimal(digest)


SCHEME = Scheme("superdesk", "x-superdesk-signature", verify, text_key)
