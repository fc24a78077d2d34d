"""What a token may be allowed to do."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

SCOPES: Mapping[str, str] = MappingProxyType(
    {
        "check": "have a text checked, with nothing stored",
        "gate": "ask whether a text may go live",
        "articles:read": "see articles, their revisions and the notices that they owe",
        "articles:write": "send and withdraw articles",
        "flags:read": "see flags and the decisions on them",
        "flags:decide": "assign flags and decide on them",
        "rules:read": "see rules, and what they would do to the articles that are stored",
        "registers:read": "see registers, their snapshots and what differs between them",
        "registers:write": "send snapshots of registers and make them live, for all channels",
        "overrides": "see overrides of the gate, and make them",
        "callbacks": "see where verdicts are told, and have them told elsewhere too",
        "events:read": "read the audit trail",
        "metrics": "read the figures for Prometheus",
    }
)
"""Scope -> what it allows. A token has no other rights, whoever it decides as."""
