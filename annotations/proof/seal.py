"""Seals of checks: made with the key that seals secrets, which the database does not have.

Who can write into the database can change a check, but cannot make the seal that fits it.
"""

from __future__ import annotations

import hashlib
import json

from annotations.events import storable
from annotations.models.check import Check
from annotations.sealing import SealBrokenError, seal, unseal

_FIELDS = (
    "fingerprint", "as_of", "decision", "error_code", "engine", "packs", "registers", "report", "shadow",
)  # fmt: skip


def sealed(check: Check) -> str:
    """The seal of a check that is about to be stored."""
    return seal(_digest(check))


def seal_holds(check: Check) -> bool | None:
    """Whether a stored check is as it was sealed; ``None`` for one from before there were seals."""
    if not check.seal:
        return None
    try:
        return unseal(check.seal) == _digest(check)
    except SealBrokenError:
        return False


def _digest(check: Check) -> bytes:
    said = {name: storable(getattr(check, name)) for name in _FIELDS}
    said |= {"revision": check.revision_id, "text": check.revision.digest}
    canonical = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest().encode()
