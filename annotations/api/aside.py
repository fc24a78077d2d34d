"""What people have dismissed of an article: it is not owed. A waiver puts off a notice that is owed all the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from annotations.engine.article import Article
from annotations.engine.reference import Reference
from annotations.engine.report import Report
from annotations.flags.settled import settled
from annotations.models.article import Article as StoredArticle
from annotations.models.channel import Channel
from annotations.models.flag import Flag


def without_dismissed(
    article: Article, report: Report, *, channel: Channel, rendition: str, reference: Reference, at: datetime
) -> Report:
    """``report`` without the findings that are dismissed in a way that holds for ``article``."""
    aside = settled(article, report, channel=channel, rendition=rendition, reference=reference, at=at)
    if not aside:
        return report
    waived = set(
        Flag.objects.filter(
            article__channel=channel, article__external_id=article.id, article__rendition=rendition,
            state=Flag.State.WAIVED,
        ).values_list("rule", "subject", "slot")
    )
    gone = {(row.rule, row.subject, row.slot) for row in aside} - waived
    kept = tuple(row for row in report.findings if (row.rule, row.subject, row.slot) not in gone)
    return replace(report, findings=kept)


def version_of_dismissals(stored: StoredArticle) -> str:
    """Another text whenever something of the article is dismissed or opened again."""
    closed = Flag.objects.filter(article=stored, manual=False, state=Flag.State.CLOSED).order_by("pk")
    return " ".join(f"{key}:{version}" for key, version in closed.values_list("pk", "version"))
