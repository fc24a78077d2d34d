"""Changes to links: another address, no forbidden words in ``rel``, no link at all."""

from __future__ import annotations

import html
import re
from collections.abc import Collection

from annotations.engine.attribution.insertion import safe_address
from annotations.engine.document.model import Document, Link
from annotations.engine.report import Edit

_ATTRIBUTE = re.compile(r"[\s/]*(?P<name>[^\s\"'<>/=]+)(?:\s*=\s*(?P<value>\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
_START_TAG = re.compile(r"<[aA](?=[\s/])")
_WHOLE_START_TAG = re.compile(r"<[aA](?=[\s/>])(?:\"[^\"]*\"|'[^']*'|[^\"'>])*>")
_INLINE = re.compile(r"\]\(\s*(?P<address><[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)")


def readdressed(document: Document, link: Link, address: str) -> Edit | None:
    """The edit that gives a link another address; ``None`` where its own cannot be told apart in what was sent."""
    if link.field != "body":
        return None
    source = document.values["body"][link.source_start : link.source_end]
    if document.body_format == "html":
        return _attribute_edit(source, link, "href", html.escape(address))
    if document.body_format == "markdown":
        return _markdown_edit(source, link, safe_address(address))
    if source.strip("<>") != link.href:
        return None
    start = link.source_start + source.index(link.href)
    return Edit("body", start, start + len(link.href), safe_address(address))


def without_rel(document: Document, link: Link, forbidden: Collection[str]) -> Edit | None:
    """The edit that takes forbidden words out of a link's ``rel``."""
    if link.field != "body" or document.body_format != "html":
        return None
    refused = {word.lower() for word in forbidden}
    kept = " ".join(sorted(word for word in link.rel if word.lower() not in refused))
    source = document.values["body"][link.source_start : link.source_end]
    return _attribute_edit(source, link, "rel", html.escape(kept))


def _attribute_edit(source: str, link: Link, name: str, value: str) -> Edit | None:
    opening = _START_TAG.match(source)
    if opening is None:
        return None
    at = opening.end()
    while (found := _ATTRIBUTE.match(source, at)) is not None:
        if found["name"].lower() == name:
            start, end = found.span("value") if found["value"] is not None else (found.end("name"),) * 2
            text = f'"{value}"' if found["value"] is not None else f'="{value}"'
            return Edit("body", link.source_start + start, link.source_start + end, text)
        at = found.end()
    return None


def _markdown_edit(source: str, link: Link, address: str) -> Edit | None:
    if source.startswith("<") and source.endswith(">") and source[1:-1] == link.href:
        return Edit("body", link.source_start + 1, link.source_end - 1, address)
    opening = source.rfind("](")
    found = _INLINE.match(source, opening) if source.startswith("[") and opening >= 0 else None
    if found is None or html.unescape(found["address"].strip("<>")) != link.href:
        return None
    start, end = found.span("address")
    return Edit("body", link.source_start + start, link.source_start + end, address)


def unlinked(document: Document, link: Link) -> Edit | None:
    """The edit that leaves a link's words and takes the link out; a link whose words are its address goes whole.

    ``None`` where the link cannot be told apart in what was sent.
    """
    if link.field != "body":
        return None
    source = document.values["body"][link.source_start : link.source_end]
    words = document.text[link.start : link.end].strip()
    if _is_address(words, link.href):
        return Edit("body", link.source_start, link.source_end, "")
    if document.body_format == "html":
        opening = _WHOLE_START_TAG.match(source)
        closing = source.lower().rfind("</a")
        if opening is None:
            return None
        kept = source[opening.end() : closing if closing >= opening.end() else None]
        return Edit("body", link.source_start, link.source_end, kept)
    opening_at = source.rfind("](")
    if document.body_format == "markdown" and source.startswith("[") and opening_at > 0:
        return Edit("body", link.source_start, link.source_end, source[1:opening_at])
    return None


def _is_address(words: str, href: str) -> bool:
    bare = href.strip().lower().removeprefix("https://").removeprefix("http://").rstrip("/")
    shown = words.lower().removeprefix("https://").removeprefix("http://").rstrip("/")
    return shown in {bare, bare.removeprefix("www.")}
