"""Hooks on hosts' models by Django's own signals: the gate before a save, the handover after its commit.

Nothing of the host is patched. What goes past the signals (``.update()``, ``bulk_create``, raw SQL) is found by
``annotations.past_gate``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_save, pre_delete, pre_save

from annotations.adapters.adapter import SAVE
from annotations.adapters.registry import adapter_for
from annotations.gate.asked import answers_for
from annotations.gate.objects import passage, stand_before
from annotations.handover import Passed, hand_over, withdraw

_PASSED = "_annotations_passed"
"""Where an object carries, from before its save to after it, what the gate said; a list, for saves inside of saves."""


def connect() -> None:
    """Called once, when the apps are ready."""
    pre_save.connect(before_save, dispatch_uid="annotations.before_save")
    post_save.connect(after_save, dispatch_uid="annotations.after_save")
    pre_delete.connect(before_delete, dispatch_uid="annotations.before_delete")


def before_save(
    sender: type[models.Model],
    instance: models.Model,
    raw: bool = False,
    using: str | None = None,
    update_fields: Collection[str] | None = None,
    **kwargs: Any,
) -> None:
    """The gate; raises ``PublishBlocked``. Fixtures are loaded as they are."""
    adapter = adapter_for(sender)
    if raw or adapter is None or not adapter.is_concerned(instance, update_fields):
        return
    way, answers = passage(instance, using=using, update_fields=update_fields), answers_for(instance)
    passed = Passed(stand_before(way) if answers is None else answers, was_visible=way.was_visible)
    instance.__dict__.setdefault(_PASSED, []).append(passed)


def after_save(
    sender: type[models.Model],
    instance: models.Model,
    raw: bool = False,
    using: str | None = None,
    update_fields: Collection[str] | None = None,
    **kwargs: Any,
) -> None:
    """Hands the object over once the save is committed; a failure there is logged and undoes nothing of the host's."""
    adapter = adapter_for(sender)
    if raw or adapter is None or not adapter.is_concerned(instance, update_fields):
        return
    passed: Passed = instance.__dict__[_PASSED].pop()
    is_read = SAVE in adapter.run_on and (adapter.rows_are_drafts or adapter.is_visible(instance))
    if is_read or passed.decisions or passed.was_visible:
        model, pk = type(instance), instance.pk
        _once_committed(lambda: hand_over(adapter, model, pk, passed=passed, using=using), using)


def before_delete(
    sender: type[models.Model], instance: models.Model, using: str | None = None, **kwargs: Any
) -> None:
    """A deletion takes the article off; it is never gated."""
    adapter = adapter_for(sender)
    if adapter is not None:
        key = str(adapter.read(instance, "external_id"))
        _once_committed(lambda: withdraw(adapter, key), using)


def _once_committed(call: Callable[[], None], using: str | None) -> None:
    """A failure is logged by Django, and neither undoes nor fails what the host has saved.

    ``call`` is a function, not a ``partial``: Django names it in the log, and a ``partial`` has no name.
    """
    transaction.on_commit(call, using=using, robust=True)
