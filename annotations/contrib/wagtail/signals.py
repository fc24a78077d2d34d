"""Listens to Wagtail: drafts are received when they are saved, pages withdrawn when they are taken off."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from wagtail.models import Revision
from wagtail.signals import page_unpublished, post_page_move, unpublished

from annotations.adapters.adapter import SAVE
from annotations.adapters.registry import adapter_for
from annotations.contrib.wagtail import history
from annotations.contrib.wagtail.adapter import DraftAdapter
from annotations.contrib.wagtail.drafts import receive_later
from annotations.handover import Passed, hand_over, withdraw


def connect() -> None:
    """Called once, when the apps are ready."""
    post_save.connect(draft_saved, sender=Revision, dispatch_uid="annotations.wagtail.draft_saved")
    page_unpublished.connect(taken_off, dispatch_uid="annotations.wagtail.page_taken_off")
    unpublished.connect(taken_off, dispatch_uid="annotations.wagtail.taken_off")
    post_page_move.connect(moved, dispatch_uid="annotations.wagtail.moved")
    history.connect()


def draft_saved(
    sender: Any, instance: Any, raw: bool = False, update_fields: Collection[str] | None = None, **kwargs: Any
) -> None:
    """A revision is a draft; one of which only the schedule is written is not a new one."""
    if raw or (update_fields is not None and "content" not in update_fields):
        return
    model = instance.content_type.model_class()
    adapter = adapter_for(model) if model is not None else None
    if isinstance(adapter, DraftAdapter) and SAVE in adapter.run_on:
        _once_committed(lambda: receive_later(instance.pk))


def taken_off(sender: Any, instance: Any, **kwargs: Any) -> None:
    """An unpublished page or snippet is withdrawn, whatever class of it was saved."""
    adapter = adapter_for(type(instance))
    if isinstance(adapter, DraftAdapter):
        key = str(adapter.read(instance, "external_id"))
        _once_committed(lambda: withdraw(adapter, key))


def moved(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A page that was moved has another address, and so have those below it."""
    for page in instance.get_descendants(inclusive=True).live().specific():
        adapter = adapter_for(type(page))
        if isinstance(adapter, DraftAdapter):
            _hand_over_later(adapter, type(page), page.pk)


def _hand_over_later(adapter: DraftAdapter, model: type[Any], pk: Any) -> None:
    _once_committed(lambda: hand_over(adapter, model, pk, passed=Passed(was_visible=True)))


def _once_committed(call: Any) -> None:
    transaction.on_commit(call, robust=True)
