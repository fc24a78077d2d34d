"""What rules in shadow would say of a text. It decides nothing, opens no flag, and its failures stop nothing."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from annotations.engine.article import Article
from annotations.engine.check import check
from annotations.engine.dates import Moment
from annotations.engine.reference import Reference
from annotations.engine.report import Finding
from annotations.engine.rulebook import WELL

logger = logging.getLogger("annotations.rules")


def found_in_shadow(
    article: Article, tried: Reference | None, *, now: Moment, jurisdictions: Sequence[str] | None,
    earlier: Article | None = None,
) -> tuple[Finding, ...]:
    """The findings that people would have to act on; ``tried`` holds the rules in shadow and no others.

    ``earlier``: the text that readers saw before.
    """
    if tried is None:
        return ()
    try:
        report = check(article, tried, now=now, jurisdictions=jurisdictions, fixes=False, earlier=earlier)
    except Exception:
        logger.exception("the rules in shadow fail at article %s", article.id)
        return ()
    return tuple(row for row in report.findings if row.outcome not in WELL)


def as_row(finding: Finding) -> dict[str, Any]:
    """What is kept of it with the check."""
    return {
        "rule": finding.rule, "subject": finding.subject, "outcome": finding.outcome.value,
        "level": finding.level.value,
    }
