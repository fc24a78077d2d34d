"""What comes again is taken once; what is said again, after something else was said, is taken again."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from annotations.models.article import Article
from annotations.models.delivery import Delivery
from annotations.models.job import Job
from annotations.models.revision import Revision
from annotations.webhooks.deliveries import KEEP, forget
from tests.webhooks.sending import (
    NOW,
    SIGNERS,
    TEXT_SECRET,
    Answer,
    article,
    channel_with,
    github,
    post,
    standard,
    wp_webhooks,
)
from tests.webhooks.urls import CLOCK

pytestmark = pytest.mark.django_db

WITHOUT_ID = ("github", "ghost", "superdesk", "wp_webhooks", "stripe")
UNTIMED = ("github", "superdesk", "wp_webhooks")
KILL = json.dumps({"type": "article.withdrawn", "data": {"id": "a1"}}).encode()


def said(kind: str, text: str = "The ferry is running again.", **more: Any) -> bytes:
    return json.dumps({"type": kind, "data": article(body={"format": "text", "value": text}, **more)}).encode()


def send(scheme: str, body: bytes, minutes: int) -> Answer:
    """Posts a body as the system sends it at that minute; GitHub gives each delivery an id of its own."""
    CLOCK.now = NOW + timedelta(minutes=minutes)
    if scheme == "github":
        return post(body, github(body, delivery=f"d-{minutes}"))
    return post(body, SIGNERS[scheme](body, at=CLOCK.now) if scheme in ("ghost", "stripe") else SIGNERS[scheme](body))


def newest() -> str:
    stored = Article.objects.select_related("latest").get()
    assert stored.latest is not None
    return str(stored.latest.payload["body"]["value"])


@pytest.mark.parametrize("scheme", WITHOUT_ID)
def test_a_second_kill_of_the_same_bytes_is_a_kill(scheme: str) -> None:
    channel_with(secrets={scheme: TEXT_SECRET}, adapter="annotations")
    steps = [said("article.published", revision=1), KILL, said("article.published", revision=2), KILL]
    states = []
    for minute, body in enumerate(steps):
        assert send(scheme, body, minute).code == "accepted"
        states.append(Article.objects.get().status)
    assert states == ["live", "withdrawn", "live", "withdrawn"]
    assert Delivery.objects.count() == 4


@pytest.mark.parametrize("scheme", WITHOUT_ID)
def test_an_untimed_text_that_is_put_back_is_the_newest(scheme: str) -> None:
    channel_with(secrets={scheme: TEXT_SECRET}, adapter="annotations")
    for minute, text in enumerate("ABA"):
        assert send(scheme, said("article.published", text), minute).code == "accepted"
        assert newest() == text


@pytest.mark.parametrize("scheme", WITHOUT_ID)
@pytest.mark.parametrize("body", [said("article.published"), KILL], ids=["text", "kill"])
def test_a_replay_makes_nothing_when_nothing_came_between(scheme: str, body: bytes) -> None:
    channel_with(secrets={scheme: TEXT_SECRET}, adapter="annotations")
    send(scheme, said("article.published"), 0)
    if body == KILL:
        send(scheme, KILL, 1)
    minute = 1 if body == KILL else 0
    before = Article.objects.get().updated_at, Revision.objects.count(), Job.objects.count(), Delivery.objects.count()
    for _ in range(3):
        again = send(scheme, body, minute)
        assert (again.status, again.headers["Idempotent-Replayed"]) == (200, "true")
    assert (Article.objects.get().updated_at, Revision.objects.count(), Job.objects.count(), Delivery.objects.count()) == before


@pytest.mark.parametrize("scheme", UNTIMED)
def test_what_was_said_anew_is_known_again_as_well(scheme: str) -> None:
    channel_with(secrets={scheme: TEXT_SECRET}, adapter="annotations")
    for minute, body in enumerate([said("article.published", revision=1), KILL, said("article.published", revision=2)]):
        send(scheme, body, minute)
    second = send(scheme, KILL, 3)
    again = send(scheme, KILL, 4)
    assert (again.status, again.body) == (200, second.body)


def test_a_delivery_of_github_with_the_same_id_is_sent_again_and_not_said_again() -> None:
    channel_with(secrets={"github": TEXT_SECRET}, adapter="annotations")
    first = send("github", said("article.published", "A"), 0)
    send("github", said("article.published", "B"), 1)
    body = said("article.published", "A")
    again = post(body, github(body, delivery="d-0"))
    assert (again.status, again.body, newest()) == (200, first.body, "B")


@pytest.mark.parametrize("scheme", UNTIMED)
@pytest.mark.parametrize("days", [0, 31, 4000])
def test_a_text_that_bears_its_time_cannot_be_brought_back_at_any_time(scheme: str, days: int) -> None:
    channel_with(secrets={scheme: TEXT_SECRET}, adapter="annotations")
    old = said("article.published", "Old.", modified="2021-07-16T09:00:00Z")
    send(scheme, old, 0)
    send(scheme, KILL, 1)
    forget(before=NOW + timedelta(days=days) - KEEP)
    assert send(scheme, old, days * 1440 + 2).status == 200
    assert Article.objects.get().status == "withdrawn"


def test_of_a_delivery_that_is_known_by_its_body_only_the_address_is_forgotten() -> None:
    channel_with(secrets={"superdesk": TEXT_SECRET}, adapter="annotations")
    send("superdesk", said("article.published"), 0)
    assert Delivery.objects.get().address
    for _ in range(2):
        assert forget(before=NOW + timedelta(days=1)) == 0
    assert Delivery.objects.get().address == ""


def test_on_a_channel_without_signatures_deliveries_are_forgotten() -> None:
    channel_with(secrets={}, unsigned=True)
    post(said("article.published"), {})
    assert forget(before=NOW + timedelta(days=1)) == 1


@pytest.mark.parametrize("name", ["post_trash", "post_delete"])
@pytest.mark.parametrize("days", [0, 31])
def test_a_signed_post_is_no_kill_whatever_the_header_says(name: str, days: int) -> None:
    channel_with(secrets={"wp_webhooks": TEXT_SECRET}, adapter="wordpress")
    body = json.dumps({
        "post_id": 7, "post_before": False,
        "post": {"ID": 7, "post_title": "t", "post_content": "c", "post_status": "publish", "post_type": "post",
                 "post_modified_gmt": "2021-07-16 09:00:00", "post_date_gmt": "2021-07-16 09:00:00"},
    }).encode()  # fmt: skip
    assert post(body, wp_webhooks(body) | {"X-WP-Webhook-Name": "post_update"}).code == "accepted"
    CLOCK.now = NOW + timedelta(days=days)
    forget(before=CLOCK.now - KEEP)
    assert post(body, wp_webhooks(body) | {"X-WP-Webhook-Name": name}).status == 200
    assert Article.objects.get().status == "live"
    gone = body.replace(b'"publish"', b'"trash"')
    assert post(gone, wp_webhooks(gone)).code == "accepted"
    assert Article.objects.get().status == "withdrawn"


def test_a_signed_id_is_taken_once_whatever_came_between() -> None:
    channel_with()
    for number, body in enumerate([KILL, said("article.published", modified="2021-07-16T11:00:00Z"), KILL]):
        assert post(body, standard(body, webhook_id=f"m{number % 2}")).status == (200 if number == 2 else 202)
    assert Article.objects.get().status == "live"
