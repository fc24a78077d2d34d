"""A request with an ``Idempotency-Key`` is done once; sent again, it gets the first answer again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from annotations.models.api_answer import ApiAnswer
from annotations.rest.problem import ApiProblem, wrong_query

KEEP = timedelta(days=30)
_KEY = re.compile(r"[A-Za-z0-9._:-]{1,200}\Z")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered."""

    status: int
    body: Any
    etag: str = ""
    replayed: bool = False


def once(caller: str, key: str | None, request: str, at: datetime, work: Callable[[], Answer]) -> Answer:
    """What ``work`` answers; for a ``key`` that was used, what it answered then. ``request``: all that was asked.

    Its answer and what it does are one transaction: a second request at the same time waits for the first.

    Raises:
        ApiProblem: the key was used for another request, or is none.
    """
    if key is None:
        with transaction.atomic():
            return work()
    if _KEY.match(key) is None:
        raise wrong_query("Idempotency-Key", "at most 200 letters, digits and . _ : -")
    digest = hashlib.sha256(request.encode("utf-8", "surrogatepass")).hexdigest()
    ApiAnswer.objects.filter(created_at__lt=at - KEEP).delete()
    with transaction.atomic():
        try:
            with transaction.atomic():
                row = ApiAnswer.objects.create(caller=caller, key=key, request_digest=digest)
        except IntegrityError:
            return _again(ApiAnswer.objects.get(caller=caller, key=key), digest)
        made = work()
        row.status, row.body, row.etag = made.status, made.body, made.etag
        row.save(update_fields=["status", "body", "etag"])
        return made


def _again(row: ApiAnswer, digest: str) -> Answer:
    if row.request_digest != digest:
        raise ApiProblem("idempotency_conflict", "This Idempotency-Key was used with another request.")
    return Answer(row.status, row.body, row.etag, replayed=True)
