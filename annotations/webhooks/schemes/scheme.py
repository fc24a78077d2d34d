"""What a scheme of signatures is, and what all of them do the same way."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from annotations.webhooks.refusal import Refusal

TOLERANCE = 300
"""Seconds by which a signed time may differ from ours, either way (Standard Webhooks)."""
MOST_SIGNATURES = 10
"""That are read of one request."""

_SECONDS = re.compile(rb"[0-9]{1,15}\Z")
_UNIT = {1: "seconds", 1000: "milliseconds"}


@dataclass(frozen=True, slots=True)
class Key:
    """A live secret: the bytes to sign with, and the number of its row."""

    secret: bytes
    row: int | None = None

    def __repr__(self) -> str:
        return f"Key(row={self.row})"


@dataclass(frozen=True, slots=True)
class Signed:
    """A request whose signature is good. ``webhook_id`` is empty where the scheme has none."""

    key: Key
    webhook_id: str = ""
    id_signed: bool = False


Verifier = Callable[[Mapping[str, str], bytes, Sequence[Key], datetime], Signed]
"""Headers, raw body, live keys, the present time -> what is signed. Raises ``Refusal``."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """One way to sign. ``header`` bears the signature; ``key_of`` makes the key of a secret as it is shown.

    ``key_of`` raises ``ValueError`` with the reason for a secret that the scheme cannot use.
    """

    name: str
    header: str
    verify: Verifier
    key_of: Callable[[str], bytes]


def header_bytes(headers: Mapping[str, str], name: str) -> bytes:
    """A header as bytes; what is not Latin-1 becomes ``?``, which no signature holds. Empty when it is not there."""
    return headers.get(name, "").strip(" \t").encode("latin-1", "replace")


def signature_header(headers: Mapping[str, str], name: str) -> bytes:
    """The header with the signature.

    Raises:
        Refusal: 401 ``signature_missing`` when it is not there or empty.
    """
    stated = header_bytes(headers, name)
    if not stated:
        raise Refusal(
            "signature_missing", f"The request has no {name} header. Sign the raw body with the secret of the channel."
        )
    return stated


def mac(key: Key, message: bytes, algorithm: str = "sha256") -> bytes:
    """HMAC as raw bytes."""
    return hmac.new(key.secret, message, algorithm).digest()


def key_that_signed(
    message: bytes, stated: Iterable[bytes], keys: Sequence[Key], *, shown: Callable[[bytes], bytes],
    algorithm: str = "sha256",
) -> Key:
    """The key by which one of the ``stated`` signatures is good; ``shown`` writes a MAC as the scheme does.

    All pairs are compared, each in constant time.

    Raises:
        Refusal: 401 ``signature_invalid``; it does not say what failed.
    """
    signatures = list(stated)
    found: Key | None = None
    for key in keys:
        expected = shown(mac(key, message, algorithm))
        for signature in signatures:
            if hmac.compare_digest(expected, signature) and found is None:
                found = key
    if found is None:
        raise Refusal("signature_invalid", "Signature does not match.")
    return found


def check_time(stated: bytes, now: datetime, *, header: str, ticks: int = 1) -> None:
    """Refuses a signed time that is not whole seconds (``ticks`` a second) or too far from ``now``.

    Raises:
        Refusal: 401 ``timestamp_invalid`` or ``timestamp_out_of_range``.
    """
    if _SECONDS.match(stated) is None:
        raise Refusal("timestamp_invalid", f"{header} must be whole {_UNIT[ticks]} since 1970.")
    away = abs(now.timestamp() - int(stated) / ticks)
    if int(away) > TOLERANCE:
        raise Refusal(
            "timestamp_out_of_range",
            f"Timestamp is {int(away)} s from server time; {TOLERANCE} s is allowed. "
            "Server time is in the Date header.",
        )


def timed_id(stated: bytes, body: bytes) -> str:
    """The id of a request that is signed with a time and without an id: the same body at another time is another."""
    return f"{stated.decode('ascii')}.{digest_of(body)}"


def hexadecimal(digest: bytes) -> bytes:
    """Small hexadecimal digits."""
    return digest.hex().encode("ascii")


def text_key(secret: str) -> bytes:
    """The key of a scheme that signs with the secret's own text.

    Raises:
        ValueError: it is shorter than 12 bytes, or longer than 200.
    """
    key = secret.encode("utf-8", "surrogatepass")
    if not 12 <= len(key) <= 200:
        raise ValueError("a secret has 12 to 200 bytes")
    return key


def digest_of(body: bytes) -> str:
    """SHA-256 of a body, in hex."""
    return hashlib.sha256(body).hexdigest()
