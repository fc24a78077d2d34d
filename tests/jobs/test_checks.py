"""Jobs that check revisions, from the article that came in to its flags, or to the list of dead jobs."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from annotations import checking
from annotations.engine.article import Article as Sent
from annotations.intake.receive import receive
from annotations.jobs import queue
from annotations.jobs.checks import enqueue_checks
from annotations.jobs.worker import Worker
from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.check import Check
from annotations.models.event import Event
from annotations.models.flag import Flag
from annotations.models.job import Job
from annotations.models.revision import Revision
from tests.jobs.deeds import AT
from tests.registers.desk import entity, taken_over

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def channel(tmp_path: Path) -> Channel:
    """A channel, and a register with one banned organisation; nothing waits."""
    taken_over(tmp_path, [entity("pact", "Северный пакт")])
    Job.objects.all().delete()
    return Channel.objects.create(name="desk", jurisdictions=["RU"])


def send(channel: Channel, text: str, **more: Any) -> Revision:
    sent = {"id": "a1", "body": {"format": "text", "value": text}, "language": "ru", "published": "2026-11-01"} | more
    return receive(Sent.model_validate(sent), channel=channel, origin="webhook", at=AT).revision


def drained(days: int = 0, **options: Any) -> int:
    now = AT + timedelta(days=days)
    return Worker(by="one", clock=lambda: now, random=Random(1), **options).drain()


def test_what_comes_in_is_checked_and_flagged(channel: Channel) -> None:
    send(channel, "Северный пакт объявил о себе.", revision=1)
    send(channel, "Погода.", revision=2)
    assert drained() == 2
    assert Check.objects.count() == 2
    assert not Flag.objects.exists()
    send(channel, "Северный пакт объявил о себе.", revision=3)
    drained()
    assert Flag.objects.get().state == "open"


def test_checking_all_again_with_nothing_changed_writes_nothing(channel: Channel) -> None:
    revision = send(channel, "Северный пакт объявил о себе.")
    drained()
    before = Check.objects.count(), Event.objects.count(), Flag.objects.get().version
    for _ in range(3):
        enqueue_checks([revision.pk], at=AT)
        assert drained() == 1
    assert (Check.objects.count(), Event.objects.count(), Flag.objects.get().version) == before


def break_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **options: Any) -> None:
        raise ZeroDivisionError("engine")

    monkeypatch.setattr(checking, "check", broken)


def test_a_check_that_fails_for_good_is_dead_and_seen_and_can_be_revived(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(channel, "Северный пакт объявил о себе.")
    with monkeypatch.context() as broken:
        break_the_engine(broken)
        assert [drained(day) for day in range(10)] == [1] * 8 + [0, 0]
    assert queue.dead().get().last_error == "engine_failed: ZeroDivisionError: engine"
    assert (Article.objects.get().unchecked, Check.objects.count()) == ("engine_failed", 1)
    queue.revive(Job.objects.all(), now=AT)
    drained(11)
    assert (Article.objects.get().unchecked, Flag.objects.count()) == ("", 1)


def test_a_text_too_complex_is_not_tried_again(channel: Channel) -> None:
    send(channel, "", body={"format": "html", "value": "<b>" * 60_000})
    assert [drained(day) for day in range(3)] == [1, 0, 0]
    assert queue.dead().get().last_error.startswith("too_complex: The text holds 60000 times <")
    assert Article.objects.get().unchecked == "too_complex"


@override_settings(ANNOTATIONS={"CHECK_BUDGET_MS": 1})
def test_a_check_over_the_budget_of_the_settings_is_tried_again(channel: Channel) -> None:
    send(channel, "Северный пакт объявил о себе. " * 3000)
    assert drained() == 1
    job = Job.objects.get()
    assert (job.state, job.last_error) == ("queued", "over_budget: not checked within 1 ms")
    assert Article.objects.get().unchecked == "over_budget"


def test_a_job_about_a_revision_that_is_not_there_fails_and_stops_nobody(channel: Channel) -> None:
    enqueue_checks([4711], at=AT)
    send(channel, "Погода.")
    assert drained() == 2
    assert Job.objects.get(state="queued").last_error.startswith("DoesNotExist")


def queries_of_one_check(channel: Channel, number: int) -> int:
    send(channel, "Северный пакт объявил о себе.", id=f"a{number}")
    with CaptureQueriesContext(connection) as caught:
        assert drained() == 1
    return len(caught)


def test_a_check_takes_the_same_queries_however_much_is_stored(channel: Channel) -> None:
    queries_of_one_check(channel, 0)
    counts = [queries_of_one_check(channel, 1)]
    for number in range(2, 100):
        send(channel, f"Северный пакт, {number}.", id=f"a{number}")
    drained()
    counts.append(queries_of_one_check(channel, 100))
    assert counts[0] == counts[1] <= 50


class _Flaky(Worker):
    """Its database is away at first."""

    tries = 0

    def drain(self, **options: Any) -> int:
        self.tries += 1
        if self.tries == 1:
            raise OperationalError("server closed the connection")
        self.stop()
        return super().drain(**options)


@pytest.mark.django_db(transaction=True)
def test_a_worker_waits_for_a_database_that_is_away(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("annotations.jobs.worker._AFTER_FAILURE", timedelta(milliseconds=10))
    worker = _Flaky(by="one", clock=lambda: AT, random=Random(1))
    assert worker.serve() == 0
    assert worker.tries == 2
    assert "the database failed; trying again" in caplog.text
