"""Walks the fields of a page block by block and writes what readers see of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.embeds.blocks import EmbedBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import RichText

from annotations.contrib.wagtail.layout import Layout, Writer

_CONTENT = re.compile(r"<(?:embed|img|hr)\b|(?:^|>)[^<]*[^<\s]")
"""Something that readers see."""
_HEADINGS = frozenset({"heading", "header", "title", "subheading", "subheader", "subtitle", "headline"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands."""

    path: tuple[str, ...] = ()
    block: str = ""
    name: str = ""
    """Of the child in its parent."""
    quoted: bool = False
    caption: bool = False

    def child(self, name: str, *, id: str = "", **changed: bool) -> Place:
        """The place of a child: by its id where it has one, else by its name."""
        step = (id or name,) if id or name else ()
        flags = {"quoted": self.quoted, "caption": self.caption} | changed
        return Place((*self.path, *step), id or self.block, name, **flags)


def layout_of(obj: models.Model, names: Iterable[str], *, skip: Collection[str] = ()) -> Layout:
    """The text of these fields of ``obj``, one after the other. ``skip``: names of blocks that readers never see."""
    writer = Writer()
    walk = _Walk(writer, frozenset(skip))
    for name in names:
        value = getattr(obj, name)
        writer.field = name
        if value is None or value == "":
            continue
        kind = obj._meta.get_field(name) if name in _fields(obj) else None
        if isinstance(kind, StreamField):
            walk.block(kind.stream_block, value, Place())
        elif isinstance(kind, RichTextField):
            walk.rich(str(value), Place())
        else:
            walk.paragraph(str(value), Place(), tag="p")
    return writer.layout()


def _fields(obj: models.Model) -> set[str]:
    return {field.name for field in obj._meta.get_fields()}


class _Walk:
    """Writes blocks of every kind, those first that are more special than others."""

    def __init__(self, writer: Writer, skip: frozenset[str]) -> None:
        self.writer, self.skip = writer, skip

    def block(self, block: Any, value: Any, place: Place) -> None:
        """One block and what is in it."""
        if value is None or place.name in self.skip:
            return
        for is_meant, write in _KINDS:
            if is_meant(block):
                write(self, block, value, place)
                return
        self._unknown(block, value, place)

    # Words

    def rich(self, source: str, place: Place, kind: str = "") -> None:
        """Rich text as the database has it, letter for letter; an empty paragraph is no text."""
        if not _CONTENT.search(source):
            return
        self.writer.gap()
        if place.quoted:
            self.writer.markup("<blockquote>")
        self.writer.text(source, "rich", path=place.path, block=place.block, kind=kind)
        if place.quoted:
            self.writer.markup("</blockquote>")

    def paragraph(self, text: str, place: Place, *, tag: str) -> None:
        """Plain words as one element."""
        if not text.strip():
            return
        self.writer.gap()
        around = ("<blockquote>", "</blockquote>") if place.quoted and tag != "blockquote" else ("", "")
        self.writer.markup(f"{around[0]}<{tag}>")
        self.writer.text(text, "text", path=place.path, block=place.block, kind=place.name)
        self.writer.markup(f"</{tag}>{around[1]}")

    def _rich_block(self, block: Any, value: Any, place: Place) -> None:
        self.rich(value.source if isinstance(value, RichText) else str(value), place, place.name)

    def _raw_html(self, block: Any, value: Any, place: Place) -> None:
        self.writer.gap()
        self.writer.text(str(value), "html", path=place.path, block=place.block, kind=place.name)

    def _quote(self, block: Any, value: Any, place: Place) -> None:
        self.paragraph(str(value), place, tag="blockquote")

    def _words(self, block: Any, value: Any, place: Place) -> None:
        self.paragraph(str(value), place, tag="h2" if place.name in _HEADINGS and not place.caption else "p")

    def _link(self, block: Any, value: Any, place: Place) -> None:
        address = getattr(value, "url", value)
        if address:
            self.writer.gap()
            self.writer.markup(f'<p><a href="{escape(str(address))}">')
            self.writer.text(
                str(address), "text", path=place.path, block=place.block, editable=False, kind=place.name
            )
            self.writer.markup("</a></p>")

    # What holds other blocks

    def _stream(self, block: Any, value: Any, place: Place) -> None:
        for child in value:
            self.block(child.block, child.value, place.child(child.block_type, id=str(child.id or "")))

    def _list(self, block: Any, value: Any, place: Place) -> None:
        children = list(value.bound_blocks)
        if not children:
            return
        self.writer.gap()
        self.writer.markup("<ul>")
        for child in children:
            self.writer.markup("<li>")
            self.block(child.block, child.value, place.child("", id=str(child.id or "")))
            self.writer.markup("</li>")
        self.writer.markup("</ul>")

    def _struct(self, block: Any, value: Any, place: Place) -> None:
        quoted = place.quoted or "quote" in place.name
        figure = any(_is_image(child) for child in block.child_blocks.values())
        if figure:
            self.writer.gap()
            self.writer.markup("<figure>")
            for name, child in block.child_blocks.items():
                if _is_image(child):
                    self.block(child, value.get(name), place.child(name))
            self.writer.markup("<figcaption>")
        for name, child in block.child_blocks.items():
            if not (figure and _is_image(child)):
                self.block(child, value.get(name), place.child(name, quoted=quoted, caption=figure))
        if figure:
            self.writer.markup("</figcaption></figure>")

    # Pictures and tables

    def _image(self, block: Any, value: Any, place: Place) -> None:
        source = value.file.name if getattr(value, "file", None) else ""
        described = getattr(value, "contextual_alt_text", None) or getattr(value, "description", "") or ""
        self.writer.gap()
        self.writer.markup(f'<img src="{escape(source)}" alt="{escape(described)}">')
        credit = getattr(value, "credit", "")
        if credit and isinstance(credit, str):
            self.writer.markup(f"<figcaption>{escape(credit, quote=False)}</figcaption>")

    def _table(self, block: Any, value: Any, place: Place) -> None:
        if isinstance(value, Mapping):
            rows = [list(row) for row in value.get("data") or ()]
            self._rows(rows, str(value.get("table_caption") or ""), place)

    def _typed_table(self, block: Any, value: Any, place: Place) -> None:
        self.writer.gap()
        self.writer.markup("<table>")
        self._cell_row([column["heading"] for column in value.columns], place)
        for row in value.rows:
            self.writer.markup("<tr>")
            for bound in row:
                self.writer.markup("<td>")
                inner = _Cells(self.writer, self.skip)
                inner.block(bound.block, bound.value, Place(place.path, place.block, place.name))
                self.writer.markup("</td>")
            self.writer.markup("</tr>")
        self.writer.markup("</table>")

    def _rows(self, rows: Iterable[list[Any]], caption: str, place: Place) -> None:
        self.writer.gap()
        self.writer.markup("<table>")
        if caption:
            self.writer.markup("<caption>")
            self._cell(caption, place)
            self.writer.markup("</caption>")
        for row in rows:
            self._cell_row(row, place)
        self.writer.markup("</table>")

    def _cell_row(self, row: list[Any], place: Place) -> None:
        self.writer.markup("<tr>")
        for cell in row:
            self.writer.markup("<td>")
            if cell not in (None, ""):
                self._cell(str(cell), place)
            self.writer.markup("</td>")
        self.writer.markup("</tr>")

    def _cell(self, text: str, place: Place) -> None:
        self.writer.text(text, "text", path=place.path, block=place.block, editable=False, kind=place.name)

    def _nothing(self, block: Any, value: Any, place: Place) -> None:
        """Choices, numbers, dates, choosers: what is set with them is the template's affair."""

    def _unknown(self, block: Any, value: Any, place: Place) -> None:
        if isinstance(value, RichText):
            self.rich(value.source, place, place.name)
        elif isinstance(value, str):
            self._words(block, value, place)


class _Cells(_Walk):
    """The same inside a table: words cannot be put in there."""

    def rich(self, source: str, place: Place, kind: str = "") -> None:
        self.writer.text(source, "rich", path=place.path, block=place.block, editable=False, kind=kind)

    def paragraph(self, text: str, place: Place, *, tag: str) -> None:
        self._cell(text, place)


def _of(*kinds: Any) -> Callable[[Any], bool]:
    return lambda block: isinstance(block, kinds)


def _named(name: str, module: str) -> Callable[[Any], bool]:
    """Blocks of a contrib app, which need not be installed."""
    return lambda block: any(
        base.__name__ == name and base.__module__.startswith(module) for base in type(block).__mro__
    )


def _is_image(block: Any) -> bool:
    target = getattr(block, "target_model", None) if isinstance(block, blocks.ChooserBlock) else None
    return (target is not None and hasattr(target, "get_rendition")) or _IMAGE(block)


_IMAGE = _named("ImageBlock", "wagtail.images")
_CHOICES = getattr(blocks, "BaseChoiceBlock", blocks.ChoiceBlock)
_KINDS: tuple[tuple[Callable[[Any], bool], Callable[[_Walk, Any, Any, Place], None]], ...] = (
    (_named("BaseTypedTableBlock", "wagtail.contrib.typed_table_block"), _Walk._typed_table),
    (_named("TableBlock", "wagtail.contrib.table_block"), _Walk._table),
    (_of(blocks.StreamBlock), _Walk._stream),
    (_of(blocks.ListBlock), _Walk._list),
    (_is_image, _Walk._image),
    (_of(blocks.StructBlock), _Walk._struct),
    (_of(blocks.RichTextBlock), _Walk._rich_block),
    (_of(blocks.RawHTMLBlock), _Walk._raw_html),
    (_of(blocks.BlockQuoteBlock), _Walk._quote),
    (_of(EmbedBlock, blocks.URLBlock), _Walk._link),
    (_of(blocks.CharBlock, blocks.TextBlock, blocks.RegexBlock), _Walk._words),
    (
        _of(_CHOICES, blocks.ChooserBlock, blocks.EmailBlock, blocks.BooleanBlock, blocks.StaticBlock),
        _Walk._nothing,
    ),
)
