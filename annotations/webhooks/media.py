"""What kind of content a request says it has, looked at before any of it is read."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest

from annotations.webhooks.refusal import Refusal

_UTF_8 = frozenset({"utf-8", "utf8"})


def check_media(request: HttpRequest, accepted: Sequence[str]) -> None:
    """Refuses content that the channel does not read: another type, another encoding, compressed.

    Raises:
        Refusal: 415.
    """
    stated = request.headers.get("Content-Encoding", "").strip().lower()
    if stated not in ("", "identity"):
        raise Refusal(
            "unsupported_encoding", "Compressed bodies are not accepted.", headers={"Accept-Encoding": "identity"}
        )
    media_type = request.content_type or ""
    if not any(_matches(media_type, pattern) for pattern in accepted):
        first, *others = accepted
        also = f" (or {', '.join(others)})" if others else ""
        raise Refusal("unsupported_media_type", f"Send {first}{also}.", headers={"Accept": ", ".join(accepted)})
    charset = (request.content_params or {}).get("charset", "utf-8")
    if charset.strip().lower() not in _UTF_8:
        raise Refusal("unsupported_charset", "Only UTF-8 is accepted.")


def _matches(media_type: str, pattern: str) -> bool:
    before, star, after = pattern.partition("*")
    if not star:
        return media_type == pattern
    inside = media_type[len(before) : len(media_type) - len(after)]
    return media_type.startswith(before) and media_type.endswith(after) and bool(inside)
