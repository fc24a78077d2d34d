"""A worker does what is due, keeps what fails, and stops between two jobs."""

from __future__ import annotations

from collections import deque
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.jobs import queue
from annotations.jobs.work import Work
from annotations.models.channel import Channel
from annotations.models.job import Job
from tests.jobs.deeds import AT, LATER, worker

pytestmark = pytest.mark.django_db


def ask(kind: str, *names: str) -> None:
    queue.enqueue_many(kind, [Work(name) for name in names], run_after=AT)


def channels() -> list[str]:
    return sorted(Channel.objects.values_list("name", flat=True))


def test_it_does_all_that_is_due() -> None:
    ask("open_channel", *"abcde")
    assert worker(chunk=2).drain() == 5
    assert channels() == list("abcde")
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}


def test_it_does_no_more_than_it_is_told() -> None:
    ask("open_channel", *"abcde")
    assert worker(chunk=2).drain(max_jobs=3) == 3
    assert channels() == list("abc")


def test_what_it_held_when_the_database_failed_need_not_wait_for_its_lease() -> None:
    ask("open_channel", *"abc")
    failing, other = worker(by="failing"), worker(by="other")
    assert len(queue.lease(None, limit=2, now=AT, by="failing")) == 2
    assert len(queue.lease(None, limit=1, now=AT, by="someone")) == 1
    failing.recover()
    assert other.drain() == 2
    assert channels() == ["a", "b"]


@pytest.mark.parametrize("kind", ["stumble", "write_and_stumble"])
def test_what_a_failed_job_wrote_is_not_kept_and_the_others_are_done(kind: str) -> None:
    ask(kind, "bad")
    ask("open_channel", "good")
    assert worker().drain() == 2
    assert channels() == ["good"]
    failed = Job.objects.get(dedupe="bad")
    assert (failed.state, failed.last_error[:12]) == ("queued", "RuntimeError")
    assert failed.run_after > AT


def test_what_must_be_tried_again_is_written_all_the_same() -> None:
    ask("leave_open", "half")
    assert [worker(at=AT + timedelta(days=day)).drain() for day in range(10)] == [1] * 8 + [0, 0]
    assert len(channels()) == 8
    assert queue.dead().get().last_error == "engine_failed: ink"


def test_what_cannot_be_mended_is_dead_at_once() -> None:
    ask("give_up", "long")
    worker().drain()
    assert channels() == ["long"]
    assert queue.dead().get().dedupe == "long"


def test_a_worker_that_lost_its_lease_throws_its_work_away() -> None:
    ask("open_channel", "a")
    (slow,) = queue.lease(None, limit=1, now=AT, by="slow")
    assert worker(by="quick", at=LATER).drain() == 1
    worker(by="slow", at=LATER)._do(slow)
    assert channels() == ["a"]
    assert Job.objects.get().state == "done"


def test_a_worker_that_is_stopped_gives_back_what_it_has_not_begun() -> None:
    ask("open_channel", *"abc")
    stopping = worker()
    leased = queue.lease(None, limit=3, now=AT, by=stopping.by)
    stopping.stop()
    stopping._do_all(deque(leased))
    assert channels() == []
    assert worker(by="two").drain() == 3
    assert set(Job.objects.values_list("attempts", flat=True)) == {1}


def test_the_time_limit_of_a_lease_is_moved_when_the_jobs_before_took_long() -> None:
    ask("open_channel", "a")
    (job,) = queue.lease(None, limit=1, now=AT, by="one")
    late = AT + queue.LEASE * 0.9
    worker(at=late)._in_time(job)
    assert Job.objects.get().leased_until == late + queue.LEASE


def queries_of_one_job(waiting: int) -> int:
    ask("open_channel", *(f"{waiting}-{number}" for number in range(waiting)))
    with CaptureQueriesContext(connection) as caught:
        assert worker(chunk=1).drain(max_jobs=1) == 1
    return len(caught)


def test_no_query_comes_of_how_many_jobs_wait() -> None:
    assert queries_of_one_job(1) == queries_of_one_job(50) == queries_of_one_job(500) <= 20
