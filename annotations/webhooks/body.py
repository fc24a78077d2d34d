"""The raw body of a request: at most so many bytes, within so many seconds, whether its length was stated or not."""

from __future__ import annotations

import logging
import socket
from typing import Any

from django.http import HttpRequest

from annotations.webhooks.deadline import Watch, stop_reading
from annotations.webhooks.refusal import Refusal

logger = logging.getLogger("annotations.webhooks")

_CHUNK = 65_536
_MOST_DIGITS = 19
"""Of a length: more than any body has, and few enough to be read as a number."""


def read_body(request: HttpRequest, *, at_most: int, seconds: int) -> bytes:
    """The body, read once.

    Raises:
        Refusal: 413 ``body_too_large``, before anything is read when Content-Length says so; 408 ``body_timeout``;
            400 ``body_incomplete``.
    """
    connection = _connection(request)
    stated = _stated_length(request)
    if stated is not None and stated > at_most:
        stop_reading(connection)
        raise _too_large(at_most)
    with Watch(connection, seconds) as watch:
        body, broken = _read(_stream(request), at_most=at_most)
    if watch.expired and (broken or stated is None or len(body) < stated):
        raise Refusal("body_timeout", f"Body not received in {seconds} s.")
    if len(body) > at_most:
        stop_reading(connection)
        raise _too_large(at_most)
    if broken or (stated is not None and len(body) < stated):
        raise Refusal("body_incomplete", f"The connection ended after {len(body)} bytes of the body.")
    return body


def _too_large(at_most: int) -> Refusal:
    return Refusal("body_too_large", f"Body is over {at_most} bytes.")


def _stated_length(request: HttpRequest) -> int | None:
    """As stated; of a longer number its first digits, which are too many bytes as well."""
    stated = request.META.get("CONTENT_LENGTH") or ""
    if not stated.isascii() or not stated.isdecimal() or _is_chunked(request):
        return None
    return int(stated.lstrip("0")[:_MOST_DIGITS] or "0")


def _is_chunked(request: HttpRequest) -> bool:
    return "chunked" in request.META.get("HTTP_TRANSFER_ENCODING", "").lower()


def _stream(request: HttpRequest) -> Any:
    """Where to read. Django gives nothing of a body without Content-Length; the server does, where it says so."""
    if _is_chunked(request) and request.META.get("wsgi.input_terminated"):
        return request.META["wsgi.input"]
    return request


def _connection(request: HttpRequest) -> socket.socket | None:
    """The socket, of servers that tell it (gunicorn)."""
    found = request.META.get("gunicorn.socket")
    return found if isinstance(found, socket.socket) else None


def _read(stream: Any, *, at_most: int) -> tuple[bytes, bool]:
    """What there is, up to a little over the limit; whether reading broke off."""
    parts: list[bytes] = []
    size = 0
    try:
        while size <= at_most:
            part = stream.read(min(_CHUNK, at_most + 1 - size))
            if not part:
                return b"".join(parts), False
            parts.append(part)
            size += len(part)
    except Exception as error:
        # Each server has errors of its own for a body that is cut off or wrongly chunked.
        logger.info("a body could not be read: %s", type(error).__name__)
        return b"".join(parts), True
    return b"".join(parts), False
