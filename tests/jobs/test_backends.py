"""Whatever carries the ticks, the work is done once, and what is queued is kept when the carrier fails."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import django
import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from annotations.jobs import queue
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
def test_a_broker_that_is_away_costs_no_work() -> None:
    app = celery.Celery("tests", broker="redis-that-is-not://nowhere", set_as_current=True)
    with transaction.atomic():
        ask("a")
    assert Job.objects.get().state == "queued"
    app.close()


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
