"""The first text of an article, stored at one go: the same rows as in the usual way, or none."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.forms.models import model_to_dict

from annotations.engine.article import Article as ArticleValue
from annotations.intake.first import receive_first
from annotations.intake.receive import UnreceivableArticle, receive
from annotations.jobs.worker import Worker
from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.delivery import Delivery
from annotations.models.job import Job
from annotations.models.revision import Revision

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="elsewhere all goes the usual way")


@pytest.fixture(autouse=True)
def _worker(settings: Any) -> None:
    settings.ANNOTATIONS = {"BACKEND": "worker"}


def value(**more: Any) -> ArticleValue:
    sent = {"id": "a1", "headline": "Ferry \U0001f6f3 back", "body": {"format": "text", "value": "The “ferry” runs."}}
    return ArticleValue.model_validate(sent | more)


def delivery(channel: Channel, webhook_id: str = "msg_1") -> Delivery:
    return Delivery(
        pk=uuid4(), channel=channel, webhook_id=webhook_id, digest="d" * 64, outcome="accepted", answer={"a": ["б", 1]},
        received_at=AT,
    )


def stored() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Article, Revision, Job, Delivery))


def rows(channel: Channel) -> list[dict[str, Any]]:
    """All that is stored of a channel's only article, without keys and words."""
    article = Article.objects.get(channel=channel)
    revision = article.revisions.get()
    assert article.latest == revision
    job = Job.objects.get(kind="check", dedupe=f"revision:{revision.pk}")
    assert job.payload == {"revision": revision.pk}
    left_out = ["id", "channel", "article", "latest", "dedupe", "payload", "word_hashes"]
    return [model_to_dict(row, exclude=left_out) for row in (article, revision, job)] + [revision.payload]


@on_postgresql
@pytest.mark.parametrize(
    "more",
    [
        {}, {"revision": 1}, {"revision": 0, "rendition": "print", "url": "https://news.example/a"},
        {"modified": "2026-11-21T10:00:00+03:00", "headline": "x" * 700},
    ],
    ids=str,
)  # fmt: skip
def test_the_rows_are_those_of_the_usual_way(more: dict[str, Any]) -> None:
    one, other = Channel.objects.create(name="one"), Channel.objects.create(name="other")
    receive(value(**more), channel=one, origin="webhook", at=AT)
    sent = delivery(other)
    key = receive_first(value(**more), channel=other, origin="webhook", at=AT, beside=sent)
    assert rows(other) == rows(one)
    kept = Delivery.objects.get()
    assert (kept.pk, kept.revision_id, kept.answer, kept.received_at) == (sent.pk, key, {"a": ["б", 1]}, AT)


@on_postgresql
def test_the_words_of_the_text_come_with_its_check() -> None:
    one, other = Channel.objects.create(name="one"), Channel.objects.create(name="other")
    receive(value(), channel=one, origin="webhook", at=AT)
    receive_first(value(), channel=other, origin="webhook", at=AT, beside=delivery(other))
    assert bytes(Revision.objects.get(article__channel=other).word_hashes) == b""
    Worker(by="test", clock=lambda: AT).drain()
    known = {bytes(words) for words in Revision.objects.values_list("word_hashes", flat=True)}
    assert len(known) == 1
    assert known != {b""}


@on_postgresql
def test_nothing_is_stored_of_an_article_that_is_known() -> None:
    channel = Channel.objects.create(name="desk")
    receive(value(), channel=channel, origin="webhook", at=AT)
    before = stored()
    assert receive_first(value(revision=2), channel=channel, origin="webhook", at=AT, beside=delivery(channel)) is None
    assert stored() == before


@on_postgresql
def test_nothing_is_stored_when_the_row_beside_it_is_there_already() -> None:
    channel = Channel.objects.create(name="desk")
    receive_first(value(), channel=channel, origin="webhook", at=AT, beside=delivery(channel))
    before = stored()
    with pytest.raises(IntegrityError):
        receive_first(value(id="a2"), channel=channel, origin="webhook", at=AT, beside=delivery(channel))
    assert stored() == before


@on_postgresql
def test_what_cannot_be_kept_is_left_to_the_usual_way() -> None:
    channel, long = Channel.objects.create(name="desk"), value(rendition="r" * 41)
    assert receive_first(long, channel=channel, origin="webhook", at=AT, beside=delivery(channel)) is None
    with pytest.raises(UnreceivableArticle):
        receive(long, channel=channel, origin="webhook", at=AT)


@pytest.mark.skipif(connection.vendor == "postgresql", reason="PostgreSQL stores it at one go")
def test_another_database_leaves_it_to_the_usual_way() -> None:
    channel = Channel.objects.create(name="desk")
    assert receive_first(value(), channel=channel, origin="webhook", at=AT, beside=delivery(channel)) is None
    assert stored() == (0, 0, 0, 0)
