"""Many at once on PostgreSQL: threads that queue, lease and receive the same things at the same time."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from annotations.checking import check_revision
from annotations.engine.article import Article as Sent
from annotations.events import verify
from annotations.intake.receive import Receipt, RevisionConflict, receive
from annotations.jobs import queue
from annotations.jobs.work import Work
from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.job import Job
from annotations.models.revision import Revision
from tests.jobs.deeds import AT, worker
from tests.registers.desk import entity, taken_over

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not os.environ.get("ANNOTATIONS_TEST_DATABASE", "").startswith("postgres"),
        reason="needs PostgreSQL: set ANNOTATIONS_TEST_DATABASE",
    ),
]
_THREADS = 8


def together(deed: Callable[[int], Any], count: int = _THREADS) -> list[Any]:
    """What each of the threads got, all of them started at the same moment."""
    start = Barrier(count)

    def run(number: int) -> Any:
        start.wait()
        try:
            return deed(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_each_job_is_done_once_by_one_of_many_workers() -> None:
    queue.enqueue_many("open_channel", [Work(f"c{number}") for number in range(400)], run_after=AT)
    did = together(lambda number: worker(by=f"worker {number}", chunk=3).drain())
    assert sum(did) == Channel.objects.count() == 400
    assert min(did) > 0
    assert Counter(Job.objects.values_list("state", "attempts")) == {("done", 1): 400}


def test_the_same_work_asked_for_by_many_waits_once() -> None:
    keys = together(lambda number: queue.enqueue("open_channel", dedupe="a", run_after=AT, priority=number))
    assert len(set(keys)) == Job.objects.count() == 1
    assert Job.objects.get().priority == _THREADS - 1


def take(text: str, status: str | None = None, **more: Any) -> Receipt:
    channel = Channel.objects.get(name="desk")
    sent = Sent.model_validate({"id": "a1", "body": {"format": "text", "value": text}, **more})
    return receive(sent, channel=channel, origin="webhook", at=datetime(2026, 11, 22, tzinfo=UTC), status=status)


def test_the_same_revision_sent_by_many_at_once_is_stored_once() -> None:
    Channel.objects.create(name="desk")
    for round_ in range(20):
        got = together(lambda number, n=round_: take(f"Text {n}.", revision=n))  # type: ignore[misc]
        assert sum(receipt.created for receipt in got) == 1
    assert (Article.objects.count(), Revision.objects.count()) == (1, 20)
    assert Job.objects.filter(kind="check").count() == 20


def test_different_texts_under_one_number_at_once_are_one_revision_and_conflicts() -> None:
    Channel.objects.create(name="desk")

    def send(number: int) -> bool:
        try:
            return take(f"Text {number}.", revision=1).created
        except RevisionConflict:
            return False

    assert sum(together(send)) == Revision.objects.count() == 1


def test_revisions_that_come_at_once_all_stay_and_the_newest_is_the_newest() -> None:
    Channel.objects.create(name="desk")
    together(lambda number: take(f"Text {number}.", revision=number))
    latest = Article.objects.get().latest
    assert latest is not None
    assert latest.number == _THREADS - 1
    assert sorted(Revision.objects.values_list("sequence", flat=True)) == list(range(1, _THREADS + 1))


def test_articles_that_come_in_and_articles_that_are_checked_do_not_block_each_other_for_good(tmp_path: Path) -> None:
    taken_over(tmp_path, [entity("pact", "Северный пакт")])
    Channel.objects.create(name="desk", jurisdictions=["RU"])

    def deed(number: int) -> None:
        for round_ in range(15):
            told: dict[str, Any] = {"id": f"a{number}", "revision": round_, "language": "ru", "published": "2026-11-01"}
            text = "Погода." if round_ % 2 else "Северный пакт объявил о себе."
            check_revision(take(text, "live", **told).revision, at=AT)
            take(text, "withdrawn", **told)

    together(deed)
    assert Revision.objects.count() == 15 * _THREADS
    assert verify() == []
