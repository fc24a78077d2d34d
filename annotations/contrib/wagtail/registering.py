"""Registers the adapters of pages and snippets, and puts the gate into their editors' forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar, overload

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from wagtail.models import DraftStateMixin

from annotations.adapters import registry
from annotations.contrib.wagtail.adapter import DraftAdapter, PageAdapter, SnippetAdapter
from annotations.contrib.wagtail.forms import gated_form

_Adapter = TypeVar("_Adapter", bound=DraftAdapter)


@overload
def register_page(model: type[models.Model]) -> Callable[[type[_Adapter]], type[_Adapter]]: ...


@overload
def register_page(
    model: type[models.Model], adapter: type[PageAdapter] | None = None, **roles: Any
) -> type[PageAdapter]: ...


def register_page(model: type[models.Model], adapter: type[PageAdapter] | None = None, **roles: Any) -> Any:
    """Hooks a page model, and those that extend it, one's own or a third party's.

    As a decorator, ``@register_page(ArticlePage)``, or as a call that says the roles,
    ``register_page(ArticlePage, body="content")``.

    Raises:
        AlreadyRegistered: when the model has an adapter.
        ImproperlyConfigured: when the model has no drafts.
    """
    return _register(model, adapter, PageAdapter, roles)


@overload
def register_snippet(model: type[models.Model]) -> Callable[[type[_Adapter]], type[_Adapter]]: ...


@overload
def register_snippet(
    model: type[models.Model], adapter: type[SnippetAdapter] | None = None, **roles: Any
) -> type[SnippetAdapter]: ...


def register_snippet(model: type[models.Model], adapter: type[SnippetAdapter] | None = None, **roles: Any) -> Any:
    """Hooks a snippet with drafts; otherwise as ``register_page``."""
    return _register(model, adapter, SnippetAdapter, roles)


def _register(model: type[models.Model], adapter: Any, usual: type[DraftAdapter], roles: dict[str, Any]) -> Any:
    if not issubclass(model, DraftStateMixin):
        raise ImproperlyConfigured(
            f"{model._meta.label} keeps no drafts. Add DraftStateMixin and RevisionMixin to it, "
            "or register it with annotations.adapters.register."
        )

    def decorate(made: type[DraftAdapter]) -> type[DraftAdapter]:
        registry.register(model, made)
        for own in _with_descendants(model):
            put_gate_into_form(own)
        return made

    if roles:
        return decorate(type(f"{model.__name__}Adapter", (adapter or usual,), roles))
    return decorate if adapter is None else decorate(adapter)


def _with_descendants(model: type[models.Model]) -> Iterator[type[models.Model]]:
    yield model
    for child in model.__subclasses__():
        yield from _with_descendants(child)


class GatedFormClass:
    """``base_form_class`` of a hooked model, which is where Wagtail takes an editor's form from, with the gate in it.

    It is looked up when it is asked for: Wagtail sets that of pages when its apps are ready, which may be after ours.
    """

    def __init__(self, model: type[models.Model], own: Any) -> None:
        self.model, self.own = model, own

    def __get__(self, obj: Any, owner: type[models.Model]) -> Any:
        return gated_form(self.own or getattr(super(self.model, owner), "base_form_class", None))


def put_gate_into_form(model: Any) -> None:
    """Has the model's editor form ask the gate."""
    model.base_form_class = GatedFormClass(model, vars(model).get("base_form_class"))
    cached = getattr(getattr(model, "get_edit_handler", None), "cache_clear", None)
    if cached is not None:
        cached()
