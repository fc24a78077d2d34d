"""How a link stands to the original that a source's terms ask for."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from rapidfuzz.distance import OSA

from annotations.engine.attribution.conventions import (
    FILE_ENDINGS,
    HOME_FILES,
    SENDING_PATHS,
    SHORTENERS,
    TARGET_PARAMETERS,
)
from annotations.engine.attribution.directory import MAIN, SourceHosts
from annotations.engine.attribution.urls import NOWHERE, Address, parse, unicode_host
from annotations.engine.lookalikes import LATIN_SHAPES

_EDITION = re.compile(r"[a-z]{2}(-[a-z]{2})?\Z", re.IGNORECASE)
_NOWHERE = parse(NOWHERE)
_PLAIN = {
    ord(imitation): letter
    for letter, imitations in reversed(LATIN_SHAPES.items())
    if letter.islower()
    for imitation in imitations
} | {ord("0"): "o", ord("1"): "l", ord("3"): "e", ord("5"): "s", ord("-"): ""}
_LONG_NAME = 6
"""Letters from which one letter of difference reads as a slip, not as another name."""
_VERY_LONG_NAME = 9
"""Letters from which a name with something added still reads as the name."""


class LinkRelation(StrEnum):
    """Where a link leads, seen from the original."""

    SAME = "same"
    """The original; without a declared original, any page of the source that is not its home page."""
    HOME = "home"
    OTHER_PAGE = "other page"
    FILE = "file"
    OTHER_LANGUAGE = "other language"
    SHORTENER = "shortener"
    WRAPPED = "wrapped"
    """A redirect that names the original as its target: whether it leads there cannot be seen."""
    OWN_SITE = "own site"
    COPY = "copy"
    """A cache, an archive, a proxy: the address names the source's host, but another host serves it."""
    LOOKALIKE = "look-alike"
    OTHER_HOST = "other host"
    NOT_A_LINK = "not a link"


def relation(
    link: Address | None, *, original: Address | None, hosts: SourceHosts, own: Address | None = None
) -> LinkRelation:
    """How ``link`` stands to ``original``, a page of the source with ``hosts``; ``own`` is the article's address."""
    if link is None:
        return LinkRelation.NOT_A_LINK
    if original is not None and hosts.same_page(link, original):
        return LinkRelation.SAME
    if hosts.group(link) is not None:
        return _within_source(link, original, hosts)
    if link.host in SHORTENERS:
        return LinkRelation.SHORTENER
    if _wraps(link, original, hosts):
        return LinkRelation.WRAPPED
    if link.host in {address.host for address in (own, _NOWHERE) if address is not None}:
        return LinkRelation.OWN_SITE
    return _elsewhere(link, hosts)


def is_home(address: Address) -> bool:
    """Whether it is the front page of a site, or of an edition that is a path (``/us``, ``/en-gb``)."""
    parts = [part for part in address.path.split("/") if part]
    if parts and parts[-1].lower() in HOME_FILES:
        parts.pop()
    return not address.query and (not parts or (len(parts) == 1 and _EDITION.match(parts[0]) is not None))


def is_file(address: Address) -> bool:
    """Whether it leads to a file, not to a page."""
    return address.path.lower().endswith(FILE_ENDINGS)


def _within_source(link: Address, original: Address | None, hosts: SourceHosts) -> LinkRelation:
    edition = hosts.group(original)
    if hosts.group(link) != (MAIN if edition is None else edition):
        return LinkRelation.OTHER_LANGUAGE
    if is_home(link):
        return LinkRelation.HOME
    if is_file(link):
        return LinkRelation.FILE
    return LinkRelation.SAME if original is None else LinkRelation.OTHER_PAGE


def _wraps(link: Address, original: Address | None, hosts: SourceHosts) -> bool:
    if not link.query or is_sending(link):
        return False
    targets = [value for name, value in link.parameters if name.lower() in TARGET_PARAMETERS]
    for target in (*targets, link.query):
        if not target.lower().startswith(("http:", "https:", "//")):
            continue
        address = parse(target)
        if address is not None and _leads_to_source(address, original, hosts):
            return True
    return False


def is_sending(link: Address) -> bool:
    """A form that sends an address on ("share this"), not a way to it."""
    return not SENDING_PATHS.isdisjoint(link.path.lower().split("/"))


def _leads_to_source(address: Address, original: Address | None, hosts: SourceHosts) -> bool:
    if original is not None:
        return hosts.same_page(address, original)
    return hosts.group(address) == MAIN and not is_home(address)


def _elsewhere(link: Address, hosts: SourceHosts) -> LinkRelation:
    names = [host for host, group in hosts.groups.items() if group == MAIN]
    if is_sending(link) or any(f".{link.host}".partition(":")[0].endswith("." + host) for host in names):
        return LinkRelation.OTHER_HOST
    if any(link.host.startswith(host + ".") or host in link.user for host in names):
        return LinkRelation.LOOKALIKE
    whole = f"{link.path}?{link.query}"
    if any(host in whole or host.replace(".", "-") in link.host for host in names):
        return LinkRelation.COPY
    if any(_reads_like(link, host) for host in names):
        return LinkRelation.LOOKALIKE
    return LinkRelation.OTHER_HOST


def _reads_like(link: Address, host: str) -> bool:
    wanted = _skeleton(_main_label(host))
    for label in map(_skeleton, link.unicode_host.split(".")[:-1]):
        if label == wanted:
            return True
        if len(wanted) >= _LONG_NAME and OSA.distance(label, wanted, score_cutoff=1) <= 1:
            return True
        if len(wanted) >= _VERY_LONG_NAME and wanted in label:
            return True
    return False


def _main_label(host: str) -> str:
    """The label that readers know: the longest before the last."""
    return max(unicode_host(host).split(".")[:-1] or [host], key=len)


def _skeleton(label: str) -> str:
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", label) if not unicodedata.combining(letter))
    return plain.lower().translate(_PLAIN).replace("rn", "m").replace("vv", "w").replace("i", "l")
