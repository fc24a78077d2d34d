"""What went into a check beside the revision: equal fingerprints give equal reports."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import datetime
from threading import Lock
from typing import Any
from zoneinfo import ZoneInfo

from annotations import __version__
from annotations.engine.article import Article
from annotations.engine.reference import Reference
from annotations.engine.rulebook import Pack

_MOST_REMEMBERED = 16


def fingerprint(
    article: Article,
    reference: Reference,
    *,
    at: datetime,
    jurisdictions: Sequence[str] | None,
    gate: Mapping[str, str],
    earlier: Article | None = None,
) -> str:
    """SHA-256, in hex, of the engine's version, rules, registers, sources, the channel's defaults and the date.

    ``at`` counts as far as the report depends on it: as the local day, for a draft or a rule about the present day.
    ``earlier``: the text that it is compared with.
    """
    stated: dict[str, Any] = {
        "engine": __version__,
        "reference": _digests.of(reference),
        "registers": dict(reference.registers),
        "present": _present(article, reference.packs, at),
        "jurisdictions": jurisdictions,
        "gate": dict(gate),
    }
    if reference.unwanted or reference.corrections:
        unwanted = {entity: sorted(forms) for entity, forms in reference.unwanted.items()}
        stated["forms"] = [unwanted, reference.corrections]
    if earlier is not None:
        stated["earlier"] = earlier.digest
    return hashlib.sha256(json.dumps(stated, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def with_shadow(base: str, tried: Reference | None) -> str:
    """The fingerprint when rules are tried in shadow as well; ``base`` where there are none."""
    if tried is None:
        return base
    return hashlib.sha256(f"{base}:shadow:{_digests.of(tried)}".encode()).hexdigest()


def of_failure(base: str, code: str) -> str:
    """The fingerprint of a check that failed so: one row for it, however often it is tried, and none for a success."""
    return hashlib.sha256(f"{base}:{code}".encode()).hexdigest()


def _present(article: Article, packs: Sequence[Pack], at: datetime) -> list[str]:
    """The present day in every time zone that a rule may ask for; the hour too, where a rule counts hours."""
    rules = [rule for pack in packs for rule in pack.rules if rule.enabled]
    if article.dated is not None and not any(rule.as_of == "now" for rule in rules):
        return []
    zones = sorted({"UTC", *(pack.time_zone for pack in packs)})
    form = "%Y-%m-%dT%H:%M" if any(rule.grace_hours for rule in rules) else "%Y-%m-%d"
    return [at.astimezone(ZoneInfo(zone)).strftime(form) for zone in zones]


class _Digests:
    """Digests of the rules and sources of references, each worked out once."""

    def __init__(self) -> None:
        self._known: OrderedDict[int, tuple[Reference, str]] = OrderedDict()
        self._lock = Lock()

    def of(self, reference: Reference) -> str:
        with self._lock:
            held = self._known.get(id(reference))
            # The reference is kept along, so that its id cannot become another's.
            if held is None or held[0] is not reference:
                held = self._known[id(reference)] = (reference, _digest(reference))
            self._known.move_to_end(id(reference))
            while len(self._known) > _MOST_REMEMBERED:
                self._known.popitem(last=False)
            return held[1]


_digests = _Digests()


def _digest(reference: Reference) -> str:
    digest = hashlib.sha256()
    for value in (*reference.packs, *reference.sources.values()):
        digest.update(value.model_dump_json().encode() + b"\n")
    return digest.hexdigest()
