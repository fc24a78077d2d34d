"""All schemes by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from annotations.webhooks.schemes import ghost, github, standard, stripe, superdesk, wp_webhooks
from annotations.webhooks.schemes.scheme import Scheme

_ALL = (standard.SCHEME, github.SCHEME, ghost.SCHEME, superdesk.SCHEME, wp_webhooks.SCHEME, stripe.SCHEME)

SCHEMES: Mapping[str, Scheme] = MappingProxyType({scheme.name: scheme for scheme in _ALL})
"""In the order in which they are told."""
