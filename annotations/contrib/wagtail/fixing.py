"""Puts the edits of a fix, which are made on the whole text, into the blocks that they fall into."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import RichText

from annotations.adapters.fixes import FixNotApplicable
from annotations.contrib.wagtail.adapter import DraftAdapter
from annotations.contrib.wagtail.layout import Layout, Segment, local
from annotations.engine.report import Edit

_TAG = re.compile(r"<[^>]*>")
_PARAGRAPH = re.compile(r"\s*<p>.*</p>\s*\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Change:
    """The new text of a field or block; or, with ``added``, of a block that is put after the others of its field."""

    field: str
    path: tuple[str, ...]
    source: str
    text: str
    added: str = ""
    """Name of the kind of block."""


def changes_of(adapter: DraftAdapter, obj: models.Model, edits: Sequence[Edit]) -> tuple[Change, ...]:
    """What the edits come to, block by block.

    Raises:
        FixNotApplicable: when an edit falls into nothing that takes words.
    """
    layout = adapter.layout(obj)
    body = [edit for edit in edits if edit.field == "body"]
    others = [edit for edit in edits if edit.field != "body"]
    return (*_in_fields(adapter, obj, others), *_in_body(obj, layout, body))


def written(adapter: DraftAdapter, obj: Any, edits: Sequence[Edit]) -> Any:
    """The newest draft of ``obj`` with the edits made; it is not saved.

    Raises:
        FixNotApplicable: as ``changes_of``.
    """
    draft = obj.get_latest_revision_as_object()
    for change in changes_of(adapter, draft, edits):
        field = draft._meta.get_field(change.field)
        if not isinstance(field, StreamField):
            setattr(draft, change.field, change.text)
        elif change.added:
            getattr(draft, change.field).append((change.added, RichText(change.text)))
        else:
            stream = getattr(draft, change.field)
            setattr(draft, change.field, _put(stream, change.path, change))
    return draft


def _in_fields(adapter: DraftAdapter, obj: models.Model, edits: Sequence[Edit]) -> Iterator[Change]:
    for role in dict.fromkeys(edit.field for edit in edits):
        name = adapter.field_of(role)
        if name is None:
            raise FixNotApplicable(f"{type(adapter).__name__} maps {role} to no field of {adapter.label}")
        text = str(getattr(obj, name) or "")
        for edit in sorted((edit for edit in edits if edit.field == role), key=lambda edit: -edit.start):
            text = text[: edit.start] + edit.text + text[edit.end :]
        yield Change(name, (), "text", text)


def _in_body(obj: models.Model, layout: Layout, edits: Sequence[Edit]) -> Iterator[Change]:
    texts: dict[Segment, str] = {}
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
        if _is_new_paragraph(layout, edit):
            added = _added(obj, layout, edit)
            if added is not None:
                yield added
                continue
        touched = _touched(layout, edit)
        if not touched:
            raise FixNotApplicable("there is no text that the words could be put into")
        for index, segment in enumerate(touched):
            words = edit.text if index == 0 else ""
            texts[segment] = _spliced(segment, texts.get(segment, segment.text), edit, words)
    for segment, text in texts.items():
        yield Change(segment.field, segment.path, segment.source, text)


def _is_new_paragraph(layout: Layout, edit: Edit) -> bool:
    at_end = edit.start >= len(layout.value.rstrip())
    return edit.start == edit.end and at_end and _PARAGRAPH.match(edit.text) is not None


def _added(obj: models.Model, layout: Layout, edit: Edit) -> Change | None:
    """A block for a paragraph at the end; ``None`` where the last block takes it, or no block could."""
    last = layout.segments[-1] if layout.segments else None
    if last is not None and last.source == "rich" and last.editable and last.end >= edit.start:
        return None
    name = last.field if last is not None else ""
    field: Any = obj._meta.get_field(name) if name else None
    if isinstance(field, StreamField):
        for kind, block in field.stream_block.child_blocks.items():
            if isinstance(block, blocks.RichTextBlock):
                return Change(name, (), "rich", edit.text.strip(), added=kind)
    return None


def _touched(layout: Layout, edit: Edit) -> list[Segment]:
    """The blocks that an edit changes: those it reaches into; for an insertion the one at its place, else the last."""
    if edit.start < edit.end:
        return [row for row in layout.segments if row.start < edit.end and row.end > edit.start and row.editable]
    found = layout.at(edit.start)
    if found is not None and found.editable:
        return [found]
    prose = [row for row in layout.segments if row.editable and row.source == "rich" and row.start <= edit.start]
    plain = [row for row in layout.segments if row.editable and row.start <= edit.start]
    return (prose or plain)[-1:] or [row for row in layout.segments if row.editable][:1]


def _spliced(segment: Segment, text: str, edit: Edit, words: str) -> str:
    start, end = local(segment, edit.start), local(segment, edit.end)
    if segment.source != "text":
        return text[:start] + (words.lstrip("\n") if _PARAGRAPH.match(words) else words) + text[end:]
    plain = unescape(_TAG.sub("", words))
    if _PARAGRAPH.match(words):
        plain = "\n\n" + plain.strip() if text.strip() else plain.strip()
    return text[:start] + plain + text[end:]


def _put(value: Any, path: Sequence[str], change: Change) -> Any:
    """The value with the change made in the block at the end of ``path``."""
    if not path:
        return RichText(change.text) if isinstance(value, RichText) else change.text
    step, rest = path[0], path[1:]
    if isinstance(value, blocks.StructValue):
        value[step] = _put(value[step], rest, change)
        return value
    children = value.bound_blocks if hasattr(value, "bound_blocks") else value
    for child in children:
        if str(child.id or "") == step:
            child.value = _put(child.value, rest, change)
    return value


def block_at(field: Any, value: Any, path: Sequence[str]) -> Any:
    """The definition of the block at the end of a path through a StreamField."""
    block = field.stream_block
    for step in path:
        if isinstance(value, blocks.StructValue):
            block, value = block.child_blocks[step], value[step]
            continue
        child = next(row for row in (value.bound_blocks if hasattr(value, "bound_blocks") else value)
                     if str(row.id or "") == step)
        block, value = child.block, child.value
    return block


def as_input(obj: Any, change: Change) -> str:
    """The new text as the input of the editor holds it: rich text as the JSON of its editor."""
    field = obj._meta.get_field(change.field)
    if isinstance(field, StreamField):
        block = (
            field.stream_block.child_blocks[change.added] if change.added
            else block_at(field, getattr(obj, change.field), change.path)
        )
        widget = getattr(getattr(block, "field", None), "widget", None)
    else:
        widget = field.formfield().widget if isinstance(field, RichTextField) else None
    if change.source != "rich" or widget is None or not hasattr(widget, "converter"):
        return change.text
    return str(widget.format_value(change.text))


