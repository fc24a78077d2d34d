"""``NewsArticle`` and its kin, alone or in a ``@graph``. A value can be a text, an object, or a list of either."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotations.webhooks.adapters.adapter import PUBLISHED, SUBMITTED, WITHDRAWN, Adapter, Ignored, Kind, Submission
from annotations.webhooks.adapters.payload import Draft, Found, Payload
from annotations.webhooks.adapters.schema_org.nodes import (
    address_of,
    first_text,
    is_article,
    named,
    nodes_of,
    rows_of,
    texts_of,
)
from annotations.webhooks.adapters.wording import hyphened, is_address, said_at

_KINDS: dict[str, Kind] = {
    "draft": SUBMITTED, "incomplete": SUBMITTED, "published": PUBLISHED, "obsolete": PUBLISHED, "retracted": WITHDRAWN,
    "deleted": WITHDRAWN, "withdrawn": WITHDRAWN,
}  # fmt: skip
_IDS = ("@id", "identifier", "url", "mainEntityOfPage")
_AS_IT_IS = (
    ("headline", ("headline", "name", "claimReviewed")), ("deck", ("alternativeHeadline", "description", "abstract")),
    ("published", ("datePublished", "dateCreated")), ("modified", ("dateModified",)), ("section", ("articleSection",)),
    ("genre", ("genre",)), ("copyright_notice", ("copyrightNotice",)),
    ("usage_terms", ("usageInfo", "conditionsOfAccess")),
)  # fmt: skip


def read(payload: Any, headers: Mapping[str, str]) -> Submission | Ignored:
    """As ``Read``."""
    root = Payload(payload)
    articles = [node for node in nodes_of(root) if is_article(node)]
    root.refuse_wrong()
    if not articles:
        return Ignored("There is no article in it.")
    submission = _submission(articles[0])
    root.refuse_wrong()
    return submission


def _submission(node: Payload) -> Submission:
    draft = Draft()
    draft.put("id", node.required(_id(node), "@id"))
    body = first_text(node, "articleBody", "reviewBody", "text")
    draft.body("text", body, node.at("articleBody"))
    for key, names in _AS_IT_IS:
        draft.put(key, first_text(node, *names))
    for key, name in (("url", "url"), ("canonical_url", "mainEntityOfPage"), ("original_url", "isBasedOn")):
        draft.put(key, address_of(node, name))
    draft.put("language", first_text(node, "inLanguage") or named(node, "inLanguage"), hyphened)
    draft.put("byline", _joined(node, "author") or first_text(node, "creditText"))
    draft.put("source", _source(node))
    draft.put("licence", first_text(node, "license") or address_of(node, "license"))
    draft.put("paid_by", named(node, "sponsor", "funder"))
    draft.put("revision", node.number("version"))
    tags = [
        Found(word.strip(), found.pointer)
        for found in texts_of(node, "keywords")
        for word in found.value.split(",")
        if word.strip()
    ]
    draft.put_all("tags", tags, node.at("keywords"))
    draft.put_all("images", _images(node), node.at("image"))
    corrections = rows_of(node, "correction")
    draft.put("corrected_at", next((day for row in corrections if (day := row.text("datePublished"))), None))
    moment = node.text("dateModified", "datePublished")
    return draft.submission(_kind(node), said_at(moment.value if moment else None))


def _kind(node: Payload) -> Kind:
    stated = first_text(node, "creativeWorkStatus")
    if stated is not None:
        return _KINDS.get(stated.value.lower(), SUBMITTED)
    return PUBLISHED if node.value.get("datePublished") else SUBMITTED


def _id(node: Payload) -> Found | None:
    for key in _IDS:
        found = first_text(node, key) or next(
            (mark for row in rows_of(node, key) if (mark := row.text("@id", "value", "url"))), None
        )
        if found is not None:
            return found
    return None


def _joined(node: Payload, key: str) -> Found | None:
    names = texts_of(node, key) or [name for row in rows_of(node, key) if (name := row.text("name"))]
    return Found(", ".join(name.value for name in names), names[0].pointer) if names else None


def _source(node: Payload) -> Found | None:
    """Who made it first: stated as such, or the publisher of what it is based on."""
    for key in ("sourceOrganization", "provider"):
        name = named(node, key)
        if name is not None:
            return name.changed(lambda value: {"id": value, "name": value})
    for row in rows_of(node, "isBasedOn"):
        name = named(row, "publisher", "sourceOrganization")
        if name is not None:
            return name.changed(lambda value: {"id": value, "name": value})
    return None


def _images(node: Payload) -> list[Found]:
    addresses = [found for found in texts_of(node, "image") if is_address(found.value)]
    images = [found.changed(lambda value: {"src": value}) for found in addresses]
    for row in rows_of(node, "image"):
        source = row.text("contentUrl", "url")
        if source is not None and is_address(source.value):
            said = {
                "caption": first_text(row, "caption"),
                "credit": first_text(row, "creditText") or named(row, "creator", "author", "copyrightHolder"),
            }
            image = {"src": source.value} | {key: found.value for key, found in said.items() if found}
            images.append(Found(image, row.pointer))
    return images


ADAPTER = Adapter("schema_org", "schema.org JSON-LD", "standard", read)
