"""Whatever carries the ticks, the work is done once, and what is queued is kept when the carrier fails."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import django
import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from annotations.jobs import queue
from annotations.jobs.handlers import CALLBACK
from annotations.jobs.retry import LONGEST
from annotations.jobs.ticks import BACKENDS, tell
from annotations.jobs.work import Work
from annotations.models.channel import Channel
from annotations.models.job import Job

celery = pytest.importorskip("celery")
needs_django_tasks = pytest.mark.skipif(django.VERSION < (6, 0), reason="django.tasks came with Django 6.0")


def ask(*names: str, kind: str = "open_channel") -> list[int]:
    return queue.enqueue_many(kind, [Work(name) for name in names], run_after=timezone.now())


def channels() -> list[str]:
    return sorted(Channel.objects.values_list("name", flat=True))


@pytest.fixture
def app() -> Iterator[Any]:
    """A Celery application whose broker is this process."""
    made = celery.Celery("tests", broker="memory://", set_as_current=True)
    made.conf.task_ignore_result = True
    yield made
    made.close()


@pytest.mark.django_db(transaction=True)
@override_settings(ANNOTATIONS={"BACKEND": "inline"})
def test_inline_work_is_done_after_the_commit_and_not_before() -> None:
    with transaction.atomic():
        ask("a", "b")
        assert channels() == []
    assert channels() == ["a", "b"]


@pytest.mark.django_db(transaction=True)
@override_settings(ANNOTATIONS={"BACKEND": "inline"})
def test_inline_work_of_a_transaction_that_fails_is_never_done() -> None:
    with transaction.atomic():
        ask("a")
        transaction.set_rollback(True)
    assert (channels(), Job.objects.count()) == ([], 0)


@pytest.mark.django_db(transaction=True)
@override_settings(ANNOTATIONS={"BACKEND": "inline"})
def test_inline_work_that_fails_does_not_disturb_the_request_and_is_tried_by_a_later_one() -> None:
    with transaction.atomic():
        ask("bad", kind="stumble")
    assert Job.objects.get().state == "queued"
    Job.objects.update(run_after=timezone.now())
    ask("good")
    assert channels() == ["good"]
    assert Job.objects.get(dedupe="bad").attempts == 2


@pytest.mark.django_db(transaction=True)
@override_settings(ANNOTATIONS={"BACKEND": "inline"})
def test_inline_work_of_hundreds_of_jobs_is_all_done() -> None:
    with transaction.atomic():
        ask(*(f"c{number}" for number in range(250)))
    assert Channel.objects.count() == 250


@pytest.mark.django_db(transaction=True)
@override_settings(ANNOTATIONS={"BACKEND": "worker"})
def test_a_worker_finds_its_work_by_itself() -> None:
    ask("a")
    assert (channels(), Job.objects.get().state) == ([], "queued")


@pytest.mark.django_db(transaction=True)
@override_settings(ANNOTATIONS={"BACKEND": "celery"})
def test_celery_gets_a_tick_that_says_nothing_of_the_work(app: Any) -> None:
    ask("a", "b")
    with app.connection_for_read() as connection, connection.SimpleQueue("celery") as messages:
        message = messages.get(timeout=1)
        assert message.headers["task"] == "annotations.tick"
        assert message.content_type == "application/json"
        assert json.loads(message.body)[:2] == [[], {}]
        message.ack()


@pytest.mark.django_db(transaction=True)
@override_settings(ANNOTATIONS={"BACKEND": "celery"})
def test_a_tick_of_celery_does_what_is_due(app: Any) -> None:
    app.conf.task_always_eager = True
    ask("a", "b")
    assert channels() == ["a", "b"]


@pytest.mark.django_db(transaction=True)
@override_settings(ANNOTATIONS={"BACKEND": "celery"})
def test_celery_is_not_told_of_work_that_is_due_much_later_for_its_schedule_finds_it(app: Any) -> None:
    queue.enqueue("open_channel", dedupe="soon", run_after=timezone.now() + timedelta(seconds=30))
    queue.enqueue("open_channel", dedupe="late", run_after=timezone.now() + timedelta(hours=2))
    with app.connection_for_read() as connection, connection.SimpleQueue("celery") as messages:
        messages.get(timeout=1).ack()
        with pytest.raises(messages.Empty):
            messages.get(block=False)


@pytest.mark.django_db(transaction=True)
@override_settings(ANNOTATIONS={"BACKEND": "celery"})
def test_work_that_waits_for_others_gets_a_task_of_its_own(app: Any) -> None:
    from annotations.tasks import tick

    Job.objects.create(kind=CALLBACK, dedupe="1:x", payload={"callback": 1, "lane": "x"}, run_after=timezone.now())
    assert tick() == 0
    with app.connection_for_read() as connection, connection.SimpleQueue("celery") as messages:
        message = messages.get(timeout=1)
        assert message.headers["task"] == "annotations.deliver"
        message.ack()
    app.conf.task_always_eager = True
    tick()
    assert Job.objects.get().state == "done"


def test_the_projects_celery_takes_json_only_and_gives_back_what_a_killed_worker_held() -> None:
    from annotations.tasks import deliver, tick
    from project.celery import app as project_app

    conf = project_app.conf
    assert (conf.accept_content, conf.task_serializer, conf.result_backend) == (["json"], "json", None)
    assert (conf.task_acks_late, conf.task_reject_on_worker_lost, conf.worker_prefetch_multiplier) == (True, True, 1)
    assert {row["task"] for row in conf.beat_schedule.values()} == {"annotations.tick", "annotations.tidy"}
    for task in (tick, deliver):
        assert (task.acks_late, task.reject_on_worker_lost, task.ignore_result) == (True, True, True)
        assert task.time_limit == 15 * 60


@pytest.mark.django_db(transaction=True)
@override_settings(ANNOTATIONS={"BACKEND": "celery"})
def test_a_broker_that_is_away_costs_no_work() -> None:
    app = celery.Celery("tests", broker="redis-that-is-not://nowhere", set_as_current=True)
    with transaction.atomic():
        ask("a")
    assert Job.objects.get().state == "queued"
    app.close()


@pytest.mark.django_db(transaction=True)
@override_settings(ANNOTATIONS={"BACKEND": "celery"})
def test_a_broker_that_does_not_answer_is_waited_for_once_and_not_by_every_request() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"amqp://guest:guest@127.0.0.1:{silent.getsockname()[1]}//"
        app = celery.Celery("tests", broker=url, set_as_current=True)
        app.conf.update(broker_connection_timeout=0.5, broker_transport_options={"max_retries": 1, "interval_start": 0})
        started = time.monotonic()
        for number in range(20):
            ask(f"c{number}")
        app.close()
    assert time.monotonic() - started < 5
    assert Job.objects.filter(state="queued").count() == 20


@needs_django_tasks
@pytest.mark.django_db(transaction=True)
@override_settings(
    ANNOTATIONS={"BACKEND": "django.tasks"},
    TASKS={"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}},
)
def test_django_tasks_do_what_is_due() -> None:
    with transaction.atomic():
        ask("a", "b")
    assert channels() == ["a", "b"]


@needs_django_tasks
@pytest.mark.django_db(transaction=True)
@override_settings(
    ANNOTATIONS={"BACKEND": "django.tasks"}, TASKS={"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
)
def test_django_tasks_get_ticks_that_say_nothing_of_the_work() -> None:
    from django.tasks import default_task_backend

    ask("a", "b")
    queue.enqueue("open_channel", dedupe="c", run_after=timezone.now() + LONGEST)
    results = default_task_backend.results  # type: ignore[attr-defined]
    assert [(result.args, result.kwargs) for result in results] == [([], {})] * 2
    assert results[1].task.run_after is not None


@pytest.mark.skipif(django.VERSION >= (6, 0), reason="this Django has django.tasks")
@pytest.mark.django_db(transaction=True)
@override_settings(ANNOTATIONS={"BACKEND": "django.tasks"})
def test_without_django_tasks_the_work_is_kept(caplog: pytest.LogCaptureFixture) -> None:
    ask("a")
    assert Job.objects.get().state == "queued"
    assert "they wait for the next tick" in caplog.text


@pytest.mark.django_db(transaction=True)
@override_settings(ANNOTATIONS={"BACKEND": "worker"})
def test_a_tick_can_be_sent_by_hand_to_another_backend() -> None:
    keys = ask("a")
    tell(keys, not_before=timezone.now(), backend="inline")
    assert channels() == ["a"]
    assert set(BACKENDS) == {"inline", "worker", "django.tasks", "celery"}
