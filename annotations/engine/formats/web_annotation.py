"""``web-annotation``: the W3C Web Annotation data model, for tools that show remarks beside a text.

An annotation page holds one annotation a finding, and one for each thing that could not be checked (tag ``unchecked``).
The first body of a finding says what is wrong, further ones the fixes (purpose ``editing``), the rule
(``classifying``), the level and the outcome (``tagging``). Its targets are the pieces of evidence; without any, the
whole article. An article is a URN, since its address is not part of a report; positions are code points of the field
that the fragment names, as it was sent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from annotations.engine.formats.diff import hunks
from annotations.engine.formats.json_text import json_text
from annotations.engine.formats.options import Options
from annotations.engine.formats.place import Places, places
from annotations.engine.formats.uri import article_urn
from annotations.engine.report import Evidence, Finding, Fix, Report

CONTEXT = "http://www.w3.org/ns/anno.jsonld"

Json = dict[str, Any]


def render_web_annotation(reports: Sequence[Report], options: Options) -> str:
    """One annotation page that holds the annotations of all ``reports``."""
    items = [item for report in reports for item in _items(report, places(report, options.locations))]
    page = _page_urn(reports)
    collection = {
        "id": page.replace(":page:", ":collection:"),
        "type": "AnnotationCollection",
        "label": "Findings of annotations",
        "total": len(items),
        "first": page,
        "last": page,
    }
    head = {"@context": CONTEXT, "id": page, "type": "AnnotationPage", "partOf": collection, "startIndex": 0}
    return json_text(head | {"items": items}, indent=2) + "\n"


def _page_urn(reports: Sequence[Report]) -> str:
    """Names the page after what was checked and for which day, so that the same check gives the same page."""
    return "urn:annotations:page:" + _digest(*(_digest(row.article_id, row.digest, row.as_of) for row in reports))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _items(report: Report, where: Places) -> Iterator[Json]:
    for finding in report.findings:
        urn = f"urn:annotations:finding:{finding.key(report.article_id)}"
        yield _annotation(report, urn, list(_bodies(report, finding, where)), _target(report, finding))
    for unchecked in report.unchecked:
        urn = "urn:annotations:unchecked:" + _digest(report.article_id, unchecked.what, unchecked.code)
        said = f"{unchecked.what} was not checked: {unchecked.detail} ({unchecked.code})"
        bodies = [_text("assessing", said, "en"), _text("tagging", "unchecked", "en")]
        yield _annotation(report, urn, bodies, article_urn(report.article_id))


def _annotation(report: Report, urn: str, bodies: list[Json], target: str | Json | list[Json]) -> Json:
    # Each item repeats the context, so that it stays a whole annotation when a tool takes it out of the page.
    return {
        "@context": CONTEXT,
        "id": urn,
        "type": "Annotation",
        "motivation": "assessing",
        "generator": {"id": "urn:annotations:engine", "type": "Software", "name": f"annotations {report.engine}"},
        "body": bodies,
        "target": target,
    }


def _bodies(report: Report, finding: Finding, where: Places) -> Iterator[Json]:
    yield _text("assessing", "\n".join(part for part in (finding.message, finding.help, finding.basis) if part), "en")
    for fix in finding.fixes:
        yield _text("editing", "\n".join(_fix_lines(fix, where)), report.language)
    yield _text("classifying", finding.rule)
    yield _text("tagging", finding.level.value, "en")
    yield _text("tagging", finding.outcome.value, "en")


def _text(purpose: str, value: str, language: str = "") -> Json:
    body = {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}
    return body | ({"language": language} if language else {})


def _fix_lines(fix: Fix, where: Places) -> Iterator[str]:
    yield fix.title
    for hunk in hunks(fix, where):
        yield f"@ {hunk.field} line {hunk.line}"
        yield from (f"{mark} {line}" for mark, line in hunk.lines)


def _target(report: Report, finding: Finding) -> str | Json | list[Json]:
    targets = [_stretch(report, evidence) for evidence in finding.evidence]
    if not targets:
        return article_urn(report.article_id)
    return targets[0] if len(targets) == 1 else targets


def _stretch(report: Report, evidence: Evidence) -> Json:
    quote = {
        "type": "TextQuoteSelector", "exact": evidence.exact, "prefix": evidence.prefix, "suffix": evidence.suffix,
    }
    position = {"type": "TextPositionSelector", "start": evidence.start, "end": evidence.end}
    return {
        "type": "SpecificResource",
        "source": article_urn(report.article_id, evidence.field),
        "selector": [quote, position],
    }
