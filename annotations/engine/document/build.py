"""``read_document``: the article as a reader sees it."""

from __future__ import annotations

import re
from typing import Final

from annotations.engine.article import Article
from annotations.engine.document.assemble import assemble
from annotations.engine.document.html import read_html
from annotations.engine.document.markdown import read_markdown
from annotations.engine.document.model import Document, Visibility, Zone
from annotations.engine.document.plain import read_plain
from annotations.engine.document.writer import DraftImage, Writer

_HAS_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|<!--|&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")
_HEADS: Final = (("headline", Zone.HEADLINE), ("deck", Zone.DECK), ("byline", Zone.BYLINE))
_READERS: Final = {"html": read_html, "markdown": read_markdown, "text": read_plain}


def read_document(article: Article, *, language: str) -> Document:
    """The text of an article with its structure, in the order that ``Document`` tells.

    ``language`` is noted and changes nothing in how the article is read: with ``"und"`` the text can be had before
    its language is known.

    Raises:
        DocumentTooComplex: a value is too long, or holds more markup than any article has.
    """
    writer = Writer()
    values: dict[str, str] = {}
    for name, zone in _HEADS:
        _short(writer, values, name, article.field_value(name), zone)
    values["body"] = article.body.value
    writer.begin_field("body")
    _READERS[article.body.format](article.body.value, writer)
    _images(writer, values, article)
    _short(writer, values, "template_text", article.template_text or "", Zone.FOOTER)
    writer.break_block()
    return assemble(writer, values=values, language=language, body_format=article.body.format)


def _short(writer: Writer, values: dict[str, str], name: str, value: str, zone: Zone) -> None:
    """A field of plain text; one that holds tags or character references is read as HTML."""
    if not value:
        return
    values[name] = value
    writer.begin_field(name)
    if _HAS_MARKUP.search(value):
        read_html(value, writer, zone=zone, fixed=True)
    else:
        read_plain(value, writer, zone=zone)


def _images(writer: Writer, values: dict[str, str], article: Article) -> None:
    for index, image in enumerate(article.images):
        name = f"images/{index}/src"
        values[name] = image.src
        writer.break_block()
        at = writer.shown.length
        writer.images.append(DraftImage(image.src, image.alt or "", name, 0, len(image.src), at, Visibility.VISIBLE))
        _short(writer, values, f"images/{index}/caption", image.caption or "", Zone.CAPTION)
        _short(writer, values, f"images/{index}/credit", image.credit or "", Zone.CAPTION)
