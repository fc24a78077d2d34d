"""The queue: whose turn it is, in which order, how much of it, and many flags at once."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.models.channel import Channel
from annotations.models.flag import Flag
from annotations.models.member import ChannelMember
from annotations.models.register import Register
from annotations.models.source import SourceRecord
from annotations.review.queue import counting
from annotations.review.queue.following import next_flag
from tests.api.rows import flag as made_flag
from tests.api.rows import received
from tests.newsroom_app.desk import CLEAN, OWING
from tests.review.desk import Newsroom, busy, newsroom

pytestmark = pytest.mark.django_db
QUEUE = "/admin/annotations/flag/"


@pytest.fixture
def desk() -> Newsroom:
    return busy()


def shown(client: Client, query: str = "", *, of: str = "flag") -> Any:
    answer = client.get(f"/admin/annotations/{of}/{query}")
    assert answer.status_code == 200
    return answer


def listed(client: Client, query: str = "") -> list[str]:
    """Which articles' flags are listed, in order."""
    groups = shown(client, query).context_data["groups"]
    return [row.flag.article.external_id for group in groups for row in group.rows]


def test_what_readers_see_comes_first_and_the_oldest_of_it_before_the_rest(desk: Newsroom) -> None:
    page = shown(desk.client("anna"), "?view=open")
    bands = [(str(group.band.label), [row.flag.article.external_id for row in group.rows]) for group in page.context_data["groups"]]
    assert [name for name, _ in bands] == ["Now", "Today"]
    assert bands[0][1] == ["a3", "a1"]
    assert "Now: readers see it, and it is an error." in page.content.decode()


@pytest.mark.parametrize(
    ("view", "there", "not_there"),
    [
        ("mine", {"a1", "a3"}, {"a4"}), ("legal", {"a4"}, {"a1", "a2", "a3"}), ("live", {"a1", "a3"}, {"a2", "a4"}),
        ("waivers", {"a2"}, {"a1", "a3"}), ("open", {"a1", "a2", "a3", "a4"}, set()), ("reopened", set(), {"a1"}),
        ("nonsense", {"a1", "a3"}, {"a4"}),
    ],
)  # fmt: skip
def test_each_view_shows_whose_turn_it_is(desk: Newsroom, view: str, there: set[str], not_there: set[str]) -> None:
    found = set(listed(desk.client("anna"), f"?view={view}"))
    assert there <= found
    assert not not_there & found


def test_an_article_that_goes_live_brings_its_flags_up(desk: Newsroom) -> None:
    flag = desk.flag(article__external_id="a4")
    assert flag.urgency == Flag.Urgency.TODAY
    desk.send(OWING, "a4", status="live", language="en", modified="2023-05-19")
    flag.refresh_from_db()
    assert flag.urgency == Flag.Urgency.NOW


@pytest.mark.parametrize("asked", ["Outpost", "outpost meets", "F-{pk}", "{pk}"])
def test_a_flag_is_found_by_words_and_by_its_number(desk: Newsroom, asked: str) -> None:
    flag = desk.flag(article__external_id="a2")
    query = asked.format(pk=flag.pk)
    assert "a2" in listed(desk.client("anna"), f"?view=open&q={query}")
    assert "a3" not in listed(desk.client("anna"), f"?view=open&q={query}")


def test_russian_words_are_found(desk: Newsroom) -> None:
    assert set(listed(desk.client("anna"), "?view=open&q=Переговоры")) == {"a3"}


@pytest.mark.parametrize("filtered", ["level=error", "live=yes", "law=ru", "rendition=web", "age=day", "certainty=sure", "waiting=legal", "level=nonsense", "age=%00", "language=ru", "section=%00", "source=nobody"])
def test_filters_take_away_and_break_nothing(desk: Newsroom, filtered: str) -> None:
    found = listed(desk.client("anna"), f"?view=open&{filtered}")
    assert set(found) <= set(listed(desk.client("anna"), "?view=open"))


def test_by_language_section_and_source(desk: Newsroom) -> None:
    SourceRecord.objects.create(name="meridian", payload={"id": "meridian", "name": "Meridian"})
    SourceRecord.objects.create(name="gone", payload={"id": "gone", "name": "Gone"}, is_active=False)
    desk.send(OWING, "b1", section="Sport", source={"id": "meridian", "name": "Meridian"})
    client = desk.client("anna")
    assert set(listed(client, "?view=open&language=ru")) == {"a3"}
    assert set(listed(client, "?view=open&language=en")) >= {"a1", "b1"}  # stated of the one, found of the other
    assert set(listed(client, "?view=open&section=Sport")) == set(listed(client, "?view=open&source=meridian")) == {"b1"}
    page = shown(client, "?view=open&section=%22%3E%3Cb%3E").content.decode()
    assert 'value="&quot;&gt;&lt;b&gt;"' in page
    assert "meridian</option>" in page
    assert "gone</option>" not in page


def test_counting_stops_where_nobody_pages(desk: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST", 3)
    page = shown(desk.client("anna"), "?view=open").content.decode()
    assert "filter to count them" in page


def test_a_member_is_answered_with_eight_queries_however_many_flags_there_are(desk: Newsroom) -> None:
    client = desk.client("anna")
    counts = []
    for more in (0, 12):
        for number in range(more):
            made_flag(received(desk.wire, f"b{number}"), subject=f"s{number}")
        with CaptureQueriesContext(connection) as captured:
            shown(client)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 8


def test_many_are_dismissed_after_it_is_said_what_will_come_of_it_and_taken_back_at_once(desk: Newsroom) -> None:
    client = desk.client("anna")
    chosen = [f"{flag.pk}:{flag.version}" for flag in Flag.objects.filter(article__channel=desk.wire)]
    sent = {"flag": [*chosen, "999999:1"], "deed": "dismiss", "query": "view=open"}
    preview = client.post(f"{QUEUE}bulk/", sent).content.decode()
    assert "5 of 5 will change" in preview
    assert "1 of them is no longer there" in preview
    assert not Flag.objects.filter(state="closed").exists()
    client.post(f"{QUEUE}bulk/", sent | {"confirmed": "1", "reason": "test", "note": "Only a try of the wire.", "scope": "article"})
    assert Flag.objects.filter(reason="not_applicable").count() == 5
    client.post(f"{QUEUE}undo/")
    assert not Flag.objects.filter(state="closed").exists()


def test_what_cannot_change_is_left_and_it_is_said_why(desk: Newsroom) -> None:
    client, rows = desk.client("anna"), Flag.objects.filter(article__channel=desk.wire)
    stale = [f"{flag.pk}:{flag.version + (flag.article.external_id == 'a1')}" for flag in rows.select_related("article")]
    sent = {"flag": stale, "deed": "claim", "query": "view=open", "confirmed": "1"}
    page = client.post(f"{QUEUE}bulk/", sent, follow=True).content.decode()
    assert "somebody has changed it since the list was made" in page
    assert "boris has claimed it" in page
    assert "3 flags: Claimed for half an hour." in page


def test_all_that_a_view_shows_can_be_chosen_without_ticking_each(desk: Newsroom) -> None:
    sent = {"all": "1", "deed": "legal", "query": "view=live", "confirmed": "1", "note": ""}
    answer = desk.client("anna").post(f"{QUEUE}bulk/", sent)
    assert answer.headers["Location"] == f"{QUEUE}?view=live"
    assert set(Flag.objects.filter(waiting_on="legal").values_list("article__external_id", flat=True)) == {"a1", "a3", "a4"}


def test_the_bulk_of_dismissals_is_limited_by_the_hour(desk: Newsroom, settings: Any) -> None:
    settings.ANNOTATIONS = {"BACKEND": "inline", "BULK_DISMISSALS_AN_HOUR": 1}
    reviewer = desk.person("rita", "view_flag", "dismiss_flag")
    Flag.objects.update(level="warning")
    chosen = [f"{flag.pk}:{flag.version}" for flag in Flag.objects.filter(article__external_id__in=("a1", "a3"))]
    desk.people["rita"] = reviewer
    sent = {"flag": chosen, "deed": "dismiss", "confirmed": "1", "reason": "test", "note": "", "scope": "article"}
    page = desk.client("rita").post(f"{QUEUE}bulk/", sent, follow=True).content.decode()
    assert Flag.objects.filter(state="closed").count() == 1
    assert "You have dismissed 1 flags within an hour" in page


def test_an_empty_queue_says_why_and_what_comes_next() -> None:
    made = newsroom()
    made.person("anna")
    assert "No article has been checked yet." in shown(made.client("anna")).content.decode()
    made.send(CLEAN, language="en")
    page = shown(made.client("anna")).content.decode()
    assert "Nothing needs you." in page
    assert "1 article checked in the last 24 hours, 0 flags closed." in page
    made.send(OWING, "a9", language="en")
    assert "No flag fits these filters." in shown(made.client("anna"), "?q=zeppelin").content.decode()


def test_registers_that_are_too_old_and_articles_that_went_out_unchecked_are_told(desk: Newsroom) -> None:
    Register.objects.update(max_age_hours=24, title="List of the ministry")
    register = Register.objects.select_related("live").get()
    assert register.live is not None
    register.live.retrieved_at = timezone.now() - timedelta(days=9)
    register.live.save()
    desk.wire.articles.filter(external_id="a1").update(unchecked="engine_failed")
    page = shown(desk.client("anna")).content.decode()
    assert "The register List of the ministry is 1 week, 2 days old" in page.replace("\xa0", " ")
    assert "1 article that readers see could not be checked." in page


def test_the_next_flag_is_the_next_of_the_queue_and_after_the_last_the_first(desk: Newsroom) -> None:
    anna, now = desk.people["anna"], timezone.now()
    order = [desk.flag(article__external_id=name) for name in ("a3", "a1")]
    assert next_flag(anna, after=None, at=now) == order[0]
    assert next_flag(anna, after=order[0], at=now) == order[1]
    last = Flag.objects.order_by("urgency", "opened_at", "id").last()
    assert next_flag(anna, after=last, at=now) == order[0]


def test_another_channels_flags_are_neither_listed_nor_counted(desk: Newsroom) -> None:
    stranger = desk.person("olga", channels=(Channel.objects.create(name="radio"),))
    assert ChannelMember.objects.filter(user=stranger).count() == 1
    page = shown(desk.client("olga"), "?view=open")
    assert page.context_data["strip"].total == 0
    assert not page.context_data["groups"]


def test_exports_hold_what_the_view_shows_and_nothing_that_a_spreadsheet_runs(desk: Newsroom) -> None:
    Flag.objects.filter(article__external_id="a1").update(message='=cmd|"/C calc"!A0')
    client = desk.client("anna")
    rows = list(csv.DictReader(io.StringIO(client.get(f"{QUEUE}export.csv?view=live").content.decode())))
    assert {row["article"] for row in rows} == {"a1", "a3"}
    assert "'=cmd|\"/C calc\"!A0" in {row["message"] for row in rows}
    told = client.get(f"{QUEUE}export.json?view=live").json()["flags"]
    assert '=cmd|"/C calc"!A0' in {row["message"] for row in told}


def test_who_lacks_the_permission_is_told_its_name(desk: Newsroom) -> None:
    desk.person("nora", "view_article")
    answer = desk.client("nora").get(QUEUE)
    assert answer.status_code == 403
    assert "annotations.view_flag" in answer.content.decode()
