"""Tokens: made and shown once, looked up by the digest of what is sent, revoked at once."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from annotations import events
from annotations.models.api_token import ApiToken
from annotations.models.channel import Channel
from annotations.rest.scopes import SCOPES

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MARK = "dsk_"
"""How every secret begins, so that scanners of leaked secrets can know it."""
_BYTES = 32
_SHOWN = len(MARK) + 6
_COARSE = timedelta(minutes=10)
"""``last_used_at`` is written no more often."""


class UnknownScopeError(ValueError):
    """A scope that there is none of."""


def make_token(
    channel: Channel,
    name: str,
    scopes: Sequence[str],
    *,
    at: datetime,
    expires_at: datetime | None = None,
    person: User | None = None,
) -> tuple[ApiToken, str]:
    """A new token and its secret, which is not kept and cannot be shown again.

    Raises:
        UnknownScopeError: one of ``scopes`` is none.
        IntegrityError: the channel has a token of that name that is not revoked.
    """
    unknown = [scope for scope in scopes if scope not in SCOPES]
    if unknown:
        raise UnknownScopeError(unknown[0])
    secret = MARK + secrets.token_urlsafe(_BYTES)
    with transaction.atomic():
        token = ApiToken.objects.create(
            channel=channel, name=name, scopes=sorted(set(scopes)), digest=digest_of(secret), prefix=secret[:_SHOWN],
            person=person, expires_at=expires_at,
        )
        events.record("token.added", channel=channel, at=at, data=_told(token))
    return token, secret


def revoke_token(token: ApiToken, *, at: datetime) -> None:
    """From the commit on the token opens nothing; one that is revoked stays so."""
    with transaction.atomic():
        if ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=at):
            token.revoked_at = at
            events.record("token.revoked", channel=token.channel, at=at, data=_told(token))


def token_of(secret: str, *, at: datetime) -> ApiToken | None:
    """The token that ``secret`` is of, if it is good at ``at``; that it was used is noted, to ten minutes."""
    live = Q(expires_at__isnull=True) | Q(expires_at__gt=at)
    found = (
        ApiToken.objects.filter(live, digest=digest_of(secret), revoked_at__isnull=True, channel__is_active=True)
        .select_related("channel", "person")
        .first()
    )
    if found is None or (found.person is not None and not found.person.is_active):
        return None
    if found.last_used_at is None or at - found.last_used_at >= _COARSE:
        ApiToken.objects.filter(pk=found.pk).update(last_used_at=at)
        found.last_used_at = at
    return found


def digest_of(secret: str) -> str:
    """SHA-256, in hex: a secret of 256 random bits needs no salt and no stretching."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _told(token: ApiToken) -> dict[str, object]:
    return {
        "token": token.pk, "name": token.name, "prefix": token.prefix, "scopes": token.scopes,
        "decides_as": token.person.get_username() if token.person is not None else None,
    }
