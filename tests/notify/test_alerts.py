"""Alerts: to those who asked, one thread an article, in peace at night, and when it is clear again."""

from __future__ import annotations

import json
from datetime import time
from random import Random
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.http import Http404

from annotations.delivery.callbacks import signing_keys
from annotations.delivery.signing import signed_headers
from annotations.gate.overrides import override
from annotations.jobs.worker import Worker
from annotations.models.job import Job
from annotations.models.member import ChannelMember
from annotations.models.subscription import Subscription
from annotations.notify.subscribing import NotSubscribed, Wish, by_email, by_webhook, stop
from annotations.notify.work import queue_digests
from tests.delivery.receiver import listening
from tests.flags.desk import LEGION, LEGION_NOTICE, PACT, PACT_NOTICE, Desk

CLEAN = f"{PACT}\n\n{PACT_NOTICE}"


@pytest.fixture(autouse=True)
def now_is(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs are queued by the desk's clock."""
    monkeypatch.setattr("annotations.notify.listening.timezone.now", lambda: desk.now)


def reader(desk: Desk, name: str = "rita", **wish: Any) -> User:
    user = desk.person(name)
    user.email = f"{name}@desk.example"
    user.save()
    by_email(user, desk.channel, Wish(**wish), at=desk.now)
    return user


def work(desk: Desk) -> list[str]:
    """Does what is due; the subjects of the mail that went out."""
    before = len(mail.outbox)
    Worker(by="w", clock=lambda: desk.now, random=Random(1)).drain()
    return [str(letter.subject) for letter in mail.outbox[before:]]


def send(desk: Desk, text: str, number: int, capture: Any, status: str | None = "live", **more: Any) -> list[str]:
    with capture(execute=True):
        desk.send(text, revision=number, status=status, headline="Пакт", **more)
    return work(desk)


def test_nobody_is_told_who_has_not_asked(desk: Desk, django_capture_on_commit_callbacks: Any) -> None:
    User.objects.create_superuser("root", "root@desk.example", "x")
    desk.person("anna")
    assert send(desk, PACT, 1, django_capture_on_commit_callbacks) == []
    assert not Job.objects.filter(kind="alert").exists()


def test_one_message_tells_of_an_article_whatever_its_flags(desk: Desk, django_capture_on_commit_callbacks: Any) -> None:
    reader(desk)
    told = send(desk, f"{PACT}\n\n{LEGION}", 1, django_capture_on_commit_callbacks)
    assert told == ["Published with open errors: Пакт"]
    assert "2 open errors" in mail.outbox[0].body
    assert mail.outbox[0].to == ["rita@desk.example"]
    assert send(desk, f"{PACT}\n\n{LEGION} Ещё.", 2, django_capture_on_commit_callbacks) == []


def test_news_of_the_article_goes_into_the_same_thread(desk: Desk, django_capture_on_commit_callbacks: Any) -> None:
    reader(desk)
    send(desk, PACT, 1, django_capture_on_commit_callbacks)
    assert len(send(desk, f"{CLEAN}\n\n{LEGION}", 2, django_capture_on_commit_callbacks)) == 1
    assert len(send(desk, f"{CLEAN}\n\n{LEGION}\n\n{LEGION_NOTICE}", 3, django_capture_on_commit_callbacks)) == 1
    assert "It is clear now" in mail.outbox[2].body
    assert len({letter.extra_headers["References"] for letter in mail.outbox}) == 1
    assert len({letter.extra_headers["Message-ID"] for letter in mail.outbox}) == 3


def test_drafts_alarm_nobody_and_warnings_neither(desk: Desk, django_capture_on_commit_callbacks: Any) -> None:
    reader(desk)
    assert send(desk, PACT, 1, django_capture_on_commit_callbacks, status=None) == []
    assert send(desk, CLEAN, 2, django_capture_on_commit_callbacks) == []


def test_quiet_hours_hold_a_message_and_tell_what_is_left_of_it(desk: Desk, django_capture_on_commit_callbacks: Any) -> None:
    reader(desk, quiet_from=time(8), quiet_until=time(11), time_zone="UTC")
    assert send(desk, PACT, 1, django_capture_on_commit_callbacks) == []
    assert send(desk, f"{PACT}\n\n{LEGION}", 2, django_capture_on_commit_callbacks) == []
    desk.later(hours=2)
    assert len(work(desk)) == 1
    assert "2 open errors" in mail.outbox[0].body


def test_what_is_mended_at_night_is_not_told_in_the_morning(desk: Desk, django_capture_on_commit_callbacks: Any) -> None:
    reader(desk, quiet_from=time(22), quiet_until=time(13), time_zone="Europe/Moscow")
    send(desk, PACT, 1, django_capture_on_commit_callbacks)
    send(desk, CLEAN, 2, django_capture_on_commit_callbacks)
    desk.later(hours=5)
    assert work(desk) == []


def test_an_override_is_told_with_its_reason(desk: Desk, django_capture_on_commit_callbacks: Any) -> None:
    reader(desk, language="ru")
    boss = desk.person("boss", ("override_gate",))
    send(desk, PACT, 1, django_capture_on_commit_callbacks, status=None)
    with django_capture_on_commit_callbacks(execute=True):
        override(desk.article(), by=boss, reason="Срочно, правка следом", at=desk.now)
    assert len(work(desk)) == 1
    assert "boss" in mail.outbox[0].body
    assert "Срочно, правка следом" in mail.outbox[0].body


def test_who_has_left_the_channel_hears_no_more(desk: Desk, django_capture_on_commit_callbacks: Any) -> None:
    user = reader(desk)
    ChannelMember.objects.filter(user=user).delete()
    assert send(desk, PACT, 1, django_capture_on_commit_callbacks) == []


def test_a_webhook_is_signed_and_tells_no_text(
    desk: Desk, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    with listening() as chat:
        settings.ANNOTATIONS = settings.ANNOTATIONS | {
            "CALLBACK_SCHEMES": ["http"], "CALLBACK_ALLOWED_HOSTS": [f"127.0.0.1:{chat.port}"],
        }
        user = desk.person("rita", ("add_callback",))
        subscription, _ = by_webhook(user, desk.channel, chat.url, Wish(), at=desk.now)
        send(desk, PACT, 1, django_capture_on_commit_callbacks)
        work(desk)
        (got,) = chat.requests
    assert subscription.callback is not None
    keys = signing_keys(subscription.callback, at=desk.now)
    assert got.headers["webhook-signature"] in signed_headers(got.id, got.body, at=desk.now, keys=keys).values()
    told = json.loads(got.body)
    assert (told["type"], [row["subject"] for row in told["data"]["errors"]]) == ("article.alert", ["pact"])
    assert "body" not in told["data"]


def test_people_subscribe_themselves_where_they_work(desk: Desk) -> None:
    stranger = User.objects.create_user("stranger", "s@desk.example")
    with pytest.raises(Http404):
        by_email(stranger, desk.channel, Wish(), at=desk.now)
    with pytest.raises(NotSubscribed):
        by_email(desk.person("nomail"), desk.channel, Wish(), at=desk.now)
    rita = reader(desk)
    with pytest.raises(Http404):
        stop(Subscription.objects.get(), by=stranger, at=desk.now)
    stop(Subscription.objects.get(), by=rita, at=desk.now)
    assert not Subscription.objects.exists()


def test_the_digest_comes_once_a_day_at_its_hour_where_there_is_something_in_it(desk: Desk) -> None:
    reader(desk, digest_at=time(8), time_zone="Asia/Yekaterinburg", alerts=False)
    desk.send(PACT, status="live", headline="Пакт")
    queue_digests(desk.now)
    assert len(work(desk)) == 1
    assert "1 open error" in mail.outbox[0].body
    queue_digests(desk.later(hours=1))
    assert work(desk) == []
    desk.later(hours=16, minutes=30)
    queue_digests(desk.now)
    assert work(desk) == []
    desk.later(minutes=45)
    assert len(work(desk)) == 1


def test_an_empty_morning_sends_nothing(desk: Desk) -> None:
    reader(desk)
    desk.send(CLEAN)
    queue_digests(desk.now)
    assert work(desk) == []
