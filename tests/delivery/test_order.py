"""Articles change while several senders work: no receiver hears an older verdict after a newer one, and each hears the last."""

from __future__ import annotations

import os
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest
from django.db import connection, connections
from django.utils import timezone

from annotations.models.job import Job
from annotations.models.outgoing import Outgoing
from tests.delivery.desk import AT, Clock, callback, decided, sender, told
from tests.delivery.receiver import Receiver, Reply, Request

pytestmark = pytest.mark.django_db(transaction=True)
_ARTICLES, _REVISIONS = (10, 30) if os.environ.get("ANNOTATIONS_FULL") == "1" else (4, 8)


class Hurried(Clock):
    """A clock that runs twenty times as fast as ours, so that messages are tried again while others come."""

    def __init__(self) -> None:
        super().__init__()
        self._started = timezone.now()

    def __call__(self) -> object:  # type: ignore[override]
        return AT + (timezone.now() - self._started) * 20


def slowly_and_not_always() -> Callable[[Request], Reply]:
    """Every third message is refused when it comes first."""
    seen: set[str] = set()

    def answer(request: Request) -> Reply:
        chance = Random(request.body)
        time.sleep(chance.random() / 50)
        refused = request.id not in seen and chance.random() < 0.3
        seen.add(request.id)
        return Reply(500 if refused else 204)

    return answer


def heard(receiver: Receiver) -> dict[str, list[int]]:
    """Article -> the revisions that the receiver took, in the order in which they came."""
    found: dict[str, list[int]] = defaultdict(list)
    for request in receiver.taken:
        data = told(request.body)["data"]
        found[data["id"]].append(data["revision"])
    return found


@pytest.mark.skipif(connection.vendor != "postgresql", reason="senders side by side need PostgreSQL")
def test_with_four_senders_every_article_is_heard_of_in_order(receiver: Receiver) -> None:
    callback(receiver.url)
    receiver.answers = slowly_and_not_always()
    clock, over = Hurried(), threading.Event()

    def work(number: int) -> None:
        try:
            while not over.is_set():
                sender(clock, f"sender {number}").drain()
                over.wait(0.01)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    try:
        for revision in range(1, _REVISIONS + 1):
            for number in range(_ARTICLES):
                decided(f"a{number}", revision, at=clock())  # type: ignore[arg-type]
        deadline = time.monotonic() + 60
        while Outgoing.objects.filter(state__in=("pending", "sending")).exists() and time.monotonic() < deadline:
            time.sleep(0.05)
    finally:
        over.set()
        for thread in threads:
            thread.join()
    left = list(Outgoing.objects.exclude(state__in=("delivered", "superseded")).values())
    assert left == []
    assert len(heard(receiver)) == _ARTICLES
    for revisions in heard(receiver).values():
        assert revisions == sorted(set(revisions))
        assert revisions[-1] == _REVISIONS
    assert not Job.objects.filter(kind="callback", state="dead").exists()


def test_with_one_sender_too(receiver: Receiver, clock: Clock) -> None:
    callback(receiver.url)
    receiver.answers = slowly_and_not_always()
    chance = Random(7)
    for revision in range(1, _REVISIONS + 1):
        for number in range(_ARTICLES):
            decided(f"a{number}", revision, at=clock())
            if chance.random() < 0.5:
                sender(clock).drain(max_jobs=chance.randint(1, 3))
            clock.now += timedelta(seconds=chance.random() * 4)
    for _ in range(20):
        clock.now += timedelta(minutes=30)
        sender(clock).drain()
    for revisions in heard(receiver).values():
        assert revisions == sorted(set(revisions))
        assert revisions[-1] == _REVISIONS
    assert len(heard(receiver)) == _ARTICLES
