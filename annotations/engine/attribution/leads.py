"""Where an address really leads: to its own host, through a redirect, or to a copy that another host keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from annotations.engine.attribution.conventions import TARGET_PARAMETERS
from annotations.engine.attribution.relations import is_sending
from annotations.engine.attribution.urls import Address, parse

_INNER = re.compile(r"https?:/{1,2}[^\s]+", re.IGNORECASE)
_CACHES = (".cdn.ampproject.org", ".translate.goog")
_DASHED = re.compile(r"--|-")


class Way(StrEnum):
    """How an address leads to another one."""

    DIRECT = "direct"
    REDIRECT = "redirect"
    COPY = "copy"
    """An archive, a cache, a translation: another host shows the page."""


def leads(address: Address) -> Iterator[tuple[Way, Address]]:
    """The address itself, and those that it names as its target or as what it is a copy of."""
    yield Way.DIRECT, address
    if is_sending(address):
        return
    for name, value in address.parameters:
        target = parse(value) if name.lower() in TARGET_PARAMETERS and _INNER.match(value) else None
        if target is not None:
            yield Way.REDIRECT, target
    inner = _INNER.search(address.path)
    target = parse(inner.group()) if inner else None
    if target is not None:
        yield Way.COPY, target
    cached = _cached(address)
    if cached is not None:
        yield Way.COPY, cached


def _cached(address: Address) -> Address | None:
    """What a cache shows whose host is the page's own with dashes for dots: ``www-example-org.translate.goog``."""
    for cache in _CACHES:
        if address.host.endswith(cache):
            label = address.host.removesuffix(cache)
            host = _DASHED.sub(lambda found: "-" if found.group() == "--" else ".", label)
            return parse(f"https://{host}{address.path}")
    return None
