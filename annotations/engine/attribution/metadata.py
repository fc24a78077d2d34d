"""What a page tells machines about its origin: ``rel=canonical``, and in JSON-LD ``isBasedOn`` and ``creditText``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from annotations.engine.article import Article

_SCRIPT = re.compile(r"<script\b([^<>]*)>", re.IGNORECASE)
_IS_LINKED_DATA = re.compile(r"application/ld\+json", re.IGNORECASE)
_LINK = re.compile(r"<link\b([^<>]*)>", re.IGNORECASE)
_REL = re.compile(r"\brel\s*=\s*[\"']?\s*canonical\b", re.IGNORECASE)
_HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_ARTICLES = re.compile(r"(?:Article|Posting|Report|Review|CreativeWork)\Z")
_MOST_NODES = 2_000
_LONGEST = 200_000
_MOST_TEXT = 500


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page says of its origin where readers do not look."""

    canonical: str | None = None
    based_on: tuple[str, ...] = ()
    """Addresses."""
    credits: tuple[str, ...] = ()
    """Texts of credit."""


def read_metadata(article: Article) -> Metadata:
    """The metadata of an article: its ``canonical_url``, and what an HTML body states."""
    if article.body.format != "html":
        return Metadata(article.canonical_url)
    value = article.body.value
    nodes = [node for data in _linked_data(value) for node in _nodes(data)]
    about = [node for node in nodes if _is_article(node)] or nodes
    return Metadata(
        canonical=article.canonical_url or _canonical(value),
        based_on=tuple(dict.fromkeys(url for node in about for url in _addresses(node.get("isBasedOn")))),
        credits=tuple(dict.fromkeys(text for node in about for text in _texts(node.get("creditText")))),
    )


def _canonical(value: str) -> str | None:
    for link in _LINK.finditer(value):
        href = _HREF.search(link[1]) if _REL.search(link[1]) else None
        if href is not None:
            return next(filter(None, href.groups()), None)
    return None


def _linked_data(value: str) -> Iterator[Any]:
    at = 0
    while (opening := _SCRIPT.search(value, at)) is not None:
        at = opening.end()
        if _IS_LINKED_DATA.search(opening[1]) is None:
            continue
        end = value.find("</", at)
        if end < 0:
            return
        if end - at <= _LONGEST:
            try:
                yield json.loads(value[at:end])
            except (ValueError, RecursionError):
                continue
        at = end


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """The objects of linked data, from the outside in."""
    waiting, seen = [data], 0
    while waiting and seen < _MOST_NODES:
        node = waiting.pop(0)
        seen += 1
        if isinstance(node, dict):
            yield node
            waiting.extend(node.get(key) for key in ("@graph", "mainEntity", "mainEntityOfPage"))
        elif isinstance(node, list):
            waiting.extend(node)


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    stated = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _ARTICLES.search(kind) for kind in stated)


def _addresses(value: Any) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        found = each.get("url") or each.get("@id") if isinstance(each, dict) else each
        if isinstance(found, str) and found.lower().startswith(("http://", "https://")):
            yield found


def _texts(value: Any) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str) and each.strip():
            yield " ".join(each.split())[:_MOST_TEXT]
