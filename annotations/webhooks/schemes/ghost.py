"""Ghost: ``X-Ghost-Signature: sha256=HEX, t=MILLISECONDS`` over the body with the time right behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from annotations.webhooks.refusal import Refusal
from annotations.webhooks.schemes.scheme import (
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

_STATED = re.compile(rb"sha256=(?P<signature>[^,\s]+), t=(?P<time>[^,\s]+)\Z")


def verify(headers: Mapping[str, str], body: bytes, keys: Sequence[Key], now: datetime) -> Signed:
    """As ``Verifier``. A version of Ghost that signs no time is refused: what it sends could be sent again for ever."""
    stated = _STATED.match(signature_header(headers, "X-Ghost-Signature"))
    if stated is None:
        raise Refusal("signature_invalid", "Signature does not match. X-Ghost-Signature is sha256=HEX, t=MILLISECONDS.")
    check_time(stated["time"], now, header="t in X-Ghost-Signature", ticks=1000)
    key = key_that_signed(body + stated["time"], [stated["signature"]], keys, shown=hexadecimal)
    return Signed(key, timed_id(stated["time"], body), id_signed=True)


SCHEME = Scheme("ghost", "X-Ghost-Signature", verify, text_key)
