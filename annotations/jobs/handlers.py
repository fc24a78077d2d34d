"""Who does which kind of job. By path: a process imports what it is asked to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.utils.module_loading import import_string

from annotations.models.job import Job

IMPACT = "rule_impact"
"""What a rule does to stored articles is to be worked out."""
CHECK = "check"
"""A revision is to be checked."""
RENDITION = "rendition"
"""Another rendition of a story has gone live."""
CALLBACK = "callback"
"""A message is to be sent to a callback."""
ALERT = "alert"
"""A subscriber is to hear of an article, if there is something to say."""
DIGEST = "digest"
"""A subscriber's digest is due."""
HANDLERS = {
    CHECK: "annotations.jobs.checks.prepare",
    IMPACT: "annotations.registers.impact.prepare",
    RENDITION: "annotations.jobs.renditions.prepare",
    CALLBACK: "annotations.delivery.sending.prepare",
    "forget_deliveries": "annotations.webhooks.deliveries.prepare_forgetting",
    "register_change": "annotations.registers.work.prepare_change",
    "snapshot": "annotations.registers.work.prepare_snapshot",
    "rule_change": "annotations.rule_stages.work.prepare",
    ALERT: "annotations.notify.work.prepare_alert",
    DIGEST: "annotations.notify.work.prepare_digest",
}
"""Kind -> its handler."""
WAITING = (CALLBACK, ALERT, DIGEST)
"""Kinds that wait for machines of others: whoever can does them beside the rest, so that they hold up nothing."""


def computing() -> tuple[str, ...]:
    """The kinds that wait for nobody."""
    return tuple(kind for kind in HANDLERS if kind not in WAITING)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A job whose work is done and not yet written down."""

    write: Callable[[], object]
    """Writes it; called once, in the transaction in which the job ends."""
    retry: str = ""
    """Why it must be tried again; empty when it is done with."""
    again: datetime | None = None
    """Its time has not come: it is to be taken again then, and this was no attempt."""
    final: bool = False
    """``retry`` names something that trying again will not mend: the job is dead at once."""


Handler = Callable[[Job, datetime], Prepared]
"""Does the work of a job outside any transaction: reads and computes, and writes nothing but a claim of its room."""


def handler_of(kind: str) -> Handler:
    """The handler of a kind; raises ``KeyError`` for a kind that nobody does."""
    return cast(Handler, import_string(HANDLERS[kind]))
