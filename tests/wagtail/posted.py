"""What the editor's form sends for the blocks of a StreamField."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from wagtail import blocks


def posted(prefix: str, stream: Any) -> dict[str, str]:
    """The fields of a stream, its nested blocks included."""
    return dict(_stream(prefix, stream))


def _stream(prefix: str, stream: Any) -> Iterator[tuple[str, str]]:
    yield f"{prefix}-count", str(len(stream))
    for index, child in enumerate(stream):
        place = f"{prefix}-{index}"
        yield from _place(place, index, child.id)
        yield f"{place}-type", child.block_type
        yield from _block(f"{place}-value", child.block, child.value)


def _place(place: str, index: int, key: Any) -> Iterator[tuple[str, str]]:
    yield f"{place}-deleted", ""
    yield f"{place}-order", str(index)
    yield f"{place}-id", str(key or "")


def _block(prefix: str, block: Any, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(block, blocks.StreamBlock):
        yield from _stream(prefix, value)
    elif isinstance(block, blocks.ListBlock):
        yield f"{prefix}-count", str(len(value))
        for index, child in enumerate(value.bound_blocks):
            yield from _place(f"{prefix}-{index}", index, child.id)
            yield from _block(f"{prefix}-{index}-value", child.block, child.value)
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _block(f"{prefix}-{name}", child, value.get(name))
    else:
        yield prefix, _written(block, value)


def _written(block: Any, value: Any) -> str:
    if isinstance(value, dict):
        return json.dumps(value)
    if hasattr(value, "url"):
        return str(value.url)
    return str(block.field.widget.format_value(block.field.prepare_value(block.value_for_form(value))) or "")
