"""A signed article is stored, then accepted; the same again is answered the same."""

from __future__ import annotations

import pytest

from annotations.models.article import Article
from annotations.models.check import Check
from annotations.models.delivery import Delivery
from annotations.models.revision import Revision
from tests.webhooks.sending import channel_with, envelope, post, standard

pytestmark = pytest.mark.django_db


def test_an_article_is_stored_and_accepted() -> None:
    channel_with()
    answer = post(envelope(revision=3))
    delivery = Delivery.objects.get()
    assert (answer.status, answer.body) == (202, {
        "status": "accepted", "delivery": str(delivery.pk), "article": "a1", "rendition": "web", "revision": 3,
        "check": "queued", "status_url": f"http://testserver/annotations/deliveries/{delivery.pk}/",
    })  # fmt: skip
    assert Article.objects.get().latest == Revision.objects.get()


def test_the_same_request_again_gets_the_first_answer() -> None:
    channel_with()
    first, again = post(envelope(revision=3)), post(envelope(revision=3))
    assert (again.status, again.body, again.headers["Idempotent-Replayed"]) == (200, first.body, "true")
    assert (Revision.objects.count(), Delivery.objects.count()) == (1, 1)


def test_the_same_id_with_another_body_is_a_conflict() -> None:
    channel_with()
    post(envelope(revision=3))
    answer = post(envelope(revision=4))
    assert (answer.status, answer.code) == (409, "idempotency_conflict")
    assert Revision.objects.count() == 1


def test_nobody_without_the_secret_gets_in() -> None:
    channel_with()
    answer = post(envelope(), standard(envelope(), secret="whsec_" + "A" * 32))
    assert (answer.status, answer.code) == (401, "signature_invalid")
    assert Revision.objects.count() == Delivery.objects.count() == Check.objects.count() == 0
