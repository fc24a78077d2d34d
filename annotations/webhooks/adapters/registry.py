"""All adapters by name. By path: a process imports those whose channels are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module

from annotations.webhooks.adapters.adapter import Adapter

DEFAULT = "annotations"
NAMES = ("annotations", "ninjs", "superdesk", "ghost", "wordpress", "schema_org", "feed", "record")
"""Each is a folder beside this file."""


@cache
def adapter_named(name: str) -> Adapter | None:
    """The adapter of a name, empty for our own envelope; ``None`` for a name that no adapter has."""
    if (name or DEFAULT) not in NAMES:
        return None
    module = import_module(f"annotations.webhooks.adapters.{name or DEFAULT}.adapter")
    adapter = module.ADAPTER
    assert isinstance(adapter, Adapter)
    return adapter


def adapters() -> Iterator[Adapter]:
    """All of them, in the order in which they are told."""
    for name in NAMES:
        adapter = adapter_named(name)
        assert adapter is not None
        yield adapter
