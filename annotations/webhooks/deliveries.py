"""Deliveries after they were taken: what became of them, and how long they are kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db.models import Q

from annotations.gate.verdict import verdict_of
from annotations.jobs.handlers import Prepared
from annotations.jobs.queue import enqueue
from annotations.models.check import Check
from annotations.models.delivery import Delivery
from annotations.models.job import Job

KEEP = timedelta(days=30)
"""For so long deliveries are kept, and the same request is known again."""
FORGET = "forget_deliveries"
_AT_ONCE = 5000
_LATER = timedelta(minutes=10)


def standing_of(delivery: Delivery, *, at: datetime) -> dict[str, Any]:
    """What became of a delivery and what holds of it ``at``, as JSON; nothing of the article's text."""
    said = {key: delivery.answer[key] for key in ("article", "rendition", "revision") if key in delivery.answer}
    return {
        "delivery": str(delivery.pk),
        "status": delivery.outcome,
        "received_at": delivery.received_at.isoformat(),
        **said,
        "check": _check(delivery, at),
    }


def _check(delivery: Delivery, at: datetime) -> dict[str, Any] | None:
    if delivery.revision_id is None:
        return None
    checks = Check.objects.filter(revision=delivery.revision_id).select_related("revision__article__channel")
    found = checks.order_by("-pk").first()
    if found is None:
        return {"state": "queued"}
    decision = verdict_of(found, found.revision.article, at=at)
    stated = {"state": "done", "decision": decision, "as_of": found.as_of}
    return stated | {"checked_at": found.created_at.isoformat(), "error_code": found.error_code}


def enqueue_forgetting(*, at: datetime) -> None:
    """Has old deliveries deleted, unless that waits to be done already."""
    enqueue(FORGET, dedupe="all", run_after=at + _LATER, payload={"before": (at - KEEP).isoformat()})


def prepare_forgetting(job: Job, at: datetime) -> Prepared:
    """The handler of ``FORGET``."""
    return Prepared(partial(forget, before=datetime.fromisoformat(job.payload["before"])))


def forget(*, before: datetime) -> int:
    """Deletes deliveries received before then, some thousands at most; how many.

    Of those that are known by their body alone only the address is forgotten: nothing that is signed grows too old, so
    that the body could be sent again for ever.
    """
    by_body = Q(id_signed=False, secret__isnull=False)
    rows = Delivery.objects.filter(received_at__lt=before).exclude(by_body & Q(address=""))
    old = Delivery.objects.filter(pk__in=list(rows.order_by("received_at").values_list("pk", flat=True)[:_AT_ONCE]))
    deleted, _ = old.exclude(by_body).delete()
    old.filter(by_body).update(address="")
    return deleted
