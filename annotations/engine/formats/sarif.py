"""``sarif``: SARIF 2.1.0, for code scanning and editors.

All articles of a call are one run. A body that is a file is an artifact; a field inside a file is a nested artifact of
it (SARIF 3.24.4), so that a fix to a headline can never be applied to the file around it. A finding in such a field
points to the file and names the field as its logical location. Offsets and columns count code points.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotations.engine.formats.json_text import json_text
from annotations.engine.formats.options import Options
from annotations.engine.formats.place import Places, places
from annotations.engine.formats.position import LINE_ENDS
from annotations.engine.formats.sarif_artifacts import Artifacts
from annotations.engine.formats.sarif_message import message
from annotations.engine.formats.sarif_rules import descriptors
from annotations.engine.report import Decision, Edit, Evidence, Finding, Fix, Report

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "annotations/v1"
MAX_SNIPPET = 1000
"""A longer stretch is located, not repeated."""

_DECISIONS = [Decision.ALLOW, Decision.ANNOTATE, Decision.WARN, Decision.BLOCK]

Json = dict[str, Any]


def render_sarif(reports: Sequence[Report], options: Options) -> str:
    """One SARIF log with one run."""
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(reports, options)]}, indent=2) + "\n"


def _run(reports: Sequence[Report], options: Options) -> Json:
    rules = descriptors(reports, options.rules)
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    artifacts = Artifacts()
    located = [(report, places(report, options.locations)) for report in reports]
    articles = [_article(report, artifacts.file(where)) for report, where in located]
    results = [
        _result(report, finding, where, artifacts, index)
        for report, where in located
        for finding in report.findings
    ]
    notifications = [row for report, where in located for row in _notifications(report, where, artifacts)]
    driver: Json = {"name": "annotations", "rules": rules}
    if reports:
        driver["version"] = reports[0].engine
    return {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": not notifications, "toolExecutionNotifications": notifications}],
        "columnKind": "unicodeCodePoints",
        "newlineSequences": list(LINE_ENDS),
        "artifacts": artifacts.rows,
        "results": results,
        "properties": {"decision": _strictest(reports), "articles": articles},
    }


def _strictest(reports: Sequence[Report]) -> str:
    return max((report.decision for report in reports), key=_DECISIONS.index, default=Decision.ALLOW).value


def _article(report: Report, artifact: Json) -> Json:
    return {
        "id": report.article_id,
        "location": artifact,
        "digest": report.digest,
        "language": report.language,
        "as_of": report.as_of,
        "decision": report.decision.value,
        "packs": dict(report.packs),
        "registers": dict(report.registers),
    }


def _result(
    report: Report, finding: Finding, where: Places, artifacts: Artifacts, rules: Mapping[str, int]
) -> Json:
    locations = [_location(piece, where, artifacts) for piece in finding.evidence]
    result: Json = {
        "ruleId": finding.rule,
        "ruleIndex": rules[finding.rule],
        "kind": "fail",
        "level": finding.level.value,
        "message": message("\n".join(part for part in (finding.message, finding.help) if part)),
        "locations": locations[:1] or [{"physicalLocation": {"artifactLocation": artifacts.file(where)}}],
        "partialFingerprints": {FINGERPRINT: finding.key(report.article_id)},
        "properties": _facts(report, finding),
    }
    if len(locations) > 1:
        result["relatedLocations"] = [{"id": number} | row for number, row in enumerate(locations[1:], start=1)]
    fixes = _each_once([_fix(fix, where, artifacts) for fix in finding.fixes if fix.edits])
    return result | ({"fixes": fixes} if fixes else {})


def _each_once(rows: list[Json]) -> list[Json]:
    """The rows without repetitions, which the schema forbids; different fixes can read the same when written."""
    return list({json_text(row): row for row in rows}.values())


def _facts(report: Report, finding: Finding) -> Json:
    return {
        "article": report.article_id,
        "family": finding.family,
        "subject": finding.subject,
        "outcome": finding.outcome.value,
        "confidence": finding.confidence,
        "basis": finding.basis,
        "details": [{"name": name, "value": value} for name, value in finding.details],
    }


def _location(evidence: Evidence, where: Places, artifacts: Artifacts) -> Json:
    region = where.region(evidence.field, evidence.start, evidence.end)
    span: Json = {"charOffset": evidence.start, "charLength": evidence.end - evidence.start}
    if region is not None:
        span |= {"startLine": region.line, "startColumn": region.column}
        span |= {"endLine": region.end_line, "endColumn": region.end_column}
        if region.end - region.start <= MAX_SNIPPET:
            span["snippet"] = {"text": where.values[evidence.field][region.start : region.end]}
    physical: Json = {"artifactLocation": artifacts.file(where)}
    if where.is_file(evidence.field):
        return {"physicalLocation": physical | {"region": span}}
    name = where.inner(evidence.field)
    return {
        "physicalLocation": physical,
        "logicalLocations": [{"name": evidence.field, "fullyQualifiedName": name, "kind": "property"}],
        "properties": {"field": evidence.field, "region": span},
    }


def _fix(fix: Fix, where: Places, artifacts: Artifacts) -> Json:
    changes = [
        {
            "artifactLocation": artifacts.field(where, name),
            "replacements": [_replacement(edit) for edit in fix.edits if edit.field == name],
        }
        for name in dict.fromkeys(edit.field for edit in fix.edits)
    ]
    return {"description": message(fix.title), "artifactChanges": changes, "properties": {"safe": fix.safe}}


def _replacement(edit: Edit) -> Json:
    deleted = {"charOffset": edit.start, "charLength": edit.end - edit.start}
    return {"deletedRegion": deleted, "insertedContent": {"text": edit.text}}


def _notifications(report: Report, where: Places, artifacts: Artifacts) -> Iterator[Json]:
    for unchecked in report.unchecked:
        yield {
            "descriptor": {"id": unchecked.code},
            "level": "error",
            "message": message(f"{unchecked.what} was not checked: {unchecked.detail}"),
            "locations": [{"physicalLocation": {"artifactLocation": artifacts.file(where)}}],
        }
