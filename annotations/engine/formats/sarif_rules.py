"""The rules of a SARIF run as reporting descriptors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from annotations.engine.formats.sarif_message import message
from annotations.engine.formats.uri import web_address
from annotations.engine.report import Finding, Level, Report, Requirement
from annotations.engine.rulebook import Rule

_LEVELS = [Level.NOTE, Level.WARNING, Level.ERROR]


def descriptors(reports: Sequence[Report], rules: Sequence[Rule]) -> list[dict[str, Any]]:
    """One descriptor for each rule that the reports name, by id; titles, reasons and addresses from ``rules``."""
    seen: dict[str, list[Finding | Requirement]] = {}
    for row in _rows(reports):
        seen.setdefault(row.rule, []).append(row)
    known = {rule.id: rule for rule in rules}
    return [_known(known[name]) if name in known else _inferred(name, seen[name]) for name in sorted(seen)]


def _rows(reports: Sequence[Report]) -> Iterator[Finding | Requirement]:
    for report in reports:
        yield from report.findings
        yield from report.requirements


def _known(rule: Rule) -> dict[str, Any]:
    descriptor: dict[str, Any] = {
        "id": rule.id,
        "shortDescription": message(rule.title),
        "fullDescription": message(rule.why),
        "help": message(f"{rule.why}\n{rule.basis.cite}"),
        "defaultConfiguration": {"level": rule.level.value},
        "properties": {"family": rule.family, "version": rule.version},
    }
    address = web_address(rule.basis.url or "")
    return descriptor | ({"helpUri": address} if address else {})


def _inferred(name: str, rows: Sequence[Finding | Requirement]) -> dict[str, Any]:
    """What can be said of a rule from what it found: its family, its reason, the heaviest level seen."""
    basis = next((row.basis for row in rows if isinstance(row, Finding) and row.basis), "")
    family = rows[0].family
    return {
        "id": name,
        "shortDescription": message(f"{family}: {name}"),
        "help": message(basis or f"A rule of the family {family}."),
        "defaultConfiguration": {"level": max((row.level for row in rows), key=_LEVELS.index).value},
        "properties": {"family": family},
    }
