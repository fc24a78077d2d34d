"""What went live past the gate is received, checked and flagged by the next run."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.models.article import Article
from annotations.models.event import Event
from annotations.models.flag import Flag
from annotations.past_gate import Reconciled, reconcile
from tests.newsroom_app.desk import CLEAN, NOTICE, OWING, slipped
from tests.newsroom_app.models import Story

pytestmark = [pytest.mark.usefixtures("desk"), pytest.mark.django_db(transaction=True)]


def run(*, batch: int = 500) -> Reconciled:
    return reconcile(at=timezone.now(), batch=batch, settle=0)


def flags(story: Story) -> list[tuple[str, str, str]]:
    """Rule, level and state of each flag of a story."""
    rows = Flag.objects.filter(article__external_id=str(story.pk)).order_by("rule")
    return [(flag.rule, flag.level, flag.state) for flag in rows]


def stored(story: Story) -> Article:
    return Article.objects.get(external_id=str(story.pk))


def test_bulk_create_is_received_checked_and_flagged() -> None:
    story = slipped(OWING)
    result = run()
    assert (result.received, result.flagged, result.failed) == (1, 1, 0)
    assert stored(story).status == "live"
    assert flags(story) == [
        ("gate.published-unchecked", "error", "open"), ("ru.designation.notice", "error", "open"),
    ]


def test_a_text_that_turns_out_clean_is_a_note() -> None:
    story = slipped(CLEAN)
    run()
    assert flags(story) == [("gate.published-unchecked", "note", "open")]


def test_a_blocked_draft_that_is_updated_live() -> None:
    story = Story.objects.create(title="Talks", text=OWING)
    Story.objects.filter(pk=story.pk).update(status="published")
    run()
    assert flags(story) == [
        ("gate.published-despite-block", "error", "open"), ("ru.designation.notice", "error", "open"),
    ]


def test_raw_sql_that_changes_a_live_text() -> None:
    story = Story.objects.create(title="Talks", text=CLEAN, status="published")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE hosted_story SET text = %s WHERE id = %s", [OWING, story.pk])
    run()
    assert flags(story) == [
        ("gate.published-unchecked", "error", "open"), ("ru.designation.notice", "error", "open"),
    ]


def test_a_checked_text_that_may_go_out_is_not_flagged() -> None:
    story = Story.objects.create(title="Talks", text=CLEAN)
    Story.objects.filter(pk=story.pk).update(status="published")
    assert run().received == 1
    assert (stored(story).status, flags(story)) == ("live", [])


def test_a_text_whose_hour_has_come_is_live_without_a_flag(monkeypatch: pytest.MonkeyPatch) -> None:
    hour = timezone.now() + timedelta(hours=1)
    story = Story.objects.create(title="Talks", text=CLEAN, status="published", pub_date=hour)
    assert stored(story).status == "draft"
    assert run().received == 0
    monkeypatch.setattr(timezone, "now", lambda: hour)
    run()
    assert (stored(story).status, flags(story)) == ("live", [])


def test_a_second_run_changes_nothing() -> None:
    slipped(OWING)
    run()
    before = Event.objects.count()
    assert run() == Reconciled(looked_at=1)
    assert Event.objects.count() == before


def test_the_gates_flag_closes_when_a_later_text_has_passed() -> None:
    story = slipped(OWING)
    run()
    story.text = OWING + NOTICE
    story.save()
    assert run().closed == 1
    assert flags(story) == [
        ("gate.published-unchecked", "error", "closed"), ("ru.designation.notice", "error", "closed"),
    ]
    assert Flag.objects.get(rule="gate.published-unchecked").reason == "fixed"


def test_the_gates_flag_opens_again_when_it_happens_again() -> None:
    story = slipped(OWING)
    run()
    story.text = OWING + NOTICE
    story.save()
    run()
    Story.objects.filter(pk=story.pk).update(text=OWING + NOTICE + " They left.")
    run()
    flag = Flag.objects.get(rule="gate.published-unchecked")
    assert (flag.state, flag.reason, flag.level) == ("open", "reopened", "note")


def test_what_is_deleted_past_the_hooks_is_withdrawn() -> None:
    story = slipped(OWING)
    run()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM hosted_story WHERE id = %s", [story.pk])
    result = run()
    assert (result.withdrawn, result.closed) == (1, 1)
    assert stored(story).status == "withdrawn"
    assert ("gate.published-unchecked", "error", "closed") in flags(story)


def test_one_text_that_cannot_be_read_does_not_keep_the_others() -> None:
    broken, story = slipped("Text.", country="Russia"), slipped(OWING)
    result = run()
    assert (result.received, result.failed) == (1, 1)
    assert flags(story)
    assert not flags(broken)


def test_all_batches_are_looked_at_and_a_batch_costs_the_same_queries() -> None:
    for _ in range(7):
        slipped(CLEAN)
    assert run(batch=2).received == 7
    with CaptureQueriesContext(connection) as wide:
        assert run(batch=10).looked_at == 7
    with CaptureQueriesContext(connection) as narrow:
        assert run(batch=4).looked_at == 7
    assert len(wide) < 16
    assert len(narrow) < len(wide) + 8
