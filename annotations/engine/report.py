"""The report: what an article owes, what it carries, and what is wrong (CONTRACT 4, ``annotations/report/1``)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """How a requirement or a notice turned out; the meanings stand in CONTRACT 4."""

    SATISFIED = "satisfied"
    EXEMPT = "exempt"
    MISSING = "missing"
    INCOMPLETE = "incomplete"
    WRONG_STATUS = "wrong-status"
    WRONG_TARGET = "wrong-target"
    WRONG_JURISDICTION = "wrong-jurisdiction"
    STALE = "stale"
    ORPHAN = "orphan"
    UNRESOLVED_MARKER = "unresolved-marker"
    MISPLACED = "misplaced"
    HIDDEN = "hidden"
    WRONG_LANGUAGE = "wrong-language"
    WRONG_WORDING = "wrong-wording"
    MISSING_LINK = "missing-link"
    WRONG_LINK = "wrong-link"
    ALTERED = "altered"
    VOLUNTARY = "voluntary"
    CONFLICT = "conflict"
    FORBIDDEN = "forbidden"
    REVIEW = "review"


class Level(StrEnum):
    """The weight of a finding, as in SARIF 2.1.0."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Decision(StrEnum):
    """What the gate does with the article."""

    ALLOW = "allow"
    ANNOTATE = "annotate"
    WARN = "warn"
    BLOCK = "block"


_SOFTER: dict[Outcome, Level] = {
    Outcome.STALE: Level.WARNING,
    Outcome.MISPLACED: Level.WARNING,
    Outcome.WRONG_LANGUAGE: Level.WARNING,
    Outcome.REVIEW: Level.WARNING,
    Outcome.ORPHAN: Level.NOTE,
    Outcome.VOLUNTARY: Level.NOTE,
    Outcome.SATISFIED: Level.NOTE,
    Outcome.EXEMPT: Level.NOTE,
}


def level_of(outcome: Outcome, stated: Level) -> Level:
    """The level of an outcome under a rule whose stated level is ``stated`` (CONTRACT 4): never above what it states,
    except that ``review`` is a warning for people whatever the rule asks."""
    softer = _SOFTER.get(outcome)
    if softer is None:
        return stated
    order = [Level.NOTE, Level.WARNING, Level.ERROR]
    return min(softer, stated, key=order.index) if outcome is not Outcome.REVIEW else softer


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of a field as it was sent.

    ``exact`` is its visible text; ``prefix`` and ``suffix`` are the visible text around it (W3C Web Annotation, text
    quote selector).
    """

    field: str
    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``value[start:end]`` of a field by ``text``."""

    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that would clear the finding. ``safe``: may be applied without a person looking.

    ``line``: the notice by itself, in plain words, where the fix adds or replaces one; to be printed elsewhere.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False
    line: str = ""


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something the article owes, and how it stands."""

    rule: str
    family: str
    subject: str
    outcome: Outcome
    level: Level


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person or the publishing system must act on, or a statement about a notice nothing asks for."""

    rule: str
    family: str
    subject: str
    outcome: Outcome
    level: Level
    message: str
    help: str = ""
    basis: str = ""
    confidence: float = 1.0
    evidence: tuple[Evidence, ...] = ()
    fixes: tuple[Fix, ...] = ()
    slot: str = ""
    details: tuple[tuple[str, str], ...] = ()
    """Facts for people, in order: ("listed since", "2003-03-04"), ("register", "ru.fsb")."""

    def key(self, article_id: str) -> str:
        """Identifies the obligation, never its wording or position: it stays the same through edits."""
        parts = "\x1f".join((article_id, self.rule, self.subject, self.slot))
        return hashlib.sha256(parts.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class MentionFact:
    """A mention as the report states it."""

    entity: str
    evidence: Evidence
    confidence: float
    in_notice: bool


@dataclass(frozen=True, slots=True)
class NoticeFact:
    """A notice as the report states it; ``covers`` are indices of the report's mentions."""

    evidence: Evidence
    subjects: tuple[str, ...]
    statuses: tuple[str, ...]
    banned: bool
    jurisdiction: str | None
    marker: str | None
    placement: str
    visible: bool
    language: str
    covers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CreditFact:
    """A credit as the report states it; ``form``: byline, dateline, lead, end or photo."""

    source: str
    evidence: Evidence
    form: str


@dataclass(frozen=True, slots=True)
class LinkFact:
    """A link as the report states it; ``same_as``: the source whose original it leads to."""

    href: str
    canonical: str | None
    text: str
    rel: tuple[str, ...]
    visible: bool
    evidence: Evidence
    same_as: str | None


@dataclass(frozen=True, slots=True)
class Unchecked:
    """What could not be checked, and why. A failure never says "clean"."""

    what: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Report:
    """The answer about one article."""

    article_id: str
    digest: str
    language: str
    as_of: str
    decision: Decision
    engine: str
    packs: tuple[tuple[str, str], ...] = ()
    registers: tuple[tuple[str, str], ...] = ()
    requirements: tuple[Requirement, ...] = ()
    findings: tuple[Finding, ...] = ()
    mentions: tuple[MentionFact, ...] = ()
    notices: tuple[NoticeFact, ...] = ()
    credits: tuple[CreditFact, ...] = ()
    links: tuple[LinkFact, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()
    values: dict[str, str] = field(default_factory=dict, repr=False)
    """Each field as it was sent, for formats that show context; not part of the printed report."""


GATE_DEFAULT: dict[Level, Decision] = {
    Level.ERROR: Decision.BLOCK,
    Level.WARNING: Decision.WARN,
    Level.NOTE: Decision.ANNOTATE,
}
_DECISIONS = [Decision.ALLOW, Decision.ANNOTATE, Decision.WARN, Decision.BLOCK]


def decide(findings: Sequence[Finding], gate: dict[Level, Decision] = GATE_DEFAULT) -> Decision:
    """The strictest action among the findings' levels; ``review`` never blocks."""
    decision = Decision.ALLOW
    for finding in findings:
        action = gate[finding.level]
        if finding.outcome is Outcome.REVIEW and action is Decision.BLOCK:
            action = Decision.WARN
        decision = max(decision, action, key=_DECISIONS.index)
    return decision


def _evidence(evidence: Evidence, *, context: bool = False) -> dict[str, Any]:
    placed: dict[str, Any] = {
        "field": evidence.field,
        "start": evidence.start,
        "end": evidence.end,
        "exact": evidence.exact,
    }
    return placed | {"prefix": evidence.prefix, "suffix": evidence.suffix} if context else placed


def as_json(report: Report) -> dict[str, Any]:
    """The report as the JSON object of CONTRACT 4."""
    return {
        "schema": "annotations/report/1",
        "article": {"id": report.article_id, "digest": report.digest, "language": report.language},
        "as_of": report.as_of,
        "decision": report.decision.value,
        "engine": report.engine,
        "packs": dict(report.packs),
        "registers": dict(report.registers),
        "requirements": [
            {
                "rule": row.rule,
                "family": row.family,
                "subject": row.subject,
                "outcome": row.outcome.value,
                "level": row.level.value,
            }
            for row in report.requirements
        ],
        "findings": [
            {
                "key": row.key(report.article_id),
                "rule": row.rule,
                "family": row.family,
                "subject": row.subject,
                "outcome": row.outcome.value,
                "level": row.level.value,
                "confidence": row.confidence,
                "message": row.message,
                "help": row.help,
                "basis": row.basis,
                "evidence": [_evidence(piece, context=True) for piece in row.evidence],
                "fixes": [
                    {
                        "safe": fix.safe,
                        "title": fix.title,
                        "edits": [
                            {"field": edit.field, "start": edit.start, "end": edit.end, "text": edit.text}
                            for edit in fix.edits
                        ],
                    }
                    for fix in row.fixes
                ],
            }
            for row in report.findings
        ],
        "mentions": [
            {"entity": row.entity, **_evidence(row.evidence), "confidence": row.confidence, "in_notice": row.in_notice}
            for row in report.mentions
        ],
        "notices": [
            {
                **_evidence(row.evidence),
                "subjects": list(row.subjects),
                "statuses": list(row.statuses),
                "banned": row.banned,
                "jurisdiction": row.jurisdiction,
                "marker": row.marker,
                "placement": row.placement,
                "visible": row.visible,
                "language": row.language,
                "covers": list(row.covers),
            }
            for row in report.notices
        ],
        "credits": [{"source": row.source, **_evidence(row.evidence), "form": row.form} for row in report.credits],
        "links": [
            {
                "href": row.href,
                "canonical": row.canonical,
                "text": row.text,
                "rel": list(row.rel),
                "visible": row.visible,
                "field": row.evidence.field,
                "start": row.evidence.start,
                "end": row.evidence.end,
                "same_as": row.same_as,
            }
            for row in report.links
        ],
        "unchecked": [{"what": row.what, "code": row.code, "detail": row.detail} for row in report.unchecked],
    }


def order_of_finding(finding: Finding) -> tuple[int, str, str, str, str]:
    """The order in which a report tells its findings: by level, then by family, rule, subject and slot."""
    return list(Level).index(finding.level), finding.family, finding.rule, finding.subject, finding.slot


def order_of_requirement(row: Requirement) -> tuple[str, str, str]:
    """The order in which a report tells its requirements."""
    return row.family, row.rule, row.subject
