"""Articles are received once, in any order, and are never lost."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from annotations.engine.article import Article as Sent
from annotations.engine.words import word_hash
from annotations.intake.receive import Receipt, RevisionConflict, UnreceivableArticle, receive
from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.event import Event
from annotations.models.job import Job
from annotations.models.revision import Revision

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def sent(text: str, **more: Any) -> Sent:
    return Sent.model_validate({"id": "a1", "body": {"format": "text", "value": text}, **more})


def take(text: str, status: str | None = None, **more: Any) -> Receipt:
    channel, _ = Channel.objects.get_or_create(name="desk")
    return receive(sent(text, **more), channel=channel, origin="webhook", at=AT, status=status)


def rows() -> tuple[int, int, int]:
    return Revision.objects.count(), Job.objects.count(), Event.objects.count()


def test_an_article_is_stored_with_its_words_and_a_job_that_checks_it() -> None:
    receipt = take("Ёлка у дома.", headline="Зима", url="https://news.example/1", revision=3)
    assert (receipt.created, receipt.newest) == (True, True)
    article = Article.objects.get()
    assert (article.latest, article.headline, article.status) == (receipt.revision, "Зима", "draft")
    words = np.frombuffer(bytes(Revision.objects.get().word_hashes), dtype="<u8")
    assert word_hash("ёлка") in words
    assert list(words) == sorted(set(words))
    assert Job.objects.values_list("kind", "payload").get() == ("check", {"revision": receipt.revision.pk})


def test_what_was_sent_can_be_read_again() -> None:
    take("Text.", tags=["a"], ai={"generated": True}, revision=1)
    stored = Revision.objects.get()
    assert Sent.model_validate(stored.payload).digest == stored.digest == sent("Text.", tags=["a"], ai={"generated": True}).digest


@pytest.mark.parametrize("more", [{"revision": 1}, {}, {"modified": "2026-11-20T10:00:00Z"}], ids=str)
def test_ten_times_the_same_is_stored_once(more: dict[str, Any]) -> None:
    take("Text.", status="live", **more)
    before = rows()
    receipts = [take("Text.", status="live", **more) for _ in range(10)]
    assert rows() == before
    assert not any(receipt.created for receipt in receipts)
    assert all(receipt.newest for receipt in receipts)


def test_the_same_text_on_another_day_is_a_revision_for_other_rules_may_hold() -> None:
    take("Text.", modified="2026-11-20T10:00:00Z")
    assert not take("Text.", modified="2026-11-20T18:00:00Z").created
    assert take("Text.", modified="2026-11-21T10:00:00Z").created


def test_a_late_repeat_of_an_older_revision_is_known() -> None:
    take("One.", modified="2026-11-20T10:00:00Z")
    take("Two.", modified="2026-11-20T11:00:00Z")
    repeat = take("One.", modified="2026-11-20T10:00:00Z")
    assert (repeat.created, repeat.newest) == (False, False)


def test_a_text_that_comes_back_is_new() -> None:
    take("One.")
    take("Two.")
    assert take("One.").newest
    assert Revision.objects.count() == 3


def test_another_text_under_a_known_number_is_refused_and_nothing_is_written() -> None:
    take("One.", revision=7)
    before = rows()
    with pytest.raises(RevisionConflict, match="revision 7 is stored already"):
        take("Two.", revision=7)
    assert rows() == before


def newest_after(order: tuple[dict[str, Any], ...]) -> tuple[Any, ...]:
    with transaction.atomic():
        for more in order:
            take(**more)
        article = Article.objects.select_related("latest", "live").get()
        assert article.latest is not None
        live = article.live.payload["body"]["value"] if article.live else None
        found = article.latest.payload["body"]["value"], article.headline, article.status, live
        transaction.set_rollback(True)
    return found


NUMBERED = tuple({"text": f"Text {n}.", "headline": f"H{n}", "revision": n} for n in range(1, 6))
DATED = tuple({"text": f"Text {n}.", "headline": f"H{n}", "modified": f"2026-11-2{n}T10:00:00Z"} for n in range(1, 5))


@pytest.mark.parametrize("sent_as", [NUMBERED, DATED], ids=["numbered", "dated"])
def test_all_orders_of_revisions_end_in_one_state(sent_as: tuple[dict[str, Any], ...]) -> None:
    last = sent_as[-1]
    assert {newest_after(order) for order in permutations(sent_as)} == {(last["text"], last["headline"], "draft", None)}


STORY = tuple(row | {"status": status} for row, status in zip(NUMBERED, ("draft", "live", "live", "withdrawn", "draft"), strict=True))


def test_all_orders_of_a_story_that_was_live_and_was_killed_end_in_one_state() -> None:
    assert {newest_after(order) for order in permutations(STORY)} == {("Text 5.", "H5", "draft", None)}
    assert {newest_after(order) for order in permutations(STORY[:4])} == {("Text 4.", "H4", "withdrawn", None)}
    assert {newest_after(order) for order in permutations(STORY[:3])} == {("Text 3.", "H3", "live", "Text 3.")}


def test_the_number_goes_before_the_date_and_arrival_decides_where_nothing_is_said() -> None:
    take("Two.", revision=2, modified="2026-11-20T10:00:00Z")
    assert not take("One.", revision=1, modified="2026-11-21T10:00:00Z").newest
    assert take("Three.").newest


def test_a_bare_date_is_not_older_than_an_hour_of_that_day() -> None:
    take("One.", modified="2026-11-20T10:00:00Z")
    assert take("Two.", modified="2026-11-20").newest
    assert not take("Three.", modified="2026-11-19").newest


def test_a_draft_takes_nothing_off_that_readers_see() -> None:
    live = take("One.", status="live", revision=1)
    take("Two.", status="draft", revision=2)
    article = Article.objects.get()
    assert (article.status, article.live) == ("live", live.revision)


def test_a_kill_of_an_older_revision_that_comes_late_kills_nothing() -> None:
    take("Two.", status="live", revision=2)
    take("One.", status="withdrawn", revision=1)
    assert Article.objects.get().status == "live"


def test_every_change_of_status_is_one_event() -> None:
    for status in ("live", "live", "withdrawn", "withdrawn", "live"):
        take("One.", status=status, revision=1)
    kinds = Event.objects.order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["article.live", "article.withdrawn", "article.live"]


def test_what_is_killed_and_what_comes_back_is_looked_at_again() -> None:
    take("One.", status="live", revision=1)
    for status in ("withdrawn", "live"):
        Job.objects.all().delete()
        take("One.", status=status, revision=1)
        assert Job.objects.filter(kind="check").count() == 1


def test_renditions_and_channels_are_articles_of_their_own() -> None:
    take("One.")
    take("One.", rendition="print")
    other = Channel.objects.create(name="other")
    receive(sent("One."), channel=other, origin="webhook", at=AT)
    assert Article.objects.count() == 3
    with pytest.raises(UnreceivableArticle, match="41 characters"):
        take("One.", rendition="x" * 41)


@pytest.mark.parametrize(
    "more", [{"modified": "0001-01-01T00:00:00+05:00"}, {"extra": {"note": "a\x00b", "n": 1.0}}, {"headline": "H" * 600}], ids=str
)
def test_odd_values_are_kept(more: dict[str, Any]) -> None:
    assert take("One.", **more).created
    assert Article.objects.get().latest is not None


def test_a_text_too_complex_to_be_read_is_stored_without_words_and_queued() -> None:
    receipt = take("<" * 60_000, body={"format": "html", "value": "<b>" * 60_000})
    assert bytes(receipt.revision.word_hashes) == b""
    assert Job.objects.filter(kind="check").count() == 1


def test_nothing_is_kept_of_an_article_whose_transaction_fails() -> None:
    with transaction.atomic():
        take("One.")
        transaction.set_rollback(True)
    assert rows() == (0, 0, 0)


def test_no_query_comes_of_how_many_revisions_there_are() -> None:
    counts = []
    for number in range(1, 40):
        with CaptureQueriesContext(connection) as caught:
            take(f"Text {number}.", revision=number, status="live")
        counts.append(len(caught))
    assert len(set(counts[1:])) == 1
    assert counts[1] <= 20
