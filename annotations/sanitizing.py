"""Cleans markup of articles for people's eyes. The one place that knows a sanitiser; never used to find anything.

bleach is what this project is asked to use, and has come to its end; nh3 stands beside it with the same policy. Both
are quadratic in hostile markup, so what is large or deep is refused before they see it, and shown as plain text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import unescape
from urllib.parse import urlsplit

import bleach
import nh3
from django.utils.safestring import SafeString, mark_safe

from annotations import conf

TAGS = frozenset(
    {
        "a", "abbr", "b", "blockquote", "br", "cite", "code", "dd", "del", "div", "dl", "dt", "em", "figcaption",
        "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins", "li", "ol", "p", "pre", "q", "s", "section",
        "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul",
    }
)  # fmt: skip
ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "a": frozenset({"href"}), "td": frozenset({"colspan"}), "th": frozenset({"colspan"}),
}  # fmt: skip
SCHEMES = frozenset({"http", "https", "mailto"})
MOST_CHARACTERS = 500_000
MOST_TAGS = 5_000
"""``<`` in all; deeper than ``DEEPEST`` open tags of one another is refused as well."""
MOST_REFERENCES = 2_000
"""``&`` in all."""
DEEPEST = 128
_TRIES = 4
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_HREF = re.compile(r'(<a\b[^>]*?)\s+href="([^"]*)"', re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_NOT_SHOWN = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff]")


class TooComplex(ValueError):
    """The markup is larger or deeper than is cleaned."""


def sanitize(markup: str) -> SafeString:
    """``markup`` with nothing left but harmless elements; the same again when it is cleaned again.

    Raises:
        TooComplex: it is beyond what is cleaned in a request.
    """
    _refuse_complex(markup)
    clean = _ENGINES[conf.desk().sanitizer]
    for _try in range(_TRIES):
        cleaned = _without_odd_schemes(clean(markup))
        if cleaned == markup:
            break
        markup = cleaned
    else:
        # It changes each time that it is read: nobody can say how a browser would read it.
        raise TooComplex("the markup does not come to rest")
    return mark_safe(markup)  # noqa: S308 - cleaned


def _refuse_complex(markup: str) -> None:
    if len(markup) > MOST_CHARACTERS or markup.count("<") > MOST_TAGS or markup.count("&") > MOST_REFERENCES:
        raise TooComplex("the markup is too large")
    depth = 0
    for tag in _TAG.finditer(markup):
        if tag[2].lower() not in _VOID:
            depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > DEEPEST:
            raise TooComplex("the markup is too deep")


def _by_bleach(markup: str) -> str:
    cleaned: str = bleach.clean(
        markup, tags=TAGS, attributes={tag: sorted(names) for tag, names in ATTRIBUTES.items()}, protocols=SCHEMES,
        strip=True, strip_comments=True,
    )  # fmt: skip
    return cleaned


def _by_nh3(markup: str) -> str:
    return nh3.clean(
        markup, tags=set(TAGS), attributes={"*": set()} | {tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES), strip_comments=True, link_rel=None, generic_attribute_prefixes=set(),
    )  # fmt: skip


_ENGINES: Mapping[str, Callable[[str], str]] = {"bleach": _by_bleach, "nh3": _by_nh3}


def _without_odd_schemes(markup: str) -> str:
    """Links without those addresses whose scheme is not one of ours, however it is written."""
    return _HREF.sub(lambda found: found[0] if _is_harmless(found[2]) else found[1], markup)


def _is_harmless(written: str) -> bool:
    # Twice, since one engine keeps references that it does not know, escaped.
    address = _NOT_SHOWN.sub("", unescape(unescape(written)))
    if _SCHEME.match(address):
        return address.partition(":")[0].lower() in SCHEMES
    try:
        return not urlsplit(address).scheme
    except ValueError:
        return False
