"""A report as it was stored with its check, for functions that take reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from annotations.engine.article import Article
from annotations.engine.check import values_of
from annotations.engine.report import (
    Decision,
    Edit,
    Evidence,
    Finding,
    Fix,
    Level,
    Outcome,
    Report,
    Requirement,
    Unchecked,
)
from annotations.models.check import Check


@dataclass(frozen=True, slots=True)
class StoredFinding(Finding):
    """A finding whose slot was not stored, but the key that it is a part of."""

    stored_key: str = ""

    def key(self, article_id: str) -> str:
        return self.stored_key or Finding.key(self, article_id)


def report_of(check: Check | None, article: Article) -> Report:
    """What the check found in ``article``, its text; an empty report where there was none. Facts about mentions,
    notices, credits and links are left out."""
    said: dict[str, Any] = (check.report if check is not None else None) or {}
    return Report(
        article_id=article.id, digest=article.digest,
        language=said.get("article", {}).get("language") or article.language or "und", as_of=said.get("as_of", ""),
        decision=Decision(said.get("decision", Decision.ALLOW.value)), engine=said.get("engine", ""),
        packs=tuple(sorted(said.get("packs", {}).items())), registers=tuple(sorted(said.get("registers", {}).items())),
        requirements=tuple(_requirement(row) for row in said.get("requirements", ())),
        findings=tuple(_finding(row) for row in said.get("findings", ())),
        unchecked=tuple(Unchecked(row["what"], row["code"], row["detail"]) for row in said.get("unchecked", ())),
        values=values_of(article),
    )  # fmt: skip


def _requirement(row: dict[str, Any]) -> Requirement:
    return Requirement(row["rule"], row["family"], row["subject"], Outcome(row["outcome"]), Level(row["level"]))


def _finding(row: dict[str, Any]) -> Finding:
    return StoredFinding(
        rule=row["rule"], family=row["family"], subject=row["subject"], outcome=Outcome(row["outcome"]),
        level=Level(row["level"]), message=row["message"], help=row.get("help", ""), basis=row.get("basis", ""),
        confidence=float(row.get("confidence", 1.0)), stored_key=row.get("key", ""),
        evidence=tuple(
            Evidence(piece["field"], piece["start"], piece["end"], piece["exact"], piece.get("prefix", ""),
                     piece.get("suffix", ""))
            for piece in row.get("evidence", ())
        ),
        fixes=tuple(
            Fix(fix["title"], tuple(Edit(edit["field"], edit["start"], edit["end"], edit["text"])
                                    for edit in fix["edits"]), bool(fix.get("safe")))
            for fix in row.get("fixes", ())
        ),
    )  # fmt: skip
