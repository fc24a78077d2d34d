"""Tells RSS from Atom, and finds the one item."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

from annotations.intake.problems import FieldProblem
from annotations.webhooks.adapters.adapter import Adapter, Ignored, Submission, WrongPayload
from annotations.webhooks.adapters.feed import atom, rss
from annotations.webhooks.adapters.feed.xml import parse_xml

_TYPES = ("application/rss+xml", "application/atom+xml", "application/xml", "text/xml")


def read(payload: Any, headers: Mapping[str, str]) -> Submission | Ignored:
    """As ``Read``. Pointers are paths of element names."""
    root: Element = payload
    gone = root if root.tag == atom.DELETED else root.find(atom.DELETED)
    if gone is not None:
        return atom.withdrawal(gone)
    name = atom.ENTRY if root.tag in (atom.ENTRY, atom.FEED) else rss.ITEM
    items = [root] if root.tag == name else root.findall(f".//{name}")
    if not items:
        return Ignored("There is no item in it.")
    if len(items) > 1:
        raise WrongPayload(FieldProblem("/" + name.rpartition("}")[2], "schema_invalid", "send one item a request"))
    around = root if root is not items[0] else None
    return atom.submission(items[0], around) if name == atom.ENTRY else rss.submission(items[0], around)


ADAPTER = Adapter("feed", "RSS and Atom", "standard", read, media_types=_TYPES, parse=parse_xml)
