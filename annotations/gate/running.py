"""Asks the engine in this process, within a time budget. Whatever goes wrong is an answer too: not checked, and why."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from annotations.asking import ENGINE_FAILED, OVER_BUDGET, OverBudgetError, jurisdictions_of, packs_of, within
from annotations.earlier import compared_with
from annotations.engine.article import Article
from annotations.engine.check import check
from annotations.engine.dates import Moment
from annotations.engine.reference import Reference
from annotations.engine.report import Report
from annotations.models.channel import Channel
from annotations.registers.live import current_reference

logger = logging.getLogger("annotations.gate")


@dataclass(frozen=True, slots=True)
class Answer:
    """A report, or the code of why there is none to go by."""

    report: Report | None
    failure: str = ""
    reference: Reference | None = None
    """What it was checked against."""


def ask(article: Article, *, channel: Channel, at: datetime, as_of: Moment | None = None) -> Answer:
    """What the engine says about ``article`` at ``at``, within the channel's budget.

    The budget covers the check. Loading the registers after a start or a change of theirs is not counted: else the
    first article of every process would go out unchecked.
    """
    try:
        # Inside a host's transaction a failing query must not spoil the transaction.
        with transaction.atomic():
            reference = current_reference(packs_of(channel))
            jurisdictions = jurisdictions_of(article, channel)
            earlier = compared_with(article, channel, reference)
        now = Moment(instant=at)
        report = within(
            channel.budget_ms,
            lambda: check(article, reference, now=now, as_of=as_of, jurisdictions=jurisdictions, earlier=earlier),
        )
    except OverBudgetError as error:
        logger.warning("article %s of %s: %s", article.id, channel.name, error)
        return Answer(None, OVER_BUDGET)
    except Exception:
        # Whatever it is: the channel's failure policy decides about publishing, not a traceback.
        logger.exception("article %s of %s could not be checked", article.id, channel.name)
        return Answer(None, ENGINE_FAILED)
    return Answer(report, _gap(report), reference)


def _gap(report: Report) -> str:
    """Why a report says too little about the article; a source that nobody knows leaves the rest standing."""
    return next((row.code for row in report.unchecked if row.what in ("article", "registers")), "")
