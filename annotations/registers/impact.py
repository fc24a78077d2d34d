"""What a rule does to the articles that are stored: checked on a sample, told with an interval. Writes no flag."""

from __future__ import annotations

import logging
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from annotations.asking import jurisdictions_of, packs_of
from annotations.engine.article import Article as Sent
from annotations.engine.check import check
from annotations.engine.dates import Moment
from annotations.engine.reference import Reference
from annotations.engine.report import Report
from annotations.engine.rulebook import WELL, Rule
from annotations.intervals import wilson
from annotations.jobs.handlers import Prepared
from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.job import Job
from annotations.models.run import Run
from annotations.registers.affected_rules import affected_by_rules
from annotations.registers.live import current_reference

logger = logging.getLogger("annotations.registers")


def prepare(job: Job, at: datetime) -> Prepared:
    """Works out what a run asks for."""
    run = Run.objects.select_related("channel").get(pk=job.payload["run"])
    result = _impact(run.channel, str(run.asked["rule"]), int(run.asked["sample"]), at)

    def write() -> None:
        state = Run.State.FAILED if result is None else Run.State.DONE
        Run.objects.filter(pk=run.pk).update(state=state, result=result or {}, done_at=at)

    return Prepared(write)


def _impact(channel: Channel, name: str, sample: int, at: datetime) -> dict[str, Any] | None:
    """``None`` when the rule is gone."""
    reference = current_reference(packs_of(channel))
    rule = next((rule for pack in reference.packs for rule in pack.rules if rule.id == name), None)
    if rule is None:
        return None
    rule = rule.model_copy(update={"enabled": True})
    mine = set(Article.objects.filter(channel=channel).values_list("pk", flat=True))
    in_scope = [key for key in affected_by_rules([rule]) if key in mine]
    looked_at = _evenly(in_scope, sample)
    outcomes, found, failed = _checked(looked_at, _alone(reference, rule), channel, at)
    checked = len(looked_at) - failed
    low, high = wilson(found, checked)
    return {
        "rule": name, "in_scope": len(in_scope), "checked": checked, "unchecked": failed, "found": found,
        "outcomes": dict(sorted(outcomes.items())),
        "estimate": {
            "articles": round(len(in_scope) * found / checked) if checked else 0,
            "low": math.floor(len(in_scope) * low), "high": math.ceil(len(in_scope) * high), "confidence": 0.95,
        },
    }


def _evenly(keys: Sequence[int], most: int) -> list[int]:
    """Up to ``most`` of them, at equal distances, so that old articles and new ones are among them."""
    if len(keys) <= most:
        return list(keys)
    return [keys[place * len(keys) // most] for place in range(most)]


def _alone(reference: Reference, rule: Rule) -> Reference:
    packs = [
        pack.model_copy(update={"rules": (rule,)})
        for pack in reference.packs if rule.id in {row.id for row in pack.rules}
    ]
    return replace(reference, packs=tuple(packs))


def _report(row: Article, reference: Reference, channel: Channel, at: datetime) -> Report | None:
    """``None`` for an article that cannot be checked; it stands for itself, not for the run."""
    assert row.latest is not None
    try:
        sent = Sent.model_validate(row.latest.payload)
        asked = jurisdictions_of(sent, channel)
        report = check(sent, reference, now=Moment(instant=at), jurisdictions=asked, fixes=False)
    except Exception:
        logger.exception("article %s could not be checked", row.pk)
        return None
    return None if any(gap.what == "article" for gap in report.unchecked) else report


def _checked(
    keys: Sequence[int], reference: Reference, channel: Channel, at: datetime
) -> tuple[Counter[str], int, int]:
    """Findings by outcome, articles with any, articles that could not be checked."""
    outcomes: Counter[str] = Counter()
    found = failed = 0
    for row in Article.objects.filter(pk__in=list(keys)).select_related("latest").order_by("pk"):
        report = _report(row, reference, channel, at)
        if report is None:
            failed += 1
            continue
        wrong = [finding.outcome.value for finding in report.findings if finding.outcome not in WELL]
        outcomes.update(wrong)
        found += bool(wrong)
    return outcomes, found, failed
