"""Stripe: ``Stripe-Signature: t=SECONDS,v1=HEX[,v1=HEX…]`` over ``t.body``; no id but the two together.

Times ahead of ours are refused too, which Stripe's own library does not do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from annotations.webhooks.refusal import Refusal
from annotations.webhooks.schemes.scheme import (
    MOST_SIGNATURES,
    Key,
    Scheme,
    Signed,
    check_time,
    hexadecimal,
    key_that_signed,
    signature_header,
    text_key,
    timed_id,
)


def verify(headers: Mapping[str, str], body: bytes, keys: Sequence[Key], now: datetime) -> Signed:
    """As ``Verifier``."""
    parts = [part.partition(b"=") for part in signature_header(headers, "Stripe-Signature").split(b",")]
    times = [value for name, _, value in parts if name == b"t"]
    signatures = [value for name, _, value in parts if name == b"v1"]
    if len(times) != 1 or not 1 <= len(signatures) <= MOST_SIGNATURES:
        raise Refusal("signature_invalid", "Signature does not match. Stripe-Signature is t=SECONDS,v1=HEX.")
    check_time(times[0], now, header="t in Stripe-Signature")
    key = key_that_signed(times[0] + b"." + body, signatures, keys, shown=hexadecimal)
    return Signed(key, timed_id(times[0], body), id_signed=True)


SCHEME = Scheme("stripe", "Stripe-Signature", verify, text_key)
