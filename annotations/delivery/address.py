"""Which addresses may be called: a decision on an URL and on what its host resolves to. No network here.

Ranges: the IANA special-purpose registries of IPv4 and IPv6 (RFC 6890), with addresses that stand for others (mapped,
NAT64, 6to4, Teredo), and one at which a cloud answers though it lies in public space. Of IPv6 nothing is called beyond
2000::/3, which is all that is given out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from annotations.engine.attribution.urls import target

CODE = "callback_refused"
MAX_URL = 2048
PORTS = frozenset({80, 443, 8080, 8443})
"""Others are for hosts that the settings name with their port."""

_DEFAULT_PORT = {"http": 80, "https": 443}
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f-\xa0\\]")
_AUTHORITY = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://([^/?#]*)")
_OWN_NAMES = ("localhost", "localdomain", "local", "internal", "intranet", "lan", "home.arpa", "invalid", "onion")
"""Names that stand for this machine or this network, or for none."""
_V4 = tuple(map(IPv4Network, (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
    "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32",
)))  # fmt: skip
_V6_GIVEN_OUT = IPv6Network("2000::/3")
_V6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")))

IP = IPv4Address | IPv6Address


class CallbackRefused(ValueError):
    """An address that is not called; the message says why, and never shows credentials."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What the project allows."""

    schemes: frozenset[str] = frozenset({"https"})
    hosts: frozenset[str] = frozenset()
    """``name``, or ``name:port``: these may be private, and with a port named, at that port."""

    def trusts(self, host: str, port: int) -> bool:
        """Whether the project has named this place."""
        shown = f"[{host}]" if ":" in host else host
        return not self.hosts.isdisjoint({host, shown, f"{shown}:{port}"})

    def opens(self, host: str, port: int) -> bool:
        """Whether this port may be called there."""
        shown = f"[{host}]" if ":" in host else host
        return port in PORTS or f"{shown}:{port}" in self.hosts


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A place that may be called, if what its host resolves to is allowed as well."""

    scheme: str
    host: str
    port: int
    path: str
    href: str

    @property
    def authority(self) -> str:
        """What the Host header says."""
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return shown if self.port == _DEFAULT_PORT[self.scheme] else f"{shown}:{self.port}"


def endpoint(url: str, policy: Policy) -> Endpoint:
    """Where ``url`` leads.

    Raises:
        CallbackRefused: it is not called, whatever its host resolves to.
    """
    _refuse_disguise(url)
    parsed = target(url)
    if parsed is None or parsed.scheme not in {"http", "https"} or not parsed.host:
        raise CallbackRefused("This is no http or https address.")
    if parsed.credentials:
        raise CallbackRefused("Credentials in URLs are not allowed.")
    if parsed.scheme not in policy.schemes:
        raise CallbackRefused(f"Addresses of {parsed.scheme} are not called here.")
    host = parsed.host.removesuffix(".")
    port = _DEFAULT_PORT[parsed.scheme] if parsed.port is None else parsed.port
    if not policy.opens(host, port):
        raise CallbackRefused(f"Port {port} is not called.")
    found = Endpoint(parsed.scheme, host, port, parsed.path, parsed.href)
    literal = _literal(host)
    if literal is not None:
        allowed([literal], found, policy)
    elif not policy.trusts(host, port) and _is_own(host):
        raise CallbackRefused("Address is not public.")
    return found


def allowed(addresses: Sequence[IP], at: Endpoint, policy: Policy) -> tuple[IP, ...]:
    """The addresses to connect to. One that is not public refuses them all: such an answer is not to be trusted.

    Raises:
        CallbackRefused: when that is so, or when there are none.
    """
    if not addresses:
        raise CallbackRefused("The host has no address.")
    if not policy.trusts(at.host, at.port) and not all(map(is_public, addresses)):
        raise CallbackRefused("Address is not public.")
    return tuple(addresses)


def is_public(address: IP) -> bool:
    """Whether an address is one of the open internet, and stands for no other."""
    if isinstance(address, IPv4Address):
        return address.is_global and not any(address in network for network in _V4)
    return address in _V6_GIVEN_OUT and address.is_global and not any(address in network for network in _V6)


def _refuse_disguise(url: str) -> None:
    """Letters that parsers read in different ways, or that look like others."""
    if len(url) > MAX_URL:
        raise CallbackRefused(f"An address has at most {MAX_URL} characters.")
    if _UNPRINTABLE.search(url):
        raise CallbackRefused("Spaces, control characters and backslashes are not allowed in addresses.")
    found = _AUTHORITY.match(url)
    if found is None:
        raise CallbackRefused("This is no http or https address.")
    authority = found[1]
    if "@" in authority:
        raise CallbackRefused("Credentials in URLs are not allowed.")
    plain = unicodedata.normalize("NFKC", authority) == authority and "。" not in authority and "%" not in authority
    if not plain or any(unicodedata.category(letter) in {"Cf", "Cn", "Co", "Cs"} for letter in authority):
        raise CallbackRefused("The host is written with characters that stand for others.")


def _literal(host: str) -> IP | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _is_own(host: str) -> bool:
    return "." not in host or host.endswith(tuple(f".{name}" for name in _OWN_NAMES))
