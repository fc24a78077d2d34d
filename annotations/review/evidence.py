"""Findings as they are stored, read back, and their evidence in the text that it was found in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from annotations.api.marked import MarkedText, marked_text
from annotations.engine.article import Article as ArticleValue
from annotations.engine.report import Decision, Edit, Evidence, Finding, Fix, Level, Outcome, Report
from annotations.models.flag import Flag
from annotations.models.revision import Revision

MOST = 100
"""Pieces of evidence of one flag that are shown."""
_LONG = 400_000
"""Code points of a body beyond which the text is not shown with its marks."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence. ``number``: in the text, from 1; ``marked``: it has a mark there."""

    number: int
    field: str
    words: Mapping[str, Any]
    marked: bool


def finding_of(flag: Flag) -> Finding:
    """The flag's newest finding; of what a person raised, as far as it has one."""
    stored = flag.finding
    return Finding(
        rule=flag.rule, family=flag.family, subject=flag.subject, outcome=_outcome(flag.outcome),
        level=Level(flag.level), message=flag.message, help=str(stored.get("help", "")),
        basis=str(stored.get("basis", "")), confidence=flag.confidence,
        evidence=tuple(map(_evidence, stored.get("evidence", ()))), fixes=fixes_of(flag), slot=flag.slot,
    )  # fmt: skip


def fixes_of(flag: Flag) -> tuple[Fix, ...]:
    """The fixes that were tried and found to work."""
    return tuple(
        Fix(
            title=str(row["title"]), safe=bool(row.get("safe")),
            edits=tuple(Edit(edit["field"], edit["start"], edit["end"], edit["text"]) for edit in row["edits"]),
        )
        for row in flag.finding.get("fixes", ())
    )  # fmt: skip


def article_in(revision: Revision | None) -> ArticleValue | None:
    """The text of a revision; ``None`` where there is none that can be read."""
    if revision is None:
        return None
    try:
        return ArticleValue.model_validate(revision.payload)
    except ValueError:
        return None


def text_with(findings: Sequence[Finding], revision: Revision | None, language: str = "und") -> MarkedText | None:
    """The body with the evidence of ``findings``, each under its number; ``None`` for a text that is not shown."""
    article = article_in(revision)
    if article is None or len(article.body.value) > _LONG:
        return None
    report = Report(
        article_id=article.id, digest="", language=article.language or language, as_of="", decision=Decision.ALLOW,
        engine="", findings=tuple(findings),
    )  # fmt: skip
    try:
        return marked_text(article, report)
    except ValueError:
        # Too complex to be read; the checks say so as well.
        return None


def pieces_of(flag: Flag) -> list[Piece]:
    """The evidence, numbered as ``each_apart`` numbers it in the body."""
    number, pieces = 0, []
    for words in list(flag.finding.get("evidence", ()))[:MOST]:
        in_body = words.get("field") == "body"
        number += in_body
        pieces.append(Piece(number if in_body else 0, str(words.get("field", "")), words, in_body))
    return pieces


def each_apart(finding: Finding) -> list[Finding]:
    """One finding a piece of evidence in the body, so that each has its own number in the text."""
    return [replace(finding, evidence=(piece,)) for piece in finding.evidence[:MOST] if piece.field == "body"]


def _evidence(row: Mapping[str, Any]) -> Evidence:
    return Evidence(
        str(row["field"]), int(row["start"]), int(row["end"]), str(row["exact"]), str(row.get("prefix", "")),
        str(row.get("suffix", "")),
    )  # fmt: skip


def _outcome(value: str) -> Outcome:
    return Outcome(value) if value in set(Outcome) else Outcome.REVIEW

