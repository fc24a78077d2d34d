"""Hooks on a host's models by Django's own signals: the gate before a save, receiving after the commit.

Nothing of the host is patched. What goes past the signals (``.update()``, ``bulk_create``, raw SQL) is found by
``annotations.past_gate``.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save, pre_save
from django.utils import timezone

from annotations import events
from annotations.adapters.adapter import SAVE, ArticleAdapter
from annotations.adapters.channels import channel_of
from annotations.adapters.registry import adapter_for
from annotations.gate.decision import GateDecision
from annotations.gate.objects import demand, passage
from annotations.intake.receive import Receipt, receive
from annotations.models.article import Article as StoredArticle
from annotations.models.channel import Channel

logger = logging.getLogger("annotations.hooks")

_PENDING = "_annotations_passing"
"""Where an object carries, from before its save to after it, what the gate said."""


@dataclass(frozen=True, slots=True)
class Passing:
    """What is known of an object before its save and needed after it."""

    was_visible: bool
    decisions: tuple[GateDecision, ...]


def connect() -> None:
    """Called once, when the apps are ready."""
    pre_save.connect(before_save, dispatch_uid="annotations.before_save")
    post_save.connect(after_save, dispatch_uid="annotations.after_save")
    post_delete.connect(after_delete, dispatch_uid="annotations.after_delete")


def before_save(
    sender: type[models.Model],
    instance: models.Model,
    raw: bool = False,
    using: str | None = None,
    update_fields: Iterable[str] | None = None,
    **kwargs: Any,
) -> None:
    """The gate; raises ``PublishBlocked``. Fixtures are loaded as they are."""
    adapter = adapter_for(sender)
    if raw or adapter is None:
        return
    decisions = demand(instance, using=using, update_fields=update_fields)
    was_visible = passage(instance, using=using).was_visible
    instance.__dict__[_PENDING] = Passing(was_visible, decisions)


def after_save(
    sender: type[models.Model], instance: models.Model, raw: bool = False, using: str | None = None, **kwargs: Any
) -> None:
    """Has the object received once the save is committed; a failure there does not undo the host's save."""
    adapter = adapter_for(sender)
    if raw or adapter is None:
        return
    passing = instance.__dict__.pop(_PENDING, Passing(was_visible=False, decisions=()))
    if SAVE in adapter.run_on or passing.decisions or passing.was_visible:
        call = partial(receive_object, adapter, type(instance), instance.pk, using, passing)
        transaction.on_commit(call, using=using, robust=True)
