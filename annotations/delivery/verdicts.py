"""``verdict.decided``: what the desk says of the newest revision of an article."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch, reverse

from annotations import conf
from annotations.delivery.outbox import News, tell, wanted_by
from annotations.flags.settled import settled_keys
from annotations.gate.verdict import verdict_of
from annotations.models.article import Article
from annotations.models.check import Check

KIND = "verdict.decided"
REPORT_ROUTE = "annotations:report"
"""The address of a check's report, by the check's key, where the project has one."""


def tell_verdict(article: Article, check: Check, *, at: datetime) -> None:
    """Tells the callbacks of the article's channel, in the transaction that stores the verdict.

    The decision is that of the check without what people have set aside.

    A check that says the same of the same revision is not told again.
    """
    callbacks = wanted_by(article.channel_id, KIND)
    if callbacks:
        tell(_news(article, check, at), callbacks, at=at)


def tell_again(article_id: int, *, at: datetime) -> None:
    """Tells the verdict anew where what people decided has changed it; who calls this holds the article's lock."""
    article = Article.objects.select_related("channel", "verdict__revision").get(pk=article_id)
    if article.verdict is not None:
        tell_verdict(article, article.verdict, at=at)


def _news(article: Article, check: Check, at: datetime) -> News:
    report, revision = check.report or None, check.revision
    decision, aside = verdict_of(check, article, at=at), settled_keys(article, at=at)
    findings = (report or {}).get("findings", [])
    data: dict[str, Any] = {
        "channel": article.channel.name,
        "id": article.external_id,
        "rendition": article.rendition,
        "revision": revision.number if revision.number is not None else revision.sequence,
        "decision": decision,
        "report_url": report_url(check),
        "report": report,
        "set_aside": [row["key"] for row in findings if row["key"] in aside],
    }
    if check.error_code:
        data["unchecked_because"] = check.error_code
    says = {
        "revision": revision.pk, "decision": decision, "code": check.error_code, "findings": findings,
        "set_aside": data["set_aside"],
    }
    return News(KIND, f"verdict:{article.pk}", data, says, article)


def report_url(check: Check) -> str | None:
    """Where the report of a check can be read; ``None`` where the project does not say how it is reached."""
    base = conf.desk().public_url
    if not base:
        return None
    try:
        return base.rstrip("/") + reverse(REPORT_ROUTE, args=[check.pk])
    except NoReverseMatch:
        return None
