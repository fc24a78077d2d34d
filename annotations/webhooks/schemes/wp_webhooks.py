"""WP Webhooks: ``X-WP-Webhook-Signature: BASE64`` of HMAC-SHA256 over the raw body; no id, no time."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from datetime import datetime

from annotations.webhooks.schemes.scheme import Key, Scheme, Signed, key_that_signed, signature_header, text_key


def verify(headers: Mapping[str, str], body: bytes, keys: Sequence[Key], now: datetime) -> Signed:
    """As ``Verifier``."""
    stated = signature_header(headers, "X-WP-Webhook-Signature")
    return Signed(key_that_signed(body, [stated], keys, shown=base64.b64encode))


SCHEME = Scheme("wp_webhooks", "X-WP-Webhook-Signature", verify, text_key)
