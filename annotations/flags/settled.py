"""Obligations that people have set aside in a text that is not stored yet: what the gate need not ask for again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from annotations.engine.article import Article as ArticleValue
from annotations.engine.reference import Reference
from annotations.engine.report import Finding, Report
from annotations.flags.holding import is_raised, why_not_dismissed
from annotations.flags.life import is_dismissed
from annotations.flags.reading import Reading
from annotations.flags.standing import Standing
from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.flag import Flag
from annotations.models.waiver import Waiver


def settled(
    article: ArticleValue, report: Report, *, channel: Channel, rendition: str, reference: Reference, at: datetime
) -> tuple[Finding, ...]:
    """The findings of ``report`` that are waived at ``at``, or dismissed in a way that holds for ``article``."""
    if not report.findings:
        return ()
    stored = Article.objects.filter(channel=channel, external_id=article.id, rendition=rendition).first()
    if stored is None:
        return ()
    flags = {(flag.rule, flag.subject, flag.slot): flag for flag in _set_aside(stored, at)}
    found = [(row, flags[row.rule, row.subject, row.slot]) for row in report.findings
             if (row.rule, row.subject, row.slot) in flags]
    if not found:
        return ()
    standing, reading = Standing(reference), Reading(article)
    return tuple(row for row, flag in found if _holds(flag, row, standing, reading))


def settled_keys(stored: Article, *, at: datetime) -> frozenset[str]:
    """The keys, as reports have them, of the findings that are set aside as the stored article stands."""
    return frozenset(str(flag.finding.get("key", "")) for flag in _set_aside(stored, at))


def _set_aside(stored: Article, at: datetime) -> Iterator[Flag]:
    flags = Flag.objects.filter(article=stored, manual=False).exclude(state=Flag.State.OPEN).select_related("article")
    active = set(
        Waiver.objects.filter(flag__article=stored, state=Waiver.State.ACTIVE, until__gt=at).values_list(
            "flag_id", flat=True
        )
    )
    return (flag for flag in flags if is_dismissed(flag) or flag.pk in active)


def _holds(flag: Flag, finding: Finding, standing: Standing, reading: Reading) -> bool:
    if flag.state == Flag.State.WAIVED:
        return not is_raised(flag, finding.level.value)
    return not why_not_dismissed(
        flag, level=finding.level.value, ground=standing.of(finding.rule, finding.subject),
        evidence=finding.evidence, reading=reading,
    )  # fmt: skip
