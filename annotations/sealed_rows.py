"""All secrets that the database keeps sealed: which of them cannot be opened, and how they get the newest key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Model

from annotations.models.callback import Callback
from annotations.models.check import Check
from annotations.models.webhook_secret import WebhookSecret
from annotations.sealing import SealBrokenError, reseal, unseal

_FIELDS: tuple[tuple[type[Model], str], ...] = (
    (WebhookSecret, "sealed"), (Callback, "secret"), (Callback, "old_secret"), (Check, "seal"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sealed:
    """One sealed secret: whose it is, and where it is kept."""

    row: Model
    field: str

    @property
    def text(self) -> str:
        return str(getattr(self.row, self.field))

    def __str__(self) -> str:
        return f"{self.row._meta.verbose_name} {self.row.pk}"


@dataclass(frozen=True, slots=True)
class Resealed:
    """How many secrets have the newest key now, and which could not be opened."""

    count: int
    shut: tuple[Sealed, ...]


def sealed_secrets() -> Iterator[Sealed]:
    """Every one, those that have ended as well."""
    for model, field in _FIELDS:
        rows = model._default_manager.exclude(**{field: ""}).order_by("pk")
        yield from (Sealed(row, field) for row in rows.iterator())


def shut_secrets() -> list[Sealed]:
    """Those that no key opens."""
    return [secret for secret in sealed_secrets() if not _opens(secret)]


def reseal_all() -> Resealed:
    """Seals every secret with the newest key. One that is replaced meanwhile is left: it has that key already."""
    count, shut = 0, []
    for secret in sealed_secrets():
        try:
            text = reseal(secret.text)
        except SealBrokenError:
            shut.append(secret)
            continue
        kept = type(secret.row)._default_manager.filter(pk=secret.row.pk, **{secret.field: secret.text})
        count += kept.update(**{secret.field: text})
    return Resealed(count, tuple(shut))


def _opens(secret: Sealed) -> bool:
    try:
        unseal(secret.text)
    except SealBrokenError:
        return False
    return True
