"""Jobs are queued, leased, finished and given back; each belongs to one worker at a time."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from annotations.jobs import queue
from annotations.jobs.retry import wait_after
from annotations.jobs.work import Work
from annotations.models.job import Job
from tests.jobs.deeds import AT, LATER

pytestmark = pytest.mark.django_db


def ask(*names: str, priority: int = 0, kind: str = "open_channel") -> list[int]:
    return queue.enqueue_many(kind, [Work(name) for name in names], run_after=AT, priority=priority)


def leased(by: str = "one", limit: int = 10, at: object = AT) -> list[str]:
    return [job.dedupe for job in queue.lease(None, limit=limit, now=at, by=by)]  # type: ignore[arg-type]


def only(name: str) -> Job:
    return Job.objects.get(dedupe=name)


def test_the_urgent_and_then_the_older_are_leased_first() -> None:
    ask("b", "a")
    ask("c", priority=5)
    assert leased(limit=2) == ["c", "a"]
    assert leased(by="two") == ["b"]
    assert leased(by="three") == []


def test_a_job_is_not_leased_before_its_time_nor_by_who_does_not_know_its_kind() -> None:
    queue.enqueue("open_channel", dedupe="a", run_after=LATER)
    assert leased() == []
    assert queue.lease(["other"], limit=1, now=LATER, by="one") == []
    assert leased(at=LATER) == ["a"]


def test_a_job_that_waits_takes_in_another_about_the_same() -> None:
    first = queue.enqueue("open_channel", dedupe="a", payload={"n": 1}, run_after=LATER)
    again = queue.enqueue("open_channel", dedupe="a", payload={"n": 2}, run_after=AT, priority=3)
    job = Job.objects.get()
    assert first == again == job.pk
    assert (job.payload, job.run_after, job.priority) == ({"n": 2}, AT, 3)


def test_one_that_is_being_done_does_not() -> None:
    ask("a")
    leased()
    ask("a")
    assert sorted(Job.objects.values_list("state", flat=True)) == ["leased", "queued"]


def test_a_lease_that_ran_out_is_taken_again_and_the_late_one_cannot_finish() -> None:
    ask("a")
    (slow,) = queue.lease(None, limit=1, now=AT, by="one")
    (job,) = queue.lease(None, limit=1, now=AT + queue.LEASE, by="two")
    assert (job.pk, job.attempts) == (slow.pk, 2)
    with pytest.raises(queue.LeaseLostError):
        queue.finish(slow, at=LATER)
    queue.finish(job, at=LATER)
    assert only("a").state == "done"


def test_jobs_whose_lease_ran_out_come_one_at_a_time() -> None:
    ask("a", "b", "c")
    leased()
    assert [len(leased(at=LATER)) for _ in range(4)] == [1, 1, 1, 0]


def test_a_job_that_kills_every_worker_is_dead_after_its_attempts() -> None:
    ask("killer")
    for day in range(8):
        assert leased(at=AT + timedelta(days=day)) == ["killer"]
    assert leased(at=AT + timedelta(days=8)) == []
    assert only("killer").state == "dead"
    assert "worker died" in queue.dead().get().last_error


def test_a_failed_job_waits_twice_as_long_each_time_and_is_dead_in_the_end() -> None:
    ask("a")
    at, waits = AT, []
    while again := queue.fail(queue.lease(None, limit=1, now=at, by="one")[0], "no ink", at=at, random=Random(1)):
        waits.append((again - at).total_seconds())
        at = again
    assert [round(wait / (5 * 2**index), 1) for index, wait in enumerate(waits)] == pytest.approx([0.9] * 7, abs=0.31)
    assert (only("a").state, only("a").last_error) == ("dead", "no ink")


def test_waits_are_spread_and_never_longer_than_an_hour() -> None:
    spread = {wait_after(20, Random(seed)).total_seconds() for seed in range(100)}
    assert len(spread) == 100
    assert min(spread) > 0.8 * 3600 - 1
    assert max(spread) < 1.2 * 3600 + 1


def test_a_failed_job_is_joined_with_one_that_waits_by_now() -> None:
    ask("a")
    (job,) = queue.lease(None, limit=1, now=AT, by="one")
    ask("a")
    assert queue.fail(job, "no ink", at=AT, random=Random(1)) is None
    assert sorted(Job.objects.values_list("state", flat=True)) == ["done", "queued"]


def test_a_job_whose_time_has_not_come_goes_back_as_it_was_and_this_was_no_attempt() -> None:
    ask("a")
    (job,) = queue.lease(None, limit=1, now=AT, by="one")
    queue.postpone(job, LATER, at=AT)
    assert Job.objects.values_list("state", "attempts", "run_after").get() == ("queued", 0, LATER)
    assert leased() == []
    assert leased(at=LATER) == ["a"]


def test_one_that_is_postponed_is_joined_with_one_that_waits_at_the_earlier_time() -> None:
    ask("a")
    (job,) = queue.lease(None, limit=1, now=AT, by="one")
    queue.enqueue("open_channel", dedupe="a", run_after=LATER + timedelta(hours=1))
    queue.postpone(job, LATER, at=AT)
    assert Job.objects.get(state="queued").run_after == LATER


def test_a_lease_that_was_lost_cannot_be_postponed() -> None:
    ask("a")
    (job,) = queue.lease(None, limit=1, now=AT, by="one")
    queue.lease(None, limit=1, now=LATER, by="two")
    with pytest.raises(queue.LeaseLostError):
        queue.postpone(job, LATER, at=LATER)


def test_what_was_not_begun_is_given_back_as_it_was() -> None:
    ask("a", "b")
    queue.release(queue.lease(None, limit=2, now=AT, by="one"), now=AT)
    assert [job.attempts for job in queue.lease(None, limit=1, now=AT, by="two")] == [1]


def test_dead_jobs_are_queued_anew_with_all_their_attempts() -> None:
    ask("a")
    queue.fail(queue.lease(None, limit=1, now=AT, by="one")[0], "no ink", at=AT, random=Random(1), final=True)
    assert queue.revive(Job.objects.all(), now=AT) == 1
    assert [job.attempts for job in queue.lease(None, limit=1, now=AT, by="one")] == [1]
    assert not queue.dead()


def test_rows_of_done_jobs_are_dropped_after_a_while_and_dead_ones_stay() -> None:
    ask("a", "b")
    done, lost = queue.lease(None, limit=2, now=AT, by="one")
    queue.finish(done, at=AT)
    queue.fail(lost, "no ink", at=AT, random=Random(1), final=True)
    assert queue.forget_done(before=AT) == 0
    assert queue.forget_done(before=LATER) == 1
    assert list(Job.objects.values_list("state", flat=True)) == ["dead"]


def test_a_thousand_jobs_are_queued_at_once() -> None:
    keys = ask(*(f"j{number}" for number in range(1000)))
    assert len(set(keys)) == Job.objects.count() == 1000
