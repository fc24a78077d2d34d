"""The channel of a hooked model: one each, made when it is first needed (CONTRACT 7)."""

from __future__ import annotations

from annotations.adapters.adapter import ArticleAdapter
from annotations.adapters.roles import Constant
from annotations.models.channel import Channel


def channel_of(adapter: ArticleAdapter) -> Channel:
    """The adapter's channel. What the adapter declares is what it starts with; from then on the row is what counts."""
    jurisdictions = adapter.jurisdictions
    stated = jurisdictions.value if isinstance(jurisdictions, Constant) else jurisdictions
    channel, _ = Channel.objects.get_or_create(
        name=adapter.name,
        defaults={
            "title": str(adapter.model._meta.verbose_name_plural).capitalize(),
            "adapter": adapter.label,
            "jurisdictions": list(stated) if isinstance(stated, tuple | list) else [],
            "packs": list(adapter.packs),
            "gate": dict(adapter.gate),
            "on_engine_failure": adapter.on_engine_failure,
            "budget_ms": adapter.budget_ms,
        },
    )
    return channel
