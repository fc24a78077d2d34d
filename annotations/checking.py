"""Checks a revision: asks the engine, keeps the verdict, and lets the flags of the article follow it.

The engine runs outside the transaction; what it said is written in one. A failure never says "clean": it is a check
with the decision ``unchecked`` and a code, and the article says so until a check of its newest revision succeeds.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from annotations import __version__, events, fingerprint
from annotations.asking import (
    ENGINE_FAILED,
    OVER_BUDGET,
    OverBudgetError,
    jurisdictions_of,
    packs_of,
    within,
)
from annotations.delivery.verdicts import tell_verdict
from annotations.earlier import published_before
from annotations.engine.article import Article as ArticleValue
from annotations.engine.check import check
from annotations.engine.dates import Moment
from annotations.engine.reference import Reference
from annotations.engine.report import GATE_DEFAULT, Decision, Finding, Report, as_json, decide
from annotations.flags.filing import file_by_check, follow_article
from annotations.flags.reconcile import reconcile
from annotations.locking import locked
from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.check import Check
from annotations.models.revision import Revision
from annotations.proof.seal import sealed
from annotations.registers.live import references
from annotations.rule_stages.shadow import as_row, found_in_shadow
from annotations.signals import announce, article_checked

logger = logging.getLogger("annotations.checking")

__all__ = [
    "ENGINE_FAILED", "OVER_BUDGET", "Examined", "OverBudgetError", "check_revision", "decision_of", "examine",
    "jurisdictions_of", "packs_of", "store", "within",
]

UNCHECKED = "unchecked"
_WHOLE = ("article", "registers")
"""What a report says could not be checked when its findings are not all there would be."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What the engine said of a revision, not yet written down."""

    revision: Revision
    fingerprint: str
    report: Report | None = None
    code: str = ""
    """Why it is unchecked; empty when it is not."""
    detail: str = ""
    duration_ms: int = 0
    reference: Reference | None = None
    """What it was checked against."""
    shadow: tuple[Finding, ...] = ()
    """What the rules in shadow would say."""
    standing: Check | None = None
    """The check that holds already: nothing has changed since, and the engine was not asked."""

    @property
    def failed(self) -> bool:
        """Whether nothing of the revision was checked."""
        return self.standing is None and self.report is None

    @property
    def permanent(self) -> bool:
        """Whether checking it again as it is cannot help."""
        return self.failed and self.code not in (ENGINE_FAILED, OVER_BUDGET)


def check_revision(revision: Revision, *, at: datetime, budget_ms: int | None = None) -> Check:
    """Checks ``revision`` at ``at``, within ``budget_ms`` when given, and writes what came of it.

    With nothing changed since the last time it writes nothing and returns that check.
    """
    return store(examine(revision, at=at, budget_ms=budget_ms), at=at)


def examine(revision: Revision, *, at: datetime, budget_ms: int | None = None) -> Examined:
    """What the engine says of ``revision``; reads only."""
    channel = revision.article.channel
    base, started = "", time.monotonic()
    try:
        article = ArticleValue.model_validate(revision.payload)
        reference, tried = references(packs_of(channel))
        jurisdictions = jurisdictions_of(article, channel)
        earlier = published_before(revision, reference)
        base = fingerprint.fingerprint(
            article, reference, at=at, jurisdictions=jurisdictions, gate=channel.gate, earlier=earlier
        )
        base = fingerprint.with_shadow(base, tried)
        standing = _standing(revision, base)
        if standing is not None:
            return Examined(revision, base, standing=standing)
        started = time.monotonic()
        now = Moment(instant=at)
        report = within(
            budget_ms, lambda: check(article, reference, now=now, jurisdictions=jurisdictions, earlier=earlier)
        )
    except OverBudgetError as error:
        return Examined(revision, base, code=OVER_BUDGET, detail=str(error), duration_ms=_ms_since(started))
    except Exception as error:
        # Whatever the engine or a register raises, the article is unchecked, not lost and not clean.
        logger.exception("revision %s of article %s could not be checked", revision, revision.article_id)
        detail = f"{type(error).__name__}: {error}"
        return Examined(revision, base, code=ENGINE_FAILED, detail=detail, duration_ms=_ms_since(started))
    before = published_before(revision, tried) if tried is not None else None
    shadow = found_in_shadow(article, tried, now=now, jurisdictions=jurisdictions, earlier=before)
    duration = _ms_since(started)
    return _read(Examined(revision, base, report, duration_ms=duration, reference=reference, shadow=shadow), channel)


def store(examined: Examined, *, at: datetime) -> Check:
    """Writes a check and, when its revision is still the article's newest, lets the flags follow; one transaction."""
    if examined.standing is not None:
        return examined.standing
    with transaction.atomic():
        rows = Article.objects.filter(pk=examined.revision.article_id).select_related("channel")
        article = locked(rows, by="unchecked")
        assert article is not None
        kept = _kept(examined)
        if article.latest_id == examined.revision.pk:
            _follow(article, examined, kept, at)
        announce(article_checked, Article, article=article, check=kept)
        return kept


def decision_of(report: Report, channel: Channel) -> Decision:
    """The decision by the channel's actions; levels that it leaves out are as the contract has them."""
    known = {decision.value: decision for decision in Decision}
    gate = {level: known.get(channel.gate.get(level.value), usual) for level, usual in GATE_DEFAULT.items()}
    return decide(report.findings, gate)


def _standing(revision: Revision, base: str) -> Check | None:
    """The check that makes another one needless: for the newest revision the one that its flags are of."""
    article = Article.objects.select_related("verdict").get(pk=revision.article_id)
    if article.latest_id == revision.pk:
        held = article.verdict
        return held if held is not None and (held.revision_id, held.fingerprint) == (revision.pk, base) else None
    return Check.objects.filter(revision=revision, fingerprint=base).first()


def _read(examined: Examined, channel: Channel) -> Examined:
    """The engine's answer with the channel's decision, and with the code of what it could not check."""
    report = examined.report
    assert report is not None
    gap = next((row for row in report.unchecked if row.what in _WHOLE), None)
    if gap is not None and gap.what == "article":
        return replace(examined, report=None, code=gap.code, detail=gap.detail)
    report = replace(report, decision=decision_of(report, channel))
    return replace(examined, report=report, code=gap.code if gap else "", detail=gap.detail if gap else "")


def _kept(examined: Examined) -> Check:
    """The row of a check: one for each revision and fingerprint."""
    key = examined.fingerprint if not examined.code else fingerprint.of_failure(examined.fingerprint, examined.code)
    found = Check.objects.filter(revision=examined.revision, fingerprint=key).first()
    if found is not None:
        return found
    report = examined.report
    made = Check(
        revision=examined.revision, fingerprint=key, engine=__version__, error_code=examined.code,
        decision=UNCHECKED, duration_ms=examined.duration_ms,
    )
    if report is not None:
        made.as_of, made.report = report.as_of, as_json(report)
        made.packs, made.registers = dict(report.packs), dict(report.registers)
        made.decision = UNCHECKED if examined.code else report.decision.value
        made.shadow = [as_row(finding) for finding in examined.shadow]
    made.seal = sealed(made)
    made.save(force_insert=True)
    return made


def _follow(article: Article, examined: Examined, kept: Check, at: datetime) -> None:
    """The newest revision is judged: flags, and what the article says of itself.

    Flags follow a check that is whole. Those of an article that is withdrawn are closed whatever its text.
    """
    withdrawn = article.status == Article.Status.WITHDRAWN
    refiled = examined.report is not None and file_by_check(article, examined.report.language)
    if withdrawn or not examined.code:
        report = examined.report or _nothing_of(examined.revision)
        reconcile(article, report, examined.revision, at=at, checked=kept, reference=examined.reference)
    code = "" if withdrawn else examined.code
    before, article.unchecked, article.verdict = article.unchecked, code, kept
    article.save(update_fields=["unchecked", "verdict", "language", "updated_at"])
    if refiled:
        follow_article(article)
    if before != code:
        events.record(
            "article.unchecked" if code else "article.checked", channel=article.channel, article=article,
            revision=examined.revision, data={"code": code, "before": before, "check": kept.pk}, at=at,
        )
    tell_verdict(article, kept, at=at)


def _nothing_of(revision: Revision) -> Report:
    """A report that finds nothing, for a text that could not be read."""
    return Report(
        article_id=revision.article.external_id, digest=revision.digest, language="und", as_of="",
        decision=Decision.ALLOW, engine=__version__,
    )


def _ms_since(started: float) -> int:
    return int((time.monotonic() - started) * 1000)
