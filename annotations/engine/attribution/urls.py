"""Addresses: parsed as a browser does (WHATWG), brought to one form, compared. The only module that knows the parser.

Two addresses are of the same page when their canonical forms are equal. Scheme, case of the host, ``www.``, default
ports, credentials, trailing slash, fragment, session and tracking parameters, and the way of percent-encoding make no
difference; any other parameter does, and so does the case of the path.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import ada_url

from annotations.engine.attribution.conventions import TRACKING, TRACKING_PREFIXES

MAX_ADDRESS = 8192
"""Code points; longer addresses are refused, as servers do."""

NOWHERE = "https://this-article.invalid/"
"""What a relative address is resolved against when the article has no address of its own."""

_PERCENT = re.compile(r"%([0-9A-Fa-f]{2})?|[\[\]\\^`{|}\"]")
"""An encoded character, a lone percent sign, or a character that some encode and some do not."""
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PLAIN_IN_PATH = _UNRESERVED | frozenset("!$&'()*+,;=:@")
_PLAIN_IN_QUERY = _UNRESERVED | frozenset("!$'()*,;:@/?")
_HOST_ONLY = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,}(?:[/?#:]|\Z)")


@dataclass(frozen=True, slots=True)
class Address:
    """A parsed http or https address in canonical parts."""

    host: str
    """Lower case, ASCII (punycode), without ``www.``, with a port that is not the scheme's own."""
    path: str
    """Without the trailing slash: empty for the root."""
    query: str
    """Parameters that are not tracking, ordered by name; without ``?``."""
    user: str = ""
    """Credentials before the host; they make no other page, but they are used to disguise the host."""

    def __str__(self) -> str:
        return f"https://{self.host}{self.path}{'?' if self.query else ''}{self.query}"

    @property
    def parameters(self) -> tuple[tuple[str, str], ...]:
        """Name and decoded value of each parameter."""
        return tuple(ada_url.URLSearchParams(self.query).items()) if self.query else ()

    @property
    def unicode_host(self) -> str:
        """The host as people read it."""
        return unicode_host(self.host)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request for an address goes, part by part as the URL standard reads it."""

    scheme: str
    """Without the colon."""
    host: str
    """ASCII (punycode), lower case; an IPv6 address without its brackets."""
    port: int | None
    """``None`` for the scheme's own."""
    path: str
    """With the query, without the fragment."""
    credentials: bool
    """Whether a user or a password stands before the host."""
    href: str
    """The whole, in the standard's form."""


def target(url: str, *, base: str | None = None) -> Target | None:
    """Where a request for an address goes, one that is absolute or is resolved against ``base``; ``None`` when the URL
    standard refuses it."""
    if len(url) > MAX_ADDRESS:
        return None
    try:
        parsed = ada_url.URL(url, base) if base else ada_url.URL(url)
    except (ValueError, UnicodeError):
        return None
    host = parsed.hostname.removeprefix("[").removesuffix("]")
    return Target(
        parsed.protocol.removesuffix(":"), host, int(parsed.port) if parsed.port else None,
        parsed.pathname + parsed.search, bool(parsed.username or parsed.password), parsed.href,
    )


@lru_cache(maxsize=4096)
def parse(url: str, *, base: str | None = None) -> Address | None:
    """The address, resolved against ``base``; ``None`` when it is none a reader could follow to a page: empty, only a
    fragment, ``javascript:``, ``mailto:``, or refused by the URL standard."""
    parsed = _standard(url, base)
    if parsed is None or parsed.protocol not in {"http:", "https:"}:
        return None
    host = _host(parsed.hostname, parsed.port)
    if "" in host.split("."):
        return None
    path = _SESSION.sub("", _encoded(parsed.pathname, _PLAIN_IN_PATH))
    if path != parsed.pathname:
        # What was decoded or left out can have made a segment "..", which the standard resolves.
        parsed.pathname = path
        path = parsed.pathname
    return Address(host, path.rstrip("/"), _query(parsed.search), parsed.username)


def canonical(url: str, *, base: str | None = None) -> str | None:
    """The one form of an address under which equal pages are equal; ``None`` as in :func:`parse`."""
    address = parse(url, base=base)
    return None if address is None else str(address)


def host_of(host: str) -> str:
    """A host name as sources state it, in the form that :class:`Address` has."""
    address = parse(f"https://{host}/")
    return host.strip().lower() if address is None else address.host


def unicode_host(host: str) -> str:
    """A host with its punycode labels decoded."""
    return ada_url.idna.decode(host) if "xn--" in host else host


def with_scheme(text: str) -> str:
    """A bare address as people type it (``www.example.org/page``) with the scheme that it lacks."""
    return "https://" + text if _HOST_ONLY.match(text) else text


def _standard(url: str, base: str | None) -> ada_url.URL | None:
    text = url.strip()
    if not text or text.startswith("#") or len(text) > MAX_ADDRESS:
        return None
    try:
        return ada_url.URL(text, base or NOWHERE)
    except (ValueError, UnicodeError):
        return None


def _host(hostname: str, port: str) -> str:
    host = hostname.removesuffix(".")
    while host.startswith("www.") and "." in host[4:]:
        host = host[4:]
    # Port 443 of http and port 80 of https are named, but whether the connection is secret makes no other page.
    return host if port in {"", "80", "443"} else f"{host}:{port}"


def _encoded(text: str, plain: frozenset[str]) -> str:
    def one(matched: re.Match[str]) -> str:
        if matched[1] is None:
            return f"%{ord(matched[0]):02X}"
        letter = chr(int(matched[1], 16))
        return letter if letter in plain else "%" + matched[1].upper()

    return _PERCENT.sub(one, text)


def _query(search: str) -> str:
    pairs = [pair for pair in search[1:].replace("+", "%20").split("&") if pair and not _is_tracking(pair)]
    normal = [_encoded(pair, _PLAIN_IN_QUERY) for pair in pairs]
    return "&".join(sorted(normal, key=lambda pair: pair.partition("=")[0]))


def _is_tracking(pair: str) -> bool:
    name = _encoded(pair.partition("=")[0], _UNRESERVED).lower()
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)
