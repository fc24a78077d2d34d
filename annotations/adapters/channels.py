"""The channels of hooked models, one each unless an adapter knows of more; made when first needed (CONTRACT 7)."""

from __future__ import annotations

from django.db import models

from annotations.adapters.adapter import ArticleAdapter
from annotations.adapters.roles import Constant
from annotations.models.channel import Channel


def channel_of(adapter: ArticleAdapter, obj: models.Model | None = None) -> Channel:
    """The channel that an object of the adapter belongs to; without one, the adapter's own."""
    return channel_named(adapter, adapter.name if obj is None else adapter.channel_name_for(obj))


def channels_of_adapter(adapter: ArticleAdapter) -> tuple[Channel, ...]:
    """All channels that objects of the adapter may belong to."""
    return tuple(channel_named(adapter, name) for name in adapter.channel_names())


def channel_named(adapter: ArticleAdapter, name: str) -> Channel:
    """The channel of this name. It starts with what the adapter declares; from then on the row is what counts."""
    jurisdictions = adapter.jurisdictions
    stated = jurisdictions.value if isinstance(jurisdictions, Constant) else jurisdictions
    title = str(adapter.model._meta.verbose_name_plural).capitalize()
    channel, _ = Channel.objects.get_or_create(
        name=name,
        defaults={
            "title": title if name == adapter.name else f"{title} ({name})",
            "adapter": adapter.label,
            "jurisdictions": list(stated) if isinstance(stated, tuple | list) else [],
            "packs": list(adapter.packs),
            "gate": dict(adapter.gate),
            "on_engine_failure": adapter.on_engine_failure,
            "budget_ms": adapter.budget_ms,
        },
    )
    return channel
