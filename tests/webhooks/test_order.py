"""Revisions in any order end in one state; deliveries at the same time make one article and one check."""

from __future__ import annotations

import json
import os
import threading
from itertools import permutations

import pytest
from django.db import connection, transaction

from annotations.models.article import Article
from annotations.models.delivery import Delivery
from annotations.models.job import Job
from annotations.models.revision import Revision
from tests.webhooks.sending import channel_with, envelope, post, standard

FULL = os.environ.get("ANNOTATIONS_FULL") == "1"
KINDS = ("article.submitted", "article.published", "article.published", "article.withdrawn", "article.published")
STORY = [
    envelope(kind, revision=number, headline=f"H{number}", body={"format": "text", "value": f"Text {number}."})
    for number, kind in enumerate(KINDS, 1)
]


def state() -> tuple[object, ...]:
    article = Article.objects.select_related("latest", "live").get()
    assert article.latest is not None
    live = article.live.number if article.live else None
    return article.status, article.headline, article.latest.number, live, Revision.objects.count(), Delivery.objects.count()


@pytest.mark.django_db
def test_all_orders_of_five_revisions_end_in_one_state() -> None:
    channel_with()
    ends = set()
    for order in permutations(range(5)):
        with transaction.atomic():
            for number in order:
                body = STORY[number]
                assert post(body, standard(body, webhook_id=f"m{number}")).status == 202
            ends.add(state())
            transaction.set_rollback(True)
    assert ends == {("live", "H5", 5, 5, 5, 5)}


@pytest.mark.django_db
def test_a_thousand_replays_make_nothing() -> None:
    channel_with()
    first = post(envelope())
    for _ in range(1000 if FULL else 50):
        again = post(envelope())
        assert (again.status, again.body) == (200, first.body)
    assert (Revision.objects.count(), Job.objects.filter(kind="check").count(), Delivery.objects.count()) == (1, 1, 1)


def at_once(bodies: list[bytes], ids: list[str]) -> list[int]:
    """Posts from as many threads, started together; the statuses."""
    statuses: list[int] = []
    barrier = threading.Barrier(len(bodies))

    def one(body: bytes, webhook_id: str) -> None:
        headers = standard(body, webhook_id=webhook_id)
        try:
            barrier.wait()
            statuses.append(post(body, headers).status)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=pair) for pair in zip(bodies, ids, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


needs_postgresql = pytest.mark.skipif(
    "postgres" not in os.environ.get("ANNOTATIONS_TEST_DATABASE", ""), reason="SQLite takes one writer at a time"
)


@needs_postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["article.submitted", "article.liked", "article.withdrawn"])
def test_64_deliveries_of_one_id_at_once_are_one(kind: str) -> None:
    channel_with()
    for number in range(200 if FULL else 3):
        data = {"id": f"r{number}"} | ({"body": {"format": "text", "value": "a"}} if kind == "article.submitted" else {})
        body = json.dumps({"type": kind, "data": data}).encode()
        statuses = at_once([body] * 64, [f"round{number}"] * 64)
        assert sorted(statuses) == [200] * 63 + [202]
        assert Delivery.objects.count() == number + 1
        if kind == "article.submitted":
            assert (Article.objects.count(), Revision.objects.count()) == (number + 1, number + 1)
            assert Job.objects.filter(kind="check").count() == number + 1


@needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_five_revisions_at_once_end_in_one_state() -> None:
    channel_with()
    for number in range(20 if FULL else 4):
        story = [body.replace(b'"a1"', f'"s{number}"'.encode()) for body in STORY]
        statuses = at_once(story * 4, [f"s{number}-{row % 5}" for row in range(20)])
        assert sorted(statuses) == [200] * 15 + [202] * 5
        article = Article.objects.select_related("latest").get(external_id=f"s{number}")
        assert article.latest is not None
        assert (article.status, article.latest.number, article.revisions.count()) == ("live", 5, 5)
