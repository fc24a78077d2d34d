"""Required notices in Wagtail: its pages and snippets are checked while they are written and gated when they go live.

    from annotations.contrib.wagtail import PageAdapter, SnippetAdapter, register_page, register_snippet

The names are looked up when they are asked for: apps are imported before there are models.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from annotations.contrib.wagtail.adapter import DraftAdapter, PageAdapter, SnippetAdapter
    from annotations.contrib.wagtail.registering import register_page, register_snippet

__all__ = ["DraftAdapter", "PageAdapter", "SnippetAdapter", "register_page", "register_snippet"]

_PLACES = {"register_page": "registering", "register_snippet": "registering"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES.get(name, 'adapter')}"), name)
