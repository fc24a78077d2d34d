"""A changed rule has the articles checked again at which it looked, or looks now."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from annotations.jobs.handlers import Prepared
from annotations.models.job import Job
from annotations.models.rule_stage import RuleChange
from annotations.registers.affected_rules import affected_by_rules
from annotations.registers.work import queue_checks
from annotations.rule_stages.changes import subject_of
from annotations.rule_stages.known import known_packs


def prepare(job: Job, at: datetime) -> Prepared:
    """Finds those articles by the scopes of both texts."""
    change = RuleChange.objects.get(pk=job.payload["change"])
    subject = subject_of(change.rule, known_packs())
    if subject is None:
        return Prepared(lambda: None)
    texts = {version: subject.text(version) for version in {change.before_version_id, change.version_id}
             if version is not None or subject.shipped is not None}
    return Prepared(partial(queue_checks, affected_by_rules(texts.values()), at=at))
