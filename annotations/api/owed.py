"""Notices that an article owes and does not carry, worded and ready to be printed beside it.

Printed at the time of reading, from what the article mentions and what is in force that day, they never go stale.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils import timezone

from annotations.api.aside import without_dismissed
from annotations.api.judging import report_on
from annotations.api.subject import AsOf, moment_of, now, subject_of
from annotations.engine.article import Article
from annotations.engine.report import Level, Report
from annotations.models.channel import Channel


@dataclass(frozen=True, slots=True)
class OwedNotice:
    """One line to print, and what it is owed for."""

    text: str
    """Plain words, to be escaped for where they are printed."""
    language: str
    rules: tuple[str, ...]
    subjects: tuple[str, ...]
    level: Level


def notices(
    subject: Article | models.Model,
    *,
    rendition: str = "web",
    as_of: AsOf = None,
    channel: Channel | None = None,
) -> tuple[OwedNotice, ...]:
    """The notices that ``subject`` owes in this rendition and lacks; a line that meets several debts comes once.

    What people have dismissed is not owed; what they have waived is owed still.

    ``as_of``: default: today, the day on which it is read.

    Raises:
        NotHooked: the object's model has no adapter.
        UnreadableArticle: the contract refuses one of its values.
    """
    asked = subject_of(subject, rendition=rendition, channel=channel)
    reference = asked.reference()
    report = report_on(asked, reference, as_of=moment_of(as_of) or now())
    if asked.channel is not None:
        report = without_dismissed(
            asked.article, report, channel=asked.channel, rendition=rendition, reference=reference, at=timezone.now()
        )
    return lines_of(report)


def lines_of(report: Report) -> tuple[OwedNotice, ...]:
    """The lines that would clear the findings of a report."""
    lines: dict[str, OwedNotice] = {}
    for finding in report.findings:
        text = next((fix.line for fix in finding.fixes if fix.line), "")
        if text:
            known = lines.get(text)
            rules = (*known.rules, finding.rule) if known else (finding.rule,)
            subjects = (*known.subjects, finding.subject) if known else (finding.subject,)
            level = known.level if known else finding.level
            lines[text] = OwedNotice(text, report.language, rules, subjects, level)
    return tuple(lines.values())
