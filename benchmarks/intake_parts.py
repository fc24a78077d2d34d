"""CPU time of a request's parts, each by itself, on the database of the environment; run by ``benchmarks.intake``."""

from __future__ import annotations

import gc
import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import django

_COUNT = 400


def main() -> None:
    """Milliseconds by part, as JSON: medians of so many requests, of this process; the database's are not in them."""
    django.setup()
    from django.utils import timezone

    from annotations.webhooks.connection import connection_to

    secret = connection_to("desk", now=timezone.now()).keys["standard"][0].secret
    taken: dict[str, list[float]] = {}
    gc.disable()
    for number, body in enumerate(_bodies()):
        _one(number, body, secret, taken)
    parts = {part: statistics.median(spent) * 1000 for part, spent in taken.items()}
    sys.stdout.write(json.dumps(parts))


def _bodies() -> list[bytes]:
    from benchmarks.intake import NAMES, SIZE, STORIES
    from benchmarks.load import bodies
    from benchmarks.newsroom import build_newsroom

    return list(bodies(build_newsroom(names=NAMES, articles=STORIES, size=SIZE, seed=1), _COUNT))


def _one(number: int, body: bytes, secret: bytes, taken: dict[str, list[float]]) -> None:
    """One request, part by part, as the view does it."""
    from django.utils import timezone

    from annotations import conf
    from annotations.webhooks.connection import connection_to, verified
    from annotations.webhooks.rate import count_request
    from annotations.webhooks.reading import article_of, submission_of
    from annotations.webhooks.schemes.scheme import digest_of
    from annotations.webhooks.storing import Arrival, take
    from benchmarks.load import signature

    def part(name: str, work: Callable[[], Any]) -> Any:
        start = time.process_time()
        done = work()
        taken.setdefault(name, []).append(time.process_time() - start)
        return done

    now, webhook_id, desk = timezone.now(), f"part_{number}", conf.desk()
    stamp = int(now.timestamp())
    headers = {
        "webhook-id": webhook_id, "webhook-timestamp": str(stamp),
        "webhook-signature": signature(secret, webhook_id, stamp, body),
    }
    part("count", lambda: count_request("address:x", at_most=10**9, now=now, cache=desk.rate_cache))
    connection = part("channel", lambda: connection_to("desk", now=now))
    signed = part("verify", lambda: verified(connection, headers, body, now=now))
    submission = part("parse", lambda: submission_of(body, connection.adapter, headers))
    part("validate", lambda: article_of(submission))
    arrival = Arrival(
        channel=connection.channel, delivery=uuid4(), webhook_id=webhook_id, digest=digest_of(body), id_signed=True,
        secret=signed.key.row, address="", status_url="", at=now,
    )
    # Storing validates the article once more: what is left is its own.
    part("validate and store", lambda: take(arrival, submission))
    taken.setdefault("store", []).append(taken["validate and store"][-1] - taken["validate"][-1])
    later = submission_of(body.replace(b'"revision": 1', b'"revision": 2'), connection.adapter, headers)
    arrival = replace(arrival, delivery=uuid4(), webhook_id=f"{webhook_id}_later", digest="0" * 64)
    part("validate and store a later revision", lambda: take(arrival, later))


if __name__ == "__main__":
    main()
