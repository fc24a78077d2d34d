"""Which adapter belongs to which model. Filled by the hosts' ``article_checks.py`` when the apps are ready."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, overload

from django.db import models
from django.utils.module_loading import autodiscover_modules

from annotations.adapters.adapter import ArticleAdapter

MODULE = "article_checks"
_adapters: dict[type[models.Model], ArticleAdapter] = {}


class AlreadyRegistered(ValueError):
    """A model has an adapter, and another was given for it."""


@overload
def register(model: type[models.Model]) -> Callable[[type[ArticleAdapter]], type[ArticleAdapter]]: ...


@overload
def register(model: type[models.Model], adapter: type[ArticleAdapter], **roles: Any) -> type[ArticleAdapter]: ...


@overload
def register(model: type[models.Model], adapter: None = None, *, body: Any, **roles: Any) -> type[ArticleAdapter]: ...


def register(model: type[models.Model], adapter: type[ArticleAdapter] | None = None, **roles: Any) -> Any:
    """Hooks a model, one's own or a third party's.

    As a decorator of an adapter, ``@register(Article)``, or as a call that says the roles,
    ``register(Article, body="text", headline="title")``.

    Raises:
        AlreadyRegistered: when the model has an adapter.
    """
    if roles:
        return _add(model, type(f"{model.__name__}Adapter", (adapter or ArticleAdapter,), roles))
    if adapter is not None:
        return _add(model, adapter)

    def decorate(adapter: type[ArticleAdapter]) -> type[ArticleAdapter]:
        return _add(model, adapter)

    return decorate


def _add(model: type[models.Model], adapter: type[ArticleAdapter]) -> type[ArticleAdapter]:
    known = _adapters.get(model)
    if known is not None:
        raise AlreadyRegistered(f"{model._meta.label} has the adapter {type(known).__name__}; unregister it first")
    instance = adapter()
    instance.model = model
    _adapters[model] = instance
    return adapter


def unregister(model: type[models.Model]) -> ArticleAdapter | None:
    """Takes a model's adapter away; returns it, or ``None`` when there was none."""
    return _adapters.pop(model, None)


def registered() -> tuple[ArticleAdapter, ...]:
    """All adapters, in the order of registration."""
    return tuple(_adapters.values())


def adapter_for(model: type[models.Model]) -> ArticleAdapter | None:
    """The adapter of a model, of what it is a proxy of, or of the model that it extends."""
    for ancestor in model.__mro__:
        if ancestor in _adapters:
            return _adapters[ancestor]
    return None


def autodiscover() -> None:
    """Imports ``article_checks`` of every installed app."""
    autodiscover_modules(MODULE)
