"""The signature is verified, the delivery is kept, nothing is read and no article is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotations.webhooks.adapters.adapter import Adapter, Ignored


def parse(body: bytes) -> None:
    """Nothing."""


def read(payload: Any, headers: Mapping[str, str]) -> Ignored:
    """As ``Read``."""
    return Ignored("This channel keeps a record of deliveries and reads none.")


ADAPTER = Adapter("record", "Record only", "standard", read, media_types=("*",), parse=parse)
