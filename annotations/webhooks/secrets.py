"""The secrets of a channel: made or taken over, shown once, several live at a time, ended."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from annotations import events
from annotations.models.channel import Channel
from annotations.models.webhook_secret import WebhookSecret
from annotations.sealing import seal
from annotations.webhooks.schemes.registry import SCHEMES
from annotations.webhooks.schemes.standard import shown_as

MOST_LIVE = 10
"""Live secrets of one channel."""
OVERLAP = timedelta(hours=24)
"""How long the old secrets stay live when one is rotated."""
_BYTES = 32


class UnusableSecret(ValueError):
    """A secret that the scheme cannot use, or one too many; the message says why and does not repeat it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A secret that was just stored. ``plain`` is shown once and is nowhere kept."""

    row: WebhookSecret
    plain: str

    def __repr__(self) -> str:
        return f"Shown({self.row})"


def add(channel: Channel, scheme: str, *, at: datetime, plain: str | None = None) -> Shown:
    """Stores a secret that the publishing system has, or makes a new one of 32 random bytes.

    Raises:
        UnusableSecret: it does not fit the scheme, or ten are live already.
    """
    shown = plain if plain is not None else _made(scheme)
    try:
        key = SCHEMES[scheme].key_of(shown)
    except ValueError as error:
        raise UnusableSecret(str(error)) from error
    with transaction.atomic():
        if live(channel, at=at).count() >= MOST_LIVE:
            raise UnusableSecret(f"{MOST_LIVE} secrets are live already; revoke one")
        row = WebhookSecret.objects.create(
            channel=channel, scheme=scheme, sealed=seal(key), hint=shown[-4:], created_at=at
        )
        _record("secret.added", row, at)
    return Shown(row, shown)


def rotate(
    channel: Channel, scheme: str, *, at: datetime, overlap: timedelta = OVERLAP, plain: str | None = None
) -> Shown:
    """Stores a new secret and lets the live ones of the scheme end after ``overlap``; raises as ``add``."""
    with transaction.atomic():
        shown = add(channel, scheme, at=at, plain=plain)
        for row in live(channel, at=at).filter(scheme=scheme).exclude(pk=shown.row.pk):
            end(row, at=at + overlap, said_at=at)
    return shown


def end(row: WebhookSecret, *, at: datetime, said_at: datetime) -> None:
    """Lets a secret end at ``at``, or sooner where that was said before."""
    with transaction.atomic():
        row.valid_until = min(at, row.valid_until or at)
        row.save(update_fields=["valid_until"])
        _record("secret.ended", row, said_at)


def live(channel: Channel, *, at: datetime) -> QuerySet[WebhookSecret]:
    """Those that are good at ``at``."""
    return WebhookSecret.objects.filter(Q(valid_until=None) | Q(valid_until__gt=at), channel=channel)


def _made(scheme: str) -> str:
    return shown_as(secrets.token_bytes(_BYTES)) if scheme == "standard" else secrets.token_urlsafe(_BYTES)


def _record(kind: str, row: WebhookSecret, at: datetime) -> None:
    until = row.valid_until.isoformat() if row.valid_until else None
    events.record(kind, channel=row.channel, data={"secret": row.pk, "scheme": row.scheme, "valid_until": until}, at=at)
