"""Edits in the article's own format: add a paragraph, put words after a stretch, replace or remove one.

Positions are those of ``Document.text``; edits are in code points of the field as it was sent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from annotations.engine.article import Article
from annotations.engine.document.model import Document
from annotations.engine.report import Edit

_OPENING_TAG = re.compile(r"<[A-Za-z][^<>]*>\s*\Z")
_CLOSING_TAG = re.compile(r"\s*</[A-Za-z][^<>]*>")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>&#])")
_NESTING = 8
_TAIL = 400
"""Characters before a stretch among which its opening tags are looked for."""


class TextChanged(ValueError):
    """A fix was made for another text than the one it is to be applied to."""

    code = "text_changed"


def markup(document: Document, text: str) -> str:
    """Plain text as it is written in the body's format."""
    if document.body_format == "html":
        return escape(text, quote=False)
    return _MARKDOWN.sub(r"\\\1", text) if document.body_format == "markdown" else text


def add_paragraph_at_end(document: Document, text: str) -> Edit:
    """A paragraph of its own after the body."""
    value = document.values["body"]
    at = len(value.rstrip())
    written = markup(document, text)
    end = _line_end(value)
    return Edit("body", at, at, f"{end}<p>{written}</p>" if document.body_format == "html" else f"{end}{end}{written}")


def add_paragraph_at_top(document: Document, text: str) -> Edit:
    """A paragraph of its own before the body."""
    value = document.values["body"]
    at = len(value) - len(value.lstrip())
    written = markup(document, text)
    end = _line_end(value)
    return Edit("body", at, at, f"<p>{written}</p>{end}" if document.body_format == "html" else f"{written}{end}{end}")


def _line_end(value: str) -> str:
    """How the text ends its lines."""
    return "\r\n" if "\r\n" in value else "\n"


def put_after(document: Document, position: int, text: str) -> Edit:
    """Words directly after the character before ``position``."""
    block = document.block_at(position - 1)
    at = int(document.source_ends[position - 1])
    written = markup(document, text) if block.field == "body" else text
    return Edit(block.field, at, at, written)


def put_in_place(document: Document, start: int, end: int, text: str) -> Edit:
    """Words in the place of ``text[start:end]``."""
    passage = document.passage(start, end)
    written = markup(document, text) if passage.field == "body" else text
    return Edit(passage.field, passage.start, passage.end, written)


def remove(document: Document, start: int, end: int) -> Edit:
    """Takes ``text[start:end]`` out, with the space before it or, when it is all there is of a block, the block."""
    passage = document.passage(start, end)
    block = document.block_at(start)
    value = document.values[passage.field]
    first, last = passage.start, passage.end
    if not document.text[block.start : start].strip() and not document.text[end : block.end].strip():
        first, last = _whole_block(value, first, last, html=document.body_format == "html")
    while first > 0 and value[first - 1] in " \u00a0":
        first -= 1
    return Edit(passage.field, first, last, "")


def _whole_block(value: str, first: int, last: int, *, html: bool) -> tuple[int, int]:
    if not html:
        while first > 0 and value[first - 1] in "*_ \t>":
            first -= 1
        while last < len(value) and value[last] in "*_ \t":
            last += 1
        return len(value[:first].rstrip("\n")), last
    for _ in range(_NESTING):
        opening = _OPENING_TAG.search(value, max(0, first - _TAIL), first)
        closing = _CLOSING_TAG.match(value, last)
        if not opening or not closing:
            break
        first, last = opening.start(), closing.end()
    return len(value[:first].rstrip()), last


def apply_edits(article: Article, edits: Sequence[Edit]) -> Article:
    """The article with the edits made.

    Raises:
        TextChanged: when edits overlap or reach beyond the text.
    """
    for field in dict.fromkeys(edit.field for edit in edits):
        value = article.field_value(field)
        reach = len(value)
        for edit in sorted((e for e in edits if e.field == field), key=lambda e: (e.start, e.end), reverse=True):
            if not 0 <= edit.start <= edit.end <= reach:
                raise TextChanged(f"the edit at {edit.start} of {field} does not fit the text")
            value = value[: edit.start] + edit.text + value[edit.end :]
            reach = edit.start
        article = _with_value(article, field, value)
    return article


def _with_value(article: Article, field: str, value: str) -> Article:
    if field == "body":
        return article.model_copy(update={"body": article.body.model_copy(update={"value": value})})
    if field.startswith("images/"):
        _, index, name = field.split("/")
        images = list(article.images)
        images[int(index)] = images[int(index)].model_copy(update={name: value})
        return article.model_copy(update={"images": tuple(images)})
    return article.model_copy(update={field: value})
