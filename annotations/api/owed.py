"""Notices that an article owes and does not carry, worded and ready to be printed beside it.

Printed at the time of reading, from what the article mentions and what is in force that day, they never go stale.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from annotations.api.judging import check
from annotations.api.subject import AsOf, now
from annotations.engine.article import Article
from annotations.engine.report import Level
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

    ``as_of``: default: today, the day on which it is read.

    Raises:
        NotHooked: the object's model has no adapter.
        UnreadableArticle: the contract refuses one of its values.
    """
    report = check(subject, rendition=rendition, as_of=as_of or now(), channel=channel)
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
