"""Asks the engine in this process, within a time budget. Whatever goes wrong is an answer too: not checked, and why."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from annotations import conf
from annotations.engine.article import Article
from annotations.engine.check import check
from annotations.engine.dates import Moment
from annotations.engine.reference import Reference
from annotations.engine.report import Report
from annotations.models.channel import Channel
from annotations.registers.live import current_reference

logger = logging.getLogger("annotations.gate")

OVER_BUDGET = "over_budget"
ENGINE_FAILED = "engine_failed"
_WHOLE = "article"


@dataclass(frozen=True, slots=True)
class Answer:
    """A report, or the code of why there is none to go by. A report that came too late is kept, but not gone by."""

    report: Report | None
    failure: str = ""


def ask(article: Article, *, channel: Channel, at: datetime, as_of: Moment | None = None, timed: bool = True) -> Answer:
    """What the engine says about ``article`` at ``at``.

    The budget covers the check. Loading the registers after a start or a change of theirs is not counted: else the
    first article of every process would go out unchecked.
    """
    try:
        # Inside a host's transaction a failing query must not spoil the transaction.
        with transaction.atomic():
            reference = current_reference(channel.packs or conf.desk().packs or None)
        started = time.monotonic()
        report = _checked(article, reference, channel, at, as_of)
        took_ms = (time.monotonic() - started) * 1000
    except Exception:
        # Whatever it is: the channel's failure policy decides about publishing, not a traceback.
        logger.exception("article %s of %s could not be checked", article.id, channel.name)
        return Answer(None, ENGINE_FAILED)
    if timed and took_ms > channel.budget_ms:
        logger.warning(
            "article %s of %s: checked in %d ms, over the budget of %d", article.id, channel.name, took_ms, channel.budget_ms
        )
        return Answer(report, OVER_BUDGET)
    return Answer(report, _unchecked(report))


def _checked(article: Article, reference: Reference, channel: Channel, at: datetime, as_of: Moment | None) -> Report:
    usual = tuple(channel.jurisdictions) or conf.desk().jurisdictions or None
    jurisdictions = None if article.jurisdictions else usual
    return check(article, reference, now=Moment(instant=at), as_of=as_of, jurisdictions=jurisdictions)


def _unchecked(report: Report) -> str:
    """Why a report says nothing about the article as a whole; a source that nobody knows leaves the rest standing."""
    return next((row.code for row in report.unchecked if row.what in (_WHOLE, "registers")), "")
