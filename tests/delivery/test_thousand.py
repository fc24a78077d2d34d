"""A thousand verdicts to receivers that misbehave in every way: each is delivered once in effect, or given up and shown."""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Callable
from random import Random

import pytest
from django.db import connection, connections
from django.db.models import Min
from django.test import override_settings

from annotations.models.callback import Callback
from annotations.models.job import Job
from annotations.models.outgoing import Attempt, Outgoing
from tests.delivery.desk import Clock, callback, decided, sender
from tests.delivery.receiver import Receiver, Reply, Request, listening

pytestmark = pytest.mark.django_db(transaction=True)
_COUNT = 1_000 if os.environ.get("ANNOTATIONS_FULL") == "1" else 60
_WAYS = (
    Reply(500), Reply(503, {"Retry-After": "30"}), Reply(429, {"Retry-After": "60"}), Reply(302, {"Location": "/"}),
    Reply(404), Reply(way="reset"), Reply(way="flood"), Reply(way="drip"), Reply(way="hang"),
)  # fmt: skip


def failing(share: float, seed: int, ways: tuple[Reply, ...] = _WAYS) -> Callable[[Request], Reply]:
    """Answers that fail so often; which one comes depends on nothing but the message and how often it came."""
    came: Counter[str] = Counter()

    def answer(request: Request) -> Reply:
        came[request.id] += 1
        chance = Random(f"{seed} {request.body[:200]!r} {came[request.id]}")
        return chance.choice(ways) if chance.random() < share else Reply()

    return answer


def work_until_all_is_done(clock: Clock, senders: int) -> None:
    """Senders side by side, where the database has room for them; the clock goes on to what is due next."""
    count = senders if connection.vendor == "postgresql" else 1
    while True:
        _together([lambda number=number: sender(clock, f"sender {number}").drain() for number in range(count)])  # type: ignore[misc]
        waiting = Job.objects.filter(kind="callback", state__in=("queued", "leased"))
        next_due = waiting.aggregate(at=Min("run_after"))["at"]
        if next_due is None:
            return
        clock.now = max(next_due, clock.now)


def _together(works: list[Callable[[], object]]) -> None:
    def alone(work: Callable[[], object]) -> None:
        try:
            work()
        finally:
            connections.close_all()

    if len(works) == 1:
        works[0]()
        return
    threads = [threading.Thread(target=alone, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_all_arrive_at_a_receiver_that_fails_thirty_times_in_a_hundred(receiver: Receiver, clock: Clock) -> None:
    callback(receiver.url)
    for number in range(_COUNT):
        decided(f"a{number}")
    receiver.answers = failing(0.3, seed=1)
    work_until_all_is_done(clock, senders=4)
    assert Counter(Outgoing.objects.values_list("state", flat=True)) == {"delivered": _COUNT}
    assert Counter(request.id for request in receiver.taken) == dict.fromkeys(
        Outgoing.objects.values_list("webhook_id", flat=True), 1
    )
    failed = Attempt.objects.exclude(outcome="delivered")
    assert _COUNT * 0.2 < failed.count() < _COUNT * 0.8
    assert len(set(failed.values_list("outcome", flat=True))) >= 4
    assert Callback.objects.get().is_active


def test_none_is_lost_between_receivers_that_refuse_go_away_and_come_back(clock: Clock) -> None:
    with listening() as sound, listening() as refusing, listening() as gone:
        hosts = [f"127.0.0.1:{found.port}" for found in (sound, refusing, gone)]
        stated = {"CALLBACK_TIMEOUT_S": 1, "CALLBACK_SCHEMES": ["http"], "CALLBACK_ALLOWED_HOSTS": hosts}
        with override_settings(ANNOTATIONS=stated):
            made = [callback(found.url) for found in (sound, refusing, gone)]
            count = _COUNT // 4
            for number in range(count):
                decided(f"a{number}")
            refusing.answers = lambda request: Reply(400)
            gone.answers = lambda request: Reply(410)
            work_until_all_is_done(clock, senders=4)
    ends = Counter(Outgoing.objects.values_list("callback", "state"))
    assert ends == {(made[0].pk, "delivered"): count, (made[1].pk, "dead"): count, (made[2].pk, "dead"): count}
    assert list(Callback.objects.order_by("id").values_list("is_active", "disabled_because")) == [
        (True, ""), (True, ""), (False, "gone"),
    ]  # fmt: skip
    assert len(refusing.requests) == 10 * count
    assert 1 <= len(gone.requests) <= 4
    assert Counter(request.id for request in sound.taken).most_common(1)[0][1] == 1
