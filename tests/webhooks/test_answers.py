"""What a sender reads: the verdict when it waits, what became of a delivery, and how dear a request is."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.checks import run_checks
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from annotations.flags.decisions import dismiss
from annotations.jobs.worker import Worker
from annotations.models.article import Article
from annotations.models.delivery import Delivery
from annotations.models.flag import Flag
from annotations.models.job import Job
from annotations.testing import Desk
from annotations.webhooks.checks import check_counting
from annotations.webhooks.deliveries import KEEP, enqueue_forgetting, forget
from annotations.webhooks.waiting import seconds_to_wait
from tests.webhooks.sending import NOW, channel_with, envelope, post, standard
from tests.webhooks.urls import Clock

OWES: dict[str, Any] = {
    "body": {"format": "text", "value": "Varkesh took the road."}, "published": "2023-05-18", "jurisdictions": ["RU"],
    "language": "en",
}  # fmt: skip


@pytest.mark.django_db(transaction=True)
@override_settings(ANNOTATIONS={"BACKEND": "inline"})
def test_who_waits_gets_the_report(annotations_desk: Desk, clock: Clock) -> None:
    channel_with()
    body = envelope(**OWES)
    answer = post(body, standard(body) | {"Prefer": "respond-async, wait=2"})
    assert (answer.status, answer.headers["Preference-Applied"]) == (200, "wait=2")
    assert (answer.body["schema"], answer.body["decision"]) == ("annotations/report/1", "block")
    again = post(body, standard(body))
    assert (again.status, again.body["status"], again.headers["Idempotent-Replayed"]) == (200, "accepted", "true")
    waiting = post(body, standard(body) | {"Prefer": "wait=1"})
    assert (waiting.body["decision"], waiting.headers["Idempotent-Replayed"]) == ("block", "true")


@pytest.mark.django_db(transaction=True)
@override_settings(ANNOTATIONS={"BACKEND": "worker"})
def test_who_waits_in_vain_is_told_that_it_is_accepted() -> None:
    channel_with()
    answer = post(envelope(), standard(envelope()) | {"Prefer": "wait=1"})
    assert (answer.status, answer.body["status"]) == (202, "accepted")


@pytest.mark.parametrize(
    ("prefer", "seconds"),
    [("", 0), ("wait=2", 2), ("wait=90", 5), ("respond-async, wait=3", 3), ("wait=x", 0), ('wait="4"', 4), ("await=3", 0), ("wait=1e9", 0)],
)
def test_how_long_is_waited(prefer: str, seconds: int) -> None:
    assert seconds_to_wait(prefer) == seconds


@pytest.mark.django_db(transaction=True)
@override_settings(ANNOTATIONS={"BACKEND": "worker"})
def test_what_became_of_a_delivery(annotations_desk: Desk) -> None:
    channel = channel_with()
    address = post(envelope(**OWES)).body["status_url"].removeprefix("http://testserver")
    standing = Client().get(address)
    assert (standing.json()["check"], standing["Cache-Control"]) == ({"state": "queued"}, "no-store")
    Worker(by="tests").drain()
    found = Client().get(address).json()
    assert (found["status"], found["article"], found["check"]["decision"]) == ("accepted", "a1", "block")
    assert "Varkesh" not in json.dumps(found)
    assert Client().post(address).status_code == 405
    channel.is_active = False
    channel.save()
    assert Client().get(address).json()["code"] == "not_found"
    nobody = Client().get("/annotations/deliveries/5f1c1bd4-0000-4000-8000-000000000000/")
    assert (nobody.status_code, nobody.json()["code"]) == (404, "not_found")


@pytest.mark.django_db
def test_what_a_person_has_set_aside_counts_for_no_sender(annotations_desk: Desk) -> None:
    channel_with()
    body = envelope(**OWES)
    address = post(body, standard(body)).body["status_url"].removeprefix("http://testserver")
    Worker(by="tests").drain()
    waiting = standard(body) | {"Prefer": "wait=1"}
    assert (post(body, waiting).body["decision"], Client().get(address).json()["check"]["decision"]) == ("block", "block")
    legal = get_user_model().objects.create_superuser("legal", password="x")
    for flag in Flag.objects.all():
        dismiss(flag, by=legal, reason="wrong_entity", note="It is the football club.")
    assert (post(body, waiting).body["decision"], Client().get(address).json()["check"]["decision"]) == ("allow", "allow")


@pytest.mark.django_db
def test_an_article_that_is_withdrawn_and_comes_back() -> None:
    channel_with()
    states = []
    steps = [("article.published", {"revision": 1}), ("article.withdrawn", {}), ("article.published", {"revision": 2})]
    for number, (kind, more) in enumerate(steps):
        data = {"id": "a1"} if kind.endswith("withdrawn") else json.loads(envelope(**more))["data"]
        body = json.dumps({"type": kind, "data": data}).encode()
        assert post(body, standard(body, webhook_id=f"m{number}")).code == "accepted"
        states.append(Article.objects.get().status)
    assert states == ["live", "withdrawn", "live"]


@pytest.mark.django_db
@pytest.mark.parametrize(("said", "outcome", "status"), [("09:00", "superseded", "live"), ("11:00", "accepted", "withdrawn")])
def test_a_withdrawal_that_comes_late_is_of_an_older_text(said: str, outcome: str, status: str) -> None:
    channel_with()
    post(envelope("article.published", modified="2021-07-16T10:00:00Z"))
    body = json.dumps({"type": "article.withdrawn", "timestamp": f"2021-07-16T{said}:00Z", "data": {"id": "a1"}}).encode()
    assert post(body, standard(body, webhook_id="late")).code == outcome
    assert Article.objects.get().status == status


@pytest.mark.django_db
def test_deliveries_are_kept_for_thirty_days() -> None:
    channel_with()
    post(envelope())
    assert forget(before=NOW - KEEP) == 0
    enqueue_forgetting(at=NOW)
    enqueue_forgetting(at=NOW + KEEP + timedelta(seconds=1))
    assert Job.objects.filter(kind="forget_deliveries").count() == 1
    Worker(by="tests", kinds=["forget_deliveries"]).drain()
    assert Delivery.objects.count() == 0


@pytest.mark.django_db
def test_open_channels_are_warned_of() -> None:
    channel_with("open", secrets={}, unsigned=True)
    found = [message for message in run_checks(databases=["default"]) if message.id == "annotations.W030"]
    assert [message.msg for message in found] == ["Channel 'open' takes unsigned requests."]
    assert not [message for message in run_checks() if message.id == "annotations.W030"]


def test_a_cache_that_is_not_shared_is_warned_of_in_deployment() -> None:
    assert [message.id for message in check_counting()] == ["annotations.W031"]
    with override_settings(ANNOTATIONS={"RATE_CACHE": "none"}):
        assert [message.id for message in check_counting()] == ["annotations.E030"]


@pytest.mark.django_db
@override_settings(ANNOTATIONS={"WEBHOOK_ADDRESS_RATE": 3, "PROXIES": 1})
def test_the_rate_is_counted_by_address_and_only_ones_own_proxy_is_believed(clock: Clock) -> None:
    channel_with()
    answers = [post(b"{}", {"X-Forwarded-For": f"10.0.0.{number}, 192.0.2.1"}).status for number in range(5)]
    assert answers == [401, 401, 401, 429, 429]
    assert post(b"{}", {"X-Forwarded-For": "192.0.2.2"}).status == 401
    clock.now = NOW + timedelta(seconds=60)
    assert post(b"{}", {"X-Forwarded-For": "192.0.2.1"}).status == 401


@pytest.mark.django_db
def test_a_stranger_costs_one_query_and_an_article_few() -> None:
    channel_with()
    with CaptureQueriesContext(connection) as stranger:
        assert post(envelope(), standard(b"other")).status == 401
    assert len(stranger) == 1
    counts: dict[str, int] = {}
    told: dict[str, dict[str, Any]] = {"new": {"revision": 1}, "next": {"revision": 2, "headline": "x"}}
    for name, more in told.items():
        body = envelope(**more)
        with CaptureQueriesContext(connection) as caught:
            assert post(body, standard(body, webhook_id=name)).status == 202
        counts[name] = len(caught)

    with CaptureQueriesContext(connection) as repeated:
        assert post(body, standard(body, webhook_id="next")).status == 200
    counts["again"] = len(repeated)

    assert counts["new"] <= 13
    assert counts["next"] <= 12
