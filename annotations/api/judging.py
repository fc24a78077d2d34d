"""What an article owes and lacks, and whether it may go live."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import models

from annotations.api.subject import AsOf, Subject, moment_of, now, subject_of
from annotations.engine import check as engine
from annotations.engine.article import Article
from annotations.engine.dates import Moment
from annotations.engine.reference import Reference
from annotations.engine.report import Report
from annotations.gate import GateDecision, decide
from annotations.models.channel import Channel


def check(
    subject: Article | models.Model,
    *,
    as_of: AsOf = None,
    jurisdictions: Sequence[str] | None = None,
    rendition: str = "web",
    channel: Channel | None = None,
    fixes: bool = True,
) -> Report:
    """The report about an Article, or about an object of a hooked model as it stands in memory. Nothing is stored.

    ``as_of``: judged by the law of this day; default: the article's own. ``jurisdictions`` take the place of what the
    article says. ``channel``: for an Article; objects have that of their adapter.

    Raises:
        NotHooked: the object's model has no adapter.
        UnreadableArticle: the contract refuses one of its values.
        DateError: ``as_of`` is no date.
    """
    asked = subject_of(subject, rendition=rendition, channel=channel)
    return report_on(asked, asked.reference(), as_of=moment_of(as_of), jurisdictions=jurisdictions, fixes=fixes)


def report_on(
    asked: Subject,
    reference: Reference,
    *,
    as_of: Moment | None = None,
    jurisdictions: Sequence[str] | None = None,
    fixes: bool = True,
) -> Report:
    """What the engine says about ``asked``."""
    if jurisdictions is None and not asked.article.jurisdictions:
        jurisdictions = asked.jurisdictions or None
    return engine.check(
        asked.article, reference, now=now(), as_of=as_of, jurisdictions=jurisdictions, fixes=fixes
    )


def gate(
    subject: Article | models.Model,
    *,
    rendition: str = "web",
    channel: Channel | None = None,
    at: datetime | None = None,
) -> GateDecision:
    """What publishing it now would be answered: ``gate(article).blocked``, ``.message``. Nothing is published.

    Raises:
        NotHooked: the object's model has no adapter.
        ValueError: an Article without its ``channel``.
    """
    return decide(subject, channel=channel, rendition=rendition, at=at)
