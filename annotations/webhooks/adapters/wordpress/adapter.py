"""Tells the two payloads apart: WP Webhooks sends ``post_id`` and ``post``, the REST API the post itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotations.webhooks.adapters.adapter import Adapter, Ignored, Submission
from annotations.webhooks.adapters.wordpress import rest, trigger


def read(payload: Any, headers: Mapping[str, str]) -> Submission | Ignored:
    """As ``Read``."""
    if "post_id" in payload or "post" in payload:
        return trigger.read(payload)
    return rest.read(payload)


ADAPTER = Adapter("wordpress", "WordPress", "wp_webhooks", read)
