"""Publishing systems as the tests play them: channels with secrets, and requests signed as each system signs."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.test import Client

from annotations.models.channel import Channel
from annotations.models.webhook_secret import WebhookSecret
from annotations.sealing import seal
from annotations.webhooks.schemes.registry import SCHEMES

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
TEXT_SECRET = "a-secret-of-this-channel"
NOW = datetime(2021, 7, 16, 10, 0, tzinfo=UTC)


def channel_with(
    name: str = "desk", *, adapter: str = "", secrets: Mapping[str, str] | None = None, **more: Any
) -> Channel:
    """A channel with one live secret for each scheme in ``secrets``."""
    channel = Channel.objects.create(name=name, adapter=adapter, **more)
    for scheme, secret in ({"standard": SECRET} if secrets is None else secrets).items():
        add_secret(channel, scheme, secret)
    return channel


def add_secret(channel: Channel, scheme: str, secret: str, **more: Any) -> WebhookSecret:
    sealed = seal(SCHEMES[scheme].key_of(secret))
    return WebhookSecret.objects.create(channel=channel, scheme=scheme, sealed=sealed, created_at=NOW, **more)


def standard(body: bytes, *, webhook_id: str = "msg_1", at: datetime = NOW, secret: str = SECRET) -> dict[str, str]:
    stamp = str(int(at.timestamp()))
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.new(key, f"{webhook_id}.{stamp}.".encode() + body, hashlib.sha256).digest()
    return {
        "webhook-id": webhook_id, "webhook-timestamp": stamp,
        "webhook-signature": "v1," + base64.b64encode(digest).decode(),
    }  # fmt: skip


def hexmac(body: bytes, secret: str = TEXT_SECRET, algorithm: str = "sha256") -> str:
    return hmac.new(secret.encode(), body, algorithm).hexdigest()


def github(body: bytes, *, secret: str = TEXT_SECRET, delivery: str = "d-1") -> dict[str, str]:
    return {"X-Hub-Signature-256": "sha256=" + hexmac(body, secret), "X-GitHub-Delivery": delivery}


def ghost(body: bytes, *, secret: str = TEXT_SECRET, at: datetime = NOW) -> dict[str, str]:
    stamp = str(int(at.timestamp() * 1000))
    return {"X-Ghost-Signature": f"sha256={hexmac(body + stamp.encode(), secret)}, t={stamp}"}


def superdesk(body: bytes, *, secret: str = TEXT_SECRET) -> dict[str, str]:
    return {"x-superdesk-signature": "sha1=" + hexmac(body, secret, "sha1")}


def wp_webhooks(body: bytes, *, secret: str = TEXT_SECRET) -> dict[str, str]:
    digest = hmac.new(secret.encode(), body, hashlib.sha256).digest()
    return {"X-WP-Webhook-Signature": base64.b64encode(digest).decode()}


def stripe(body: bytes, *, secret: str = TEXT_SECRET, at: datetime = NOW) -> dict[str, str]:
    stamp = str(int(at.timestamp()))
    return {"Stripe-Signature": f"t={stamp},v1={hexmac(stamp.encode() + b'.' + body, secret)}"}


SIGNERS: dict[str, Callable[..., dict[str, str]]] = {
    "standard": standard, "github": github, "ghost": ghost, "superdesk": superdesk, "wp_webhooks": wp_webhooks,
    "stripe": stripe,
}  # fmt: skip


def article(**more: Any) -> dict[str, Any]:
    return {"id": "a1", "body": {"format": "text", "value": "The ferry is running again."}, **more}


def envelope(kind: str = "article.submitted", /, **data: Any) -> bytes:
    return json.dumps({"type": kind, "timestamp": "2021-07-16T10:00:00Z", "data": article(**data)}).encode()


@dataclass(frozen=True)
class Answer:
    """What a sender sees."""

    status: int
    body: dict[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return str(self.body.get("code", self.body.get("status")))

    @property
    def detail(self) -> str:
        return str(self.body.get("detail", ""))


def post(
    body: bytes,
    headers: Mapping[str, str] | None = None,
    *,
    channel: str = "desk",
    content_type: str = "application/json",
    client: Client | None = None,
    **more: Any,
) -> Answer:
    """Posts ``body`` with ``headers``, or signed as Standard Webhooks asks."""
    sent = standard(body) if headers is None else headers
    response = (client or Client()).post(
        f"/annotations/hooks/{channel}/", data=body, content_type=content_type, headers=dict(sent),
        # Without a body the client would leave the type of its content out.
        **({"CONTENT_TYPE": content_type} | more),
    )
    return Answer(response.status_code, json.loads(response.content), dict(response.items()))
