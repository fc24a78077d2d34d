"""The verbs that keep the desk running: ``worker``, ``reconcile``, ``recheck``, ``audit``."""

from __future__ import annotations

import json

import pytest
from django.db import connections, transaction
from django.utils import timezone

from annotations import events
from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.event import ChainHead
from annotations.models.job import Job
from tests.api.rows import received
from tests.management.run import Runner
from tests.newsroom_app.desk import OWING, live_register, slipped

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _open_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command closes its connection at its end; the test's transaction goes on in it."""
    monkeypatch.setattr(connections, "close_all", lambda: None)


@pytest.fixture
def channel() -> Channel:
    return Channel.objects.create(name="wire")


def recorded(channel: Channel, count: int) -> None:
    with transaction.atomic():
        for _ in range(count):
            events.record("noted", channel=channel)


def test_a_trail_as_it_was_written_is_verified(annotations: Runner, channel: Channel) -> None:
    recorded(channel, 3)
    assert annotations("audit", "verify") == (0, "3 events in 1 chains: 0 breaks\n", "")


def test_a_trail_whose_end_is_not_what_was_noted_is_told(annotations: Runner, channel: Channel) -> None:
    recorded(channel, 2)
    ChainHead.objects.filter(channel=channel).update(sequence=5)
    ended = annotations("audit", "verify", "--channel", "wire")
    assert ended.status == 1
    assert ended.out == "wire 2: 3 event(s) after this one are missing\n"


def test_heads_are_for_keeping_elsewhere(annotations: Runner, channel: Channel) -> None:
    recorded(channel, 2)
    row = json.loads(annotations("audit", "heads").out)
    assert (row["chain"], row["events"], len(row["hash"])) == ("wire", 2, 64)


def test_a_channel_that_is_not_there_is_told_with_the_nearest(annotations: Runner, channel: Channel) -> None:
    ended = annotations("audit", "verify", "--channel", "wier")
    assert ended.status == 2
    assert "no channel" in ended.err
    assert "wire" in ended.err


def test_articles_are_queued_to_be_checked_again(annotations: Runner, channel: Channel) -> None:
    article = received(channel, "1")
    received(channel, "2")
    Article.objects.filter(pk=article.pk).update(unchecked="over_budget")
    assert annotations("recheck", "--unchecked").err == "1 articles are queued\n"
    assert annotations("recheck", "--channel", "wire").err == "2 articles are queued\n"
    assert annotations("recheck", "--channel", "wire", "--id", "2").err == "1 articles are queued\n"
    assert Job.objects.filter(kind="check").count() == 2


def test_recheck_asks_which(annotations: Runner) -> None:
    assert annotations("recheck") == (2, "", "error: say which: --channel NAME, --unchecked, --id ID, or --all\n")


def test_dead_jobs_are_listed_and_revived(annotations: Runner) -> None:
    Job.objects.create(
        kind="check", dedupe="revision:7", state=Job.State.DEAD, run_after=timezone.now(), done_at=timezone.now(),
        last_error="engine_failed: boom",
    )
    ended = annotations("worker", "--dead")
    assert ended.status == 1
    assert ended.out.endswith("check revision:7: engine_failed: boom\n")
    assert annotations("worker", "--revive").err == "1 jobs are queued anew\n"
    assert annotations("worker", "--dead").status == 0


def test_a_worker_ends_when_nothing_is_due(annotations: Runner) -> None:
    assert annotations("worker", "--once") == (0, "", "0 jobs done\n")
    assert annotations("worker", "--once", "--max-jobs", "none").status == 2


def test_what_went_live_past_the_gate_is_found(annotations: Runner) -> None:
    live_register()
    slipped(OWING)
    first = annotations("reconcile")
    assert (first.status, first.out) == (0, "")
    assert first.err.startswith("1 live, 1 received, ")
    assert annotations("reconcile").err.startswith("1 live, 0 received, 0 flagged")


def test_a_backend_is_told_by_hand(annotations: Runner) -> None:
    assert annotations("worker", "--tell", "inline") == (0, "", "")
    assert annotations("worker", "--tell", "cron").status == 2
