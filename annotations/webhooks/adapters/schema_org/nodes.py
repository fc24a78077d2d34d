"""Reading JSON-LD, where one value, a list of values, a text and an object with a name all stand for the same."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.webhooks.adapters.payload import Found, Payload
from annotations.webhooks.adapters.wording import is_address

_NAMES = """
    Article NewsArticle AdvertiserContentArticle AnalysisNewsArticle AskPublicNewsArticle BackgroundNewsArticle
    OpinionNewsArticle ReportageNewsArticle ReviewNewsArticle SatiricalArticle ScholarlyArticle Report BlogPosting
    LiveBlogPosting SocialMediaPosting ClaimReview Review
"""
_ARTICLES = frozenset(_NAMES.split())


def nodes_of(root: Payload) -> Iterator[Payload]:
    """The nodes of a document: those of its graph, else the document itself."""
    if "@graph" in root.value:
        yield from root.objects("@graph")
    else:
        yield root


def is_article(node: Payload) -> bool:
    """Whether one of its types is an article's; with or without the vocabulary's address."""
    stated = node.value.get("@type")
    types = stated if isinstance(stated, list) else [stated]
    return any(isinstance(name, str) and name.rpartition("/")[2].rpartition(":")[2] in _ARTICLES for name in types)


def texts_of(node: Payload, key: str) -> list[Found]:
    """The texts under a key, be it one or a list; ``{"@value": …}`` is a text."""
    found = []
    for value, pointer in _values(node, key):
        text = value.get("@value") if isinstance(value, dict) else value
        if isinstance(text, str) and text:
            found.append(Found(text, pointer))
    return found


def rows_of(node: Payload, key: str) -> list[Payload]:
    """The objects under a key, be it one or a list."""
    return [
        Payload(value, pointer, node.problems)
        for value, pointer in _values(node, key)
        if isinstance(value, dict) and "@value" not in value
    ]


def first_text(node: Payload, *keys: str) -> Found | None:
    """The first text under the first of the keys that has one."""
    return next((found for key in keys for found in texts_of(node, key)), None)


def named(node: Payload, *keys: str) -> Found | None:
    """The name of the first object under one of the keys, or the text that stands there."""
    for key in keys:
        for row in rows_of(node, key):
            name = row.text("name", "alternateName")
            if name is not None:
                return name
        found = first_text(node, key)
        if found is not None:
            return found
    return None


def address_of(node: Payload, key: str) -> Found | None:
    """The address under a key: as a text, or an object's ``url`` or ``@id``."""
    rows = (row.text("url", "@id") for row in rows_of(node, key))
    stated = first_text(node, key) or next((found for found in rows if found is not None), None)
    if stated is None or (key != "url" and not is_address(stated.value)):
        return None
    return stated


def _values(node: Payload, key: str) -> Iterator[tuple[object, str]]:
    value = node.value.get(key)
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield item, f"{node.at(key)}/{index}"
    elif value is not None:
        yield value, node.at(key)
