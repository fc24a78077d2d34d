"""A kill takes the article off, whatever its text states of itself; what cannot be kept is refused."""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from annotations import events
from annotations.intake.withdraw import withdraw
from annotations.locking import locked
from annotations.models.article import Article
from annotations.models.delivery import Delivery
from tests.webhooks.sending import Answer, article, channel_with, envelope, post, standard

needs_postgresql = pytest.mark.skipif(
    "postgres" not in os.environ.get("ANNOTATIONS_TEST_DATABASE", ""), reason="SQLite has no locks of rows"
)


def kill(webhook_id: str = "kill", *, timestamp: str | None = None, **data: Any) -> Answer:
    stated = {"timestamp": timestamp} if timestamp else {}
    body = json.dumps({"type": "article.withdrawn", **stated, "data": {"id": "a1", **data}}).encode()
    return post(body, standard(body, webhook_id=webhook_id))


@pytest.mark.django_db
@pytest.mark.parametrize("modified", ["2099-01-01T00:00:00Z", "2099-01-01"])
def test_a_text_that_states_a_day_to_come_can_be_killed(modified: str) -> None:
    channel_with()
    post(envelope("article.published", modified=modified))
    assert kill(timestamp=(timezone.now() + timedelta(seconds=1)).isoformat()).code == "accepted"
    assert Article.objects.get().status == "withdrawn"


@pytest.mark.django_db
@pytest.mark.parametrize("with_text", [False, True])
def test_a_kill_that_is_not_applied_is_warned_of(with_text: bool, caplog: pytest.LogCaptureFixture) -> None:
    channel_with()
    post(envelope("article.published", modified="2021-07-16T10:00:00Z"))
    more = article(modified="2021-07-16T09:00:00Z", headline="Older") if with_text else {}
    with caplog.at_level(logging.WARNING, "annotations"):
        assert kill(timestamp="2021-07-16T09:00:00Z", **more).code == "superseded"
    assert [row.levelname for row in caplog.records if "withdrawal of article 'a1'" in row.message] == ["WARNING"]
    assert Article.objects.get().status == "live"


@pytest.mark.django_db
@pytest.mark.parametrize("more", [{}, {"headline": "Gone"}, {"body": {"format": "text", "value": "a"}}])
@pytest.mark.parametrize("length", [41, 200])
def test_a_withdrawal_of_a_rendition_with_a_long_name_is_refused(length: int, more: dict[str, Any]) -> None:
    channel_with()
    answer = kill(rendition="x" * length, **more)
    assert (answer.status, answer.code, answer.body["errors"][0]["pointer"]) == (422, "field_too_long", "/data/rendition")
    assert (Article.objects.count(), Delivery.objects.count()) == (0, 0)
    assert kill(rendition="x" * 40).code == "ignored"


@pytest.mark.django_db
def test_a_rendition_without_a_name_is_the_one_for_the_web() -> None:
    channel_with()
    for rendition in ("web", "print"):
        body = envelope("article.published", rendition=rendition)
        post(body, standard(body, webhook_id=rendition))
    answer = kill(rendition="")
    assert (answer.code, answer.detail) == ("accepted", "")
    assert dict(Article.objects.values_list("rendition", "status")) == {"web": "withdrawn", "print": "live"}


@pytest.mark.django_db
@pytest.mark.parametrize("digits", [20, 4000, 5000])
def test_a_length_of_thousands_of_digits_is_too_large(digits: int) -> None:
    channel_with()
    answer = post(b"{}", standard(b"{}"), CONTENT_LENGTH="9" * digits)
    assert (answer.status, answer.code) == (413, "body_too_large")
    assert post(envelope(), CONTENT_LENGTH="0" * 20 + str(len(envelope()))).code == "accepted"


def at_once(*works: Any) -> list[BaseException]:
    """Does all of it in threads of their own; what they raised."""
    raised: list[BaseException] = []

    def one(work: Any) -> None:
        try:
            work()
        except BaseException as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return raised


def wait_until_somebody_waits_for_a_lock() -> None:
    for _ in range(500):
        with connection.cursor() as cursor:
            # Within a transaction it is read once, unless that is forgotten.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("nobody waits")


@needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_waits_for_every_rendition_before_it_changes_the_first() -> None:
    channel = channel_with()
    for rendition in ("web", "print"):
        body = envelope("article.published", rendition=rendition)
        post(body, standard(body, webhook_id=rendition))
    second = Article.objects.order_by("pk").last()
    assert second is not None
    held = threading.Event()

    def change_the_second() -> None:
        with transaction.atomic():
            locked(Article.objects.filter(pk=second.pk), by="unchecked")
            held.set()
            wait_until_somebody_waits_for_a_lock()
            events.record("article.noted", channel=channel, article=second)

    def take_off() -> None:
        held.wait(10)
        withdraw("a1", channel=channel, origin="webhook", at=timezone.now(), said_at=None)

    assert at_once(change_the_second, take_off) == []
    assert set(Article.objects.values_list("status", flat=True)) == {"withdrawn"}


@needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_what_the_database_does_not_keep_is_a_problem_and_no_page() -> None:
    channel_with()
    with connection.cursor() as cursor:
        # A column that is narrower than what is sent, as a database that was made by hand may have it.
        cursor.execute("ALTER TABLE annotations_article ALTER COLUMN headline TYPE varchar(3)")
    try:
        body = envelope(headline="Four words and more")
        answer = Client(raise_request_exception=False).post(
            "/annotations/hooks/desk/", data=body, content_type="application/json", headers=standard(body)
        )
        assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
        assert answer.json()["code"] == "field_invalid"
        assert (Article.objects.count(), Delivery.objects.count()) == (0, 0)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE annotations_article ALTER COLUMN headline TYPE varchar(500)")
