"""Secrets at rest: sealed with a key that is not in the database, opened only where one is used.

AES-128-CBC with HMAC-SHA256 (the Fernet token of ``cryptography``), under a key derived by HKDF-SHA256 (RFC 5869).
"""

from __future__ import annotations

import base64
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

from annotations import conf

_PURPOSE = b"annotations sealed secrets 1"


class SealBrokenError(ValueError):
    """A sealed secret that none of the keys opens: the key has been changed, or the row has been tampered with."""


def seal(secret: bytes) -> str:
    """``secret``, to be kept in the database; sealed with the newest key."""
    return _box().encrypt(secret).decode("ascii")


def unseal(sealed: str) -> bytes:
    """What ``seal`` was given.

    Raises:
        SealBrokenError: no key opens it.
    """
    try:
        return _box().decrypt(sealed.encode("ascii", "replace"))
    except InvalidToken:
        raise SealBrokenError("a secret cannot be opened with SEALING_KEYS, nor with SECRET_KEY") from None


def reseal(sealed: str) -> str:
    """The same secret under the newest key, for when keys are rotated.

    Raises:
        SealBrokenError: as ``unseal``.
    """
    return seal(unseal(sealed))


def _box() -> MultiFernet:
    """Opens with any key, seals with the first."""
    keys: Sequence[str | bytes] = conf.desk().sealing_keys or [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([_fernet(key) for key in keys])


def _fernet(key: str | bytes) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(force_bytes(key))
    return Fernet(base64.urlsafe_b64encode(derived))
