"""A fix is offered only when it works: the finding is gone, no new one has come, and doing it twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from annotations.engine.article import Article
from annotations.engine.fixes.edits import TextChanged, apply_edits
from annotations.engine.report import Finding, Fix, Outcome, Report

_MOST_FINDINGS = 25
"""Findings of one article for which fixes are tried; the others wait until these are dealt with."""


def with_working_fixes(report: Report, article: Article, recheck: Callable[[Article], Report]) -> Report:
    """The report with those proposals that work; the others are left out without a word."""
    findings = [
        replace(finding, fixes=_working(finding, report, article, recheck) if index < _MOST_FINDINGS else ())
        if finding.fixes
        else finding
        for index, finding in enumerate(report.findings)
    ]
    return replace(report, findings=tuple(findings))


def without_fixes(report: Report) -> Report:
    """The report without proposals that nobody has tried."""
    return replace(report, findings=tuple(replace(finding, fixes=()) for finding in report.findings))


def apply_fix(article: Article, report: Report, fix: Fix) -> Article:
    """The article with the fix made.

    A fix that has been made already changes nothing. Raises ``TextChanged`` when the article is not the one that the
    report is about.
    """
    if article.digest == report.digest:
        return apply_edits(article, fix.edits)
    if _is_made(article, fix):
        return article
    raise TextChanged("the text has changed since it was checked; check it again first")


def _is_made(article: Article, fix: Fix) -> bool:
    """Whether each edit's words stand where the fix has put them."""
    shift: dict[str, int] = {}
    for edit in sorted(fix.edits, key=lambda edit: (edit.field, edit.start)):
        moved = edit.start + shift.get(edit.field, 0)
        if article.field_value(edit.field)[moved : moved + len(edit.text)] != edit.text:
            return False
        shift[edit.field] = shift.get(edit.field, 0) + len(edit.text) - (edit.end - edit.start)
    return True


def _working(
    finding: Finding, report: Report, article: Article, recheck: Callable[[Article], Report]
) -> tuple[Fix, ...]:
    return tuple(fix for fix in finding.fixes if _works(fix, finding, report, article, recheck))


def _works(fix: Fix, finding: Finding, report: Report, article: Article, recheck: Callable[[Article], Report]) -> bool:
    try:
        changed = apply_edits(article, fix.edits)
    except TextChanged:
        return False
    after = {_what(row) for row in recheck(changed).findings if row.outcome is not Outcome.VOLUNTARY}
    before = {_what(row) for row in report.findings}
    return not any(what[:3] == _what(finding)[:3] for what in after) and after <= before


def _what(finding: Finding) -> tuple[str, str, str, str]:
    return finding.rule, finding.subject, finding.slot, finding.outcome.value
