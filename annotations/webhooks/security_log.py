"""One line for each request that is refused: who, where, why. No secret, nothing of the article."""

from __future__ import annotations

import logging

from annotations.engine.formats.printable import one_line, shortened

logger = logging.getLogger("annotations.security")


def refused(*, code: str, status: int, channel: str, address: str, request_id: str, webhook_id: str = "") -> None:
    """Writes the line; what came from outside is in quotation marks, on one line, and cut."""
    logger.warning(
        "webhook refused code=%s status=%d channel=%s address=%s webhook_id=%s request_id=%s",
        code, status, _quoted(channel), _quoted(address), _quoted(webhook_id), request_id,
    )  # fmt: skip


def _quoted(text: str) -> str:
    return '"' + one_line(shortened(text, 100)).replace("\\", "\\\\").replace('"', '\\"') + '"'
