"""One run over all hooked models: receives what slipped past the gate, has it checked, flags it; idempotent."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from annotations.adapters.adapter import ArticleAdapter
from annotations.adapters.channels import channels_of_adapter
from annotations.adapters.registry import registered
from annotations.models.channel import Channel
from annotations.past_gate.flagging import close_over
from annotations.past_gate.gone import withdraw_gone
from annotations.past_gate.looking import Slip, batches, of_channel, slips
from annotations.past_gate.taking_in import take_in

logger = logging.getLogger("annotations.past_gate")

SETTLE_SECONDS = 2.0
"""What a save has just committed is received a moment later: what looks unseen is looked at again after this time."""


@dataclass(slots=True)
class Reconciled:
    """What a run has come to, in articles."""

    looked_at: int = 0
    received: int = 0
    flagged: int = 0
    closed: int = 0
    withdrawn: int = 0
    failed: int = 0

    def __str__(self) -> str:
        return (
            f"{self.looked_at} live, {self.received} received, {self.flagged} flagged, {self.closed} flags closed, "
            f"{self.withdrawn} withdrawn, {self.failed} failed"
        )


def reconcile(*, at: datetime, batch: int = 500, settle: float = SETTLE_SECONDS) -> Reconciled:
    """Compares every live object of every hooked model with what was received, and puts right what differs.

    ``settle``: seconds to wait before anything is held to have slipped past.
    """
    result = Reconciled()
    for adapter in registered():
        for channel in channels_of_adapter(adapter):
            if channel.is_active:
                _reconcile_one(adapter, channel, result, at=at, batch=batch, settle=settle)
    result.closed = close_over(at=at)
    return result


def _reconcile_one(
    adapter: ArticleAdapter, channel: Channel, result: Reconciled, *, at: datetime, batch: int, settle: float
) -> None:
    found = list(_look(adapter, channel, result, batch))
    if found:
        time.sleep(settle)
    for start in range(0, len(found), batch):
        for slip in _again(adapter, channel, found[start : start + batch]):
            _take_in(adapter, channel, slip, result, at)
    result.withdrawn += withdraw_gone(adapter, channel, at=at, batch=batch)


def _look(adapter: ArticleAdapter, channel: Channel, result: Reconciled, batch: int) -> Iterator[Slip]:
    for objects in batches(adapter.get_live_queryset(), batch):
        mine = of_channel(adapter, channel, objects)
        result.looked_at += len(mine)
        yield from slips(adapter, channel, mine)


def _again(adapter: ArticleAdapter, channel: Channel, found: list[Slip]) -> list[Slip]:
    """Those that are still unseen."""
    objects = list(adapter.get_live_queryset().filter(pk__in=[slip.pk for slip in found]))
    return list(slips(adapter, channel, of_channel(adapter, channel, objects)))


def _take_in(adapter: ArticleAdapter, channel: Channel, slip: Slip, result: Reconciled, at: datetime) -> None:
    obj: models.Model | Any = adapter.get_queryset().filter(pk=slip.pk).first()
    if obj is None:
        return
    try:
        result.flagged += take_in(adapter, channel, obj, slip.rendition, at=at)
        result.received += 1
    except Exception:
        # One object that cannot be received must not keep the others from it; it is tried again next time.
        logger.exception("%s %s went live and cannot be received", adapter.label, slip.pk)
        result.failed += 1
