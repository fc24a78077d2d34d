"""A report as it was stored with its check, for functions that take reports."""

from __future__ import annotations

from typing import Any

from annotations.engine.article import Article
from annotations.engine.report import Decision, Evidence, Finding, Level, Outcome, Report
from annotations.models.check import Check


def report_of(check: Check | None, article: Article) -> Report:
    """What the check found; an empty report where there was none."""
    said: dict[str, Any] = (check.report if check is not None else None) or {}
    return Report(
        article_id=article.id, digest=article.digest,
        language=said.get("article", {}).get("language") or article.language or "und", as_of=said.get("as_of", ""),
        decision=Decision(said.get("decision", Decision.ALLOW.value)), engine=said.get("engine", ""),
        findings=tuple(_finding(row) for row in said.get("findings", ())),
    )  # fmt: skip


def _finding(row: dict[str, Any]) -> Finding:
    return Finding(
        rule=row["rule"], family=row["family"], subject=row["subject"], outcome=Outcome(row["outcome"]),
        level=Level(row["level"]), message=row["message"], help=row.get("help", ""), basis=row.get("basis", ""),
        evidence=tuple(
            Evidence(piece["field"], piece["start"], piece["end"], piece["exact"], piece.get("prefix", ""),
                     piece.get("suffix", ""))
            for piece in row.get("evidence", ())
        ),
    )  # fmt: skip
