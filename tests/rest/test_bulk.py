"""``/flags/bulk``: how many, and what happens when others hold the locks."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test import override_settings
from django.utils import timezone

from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.decision import Decision
from annotations.models.flag import Flag
from annotations.models.revision import Revision
from tests.api.rows import flag, received
from tests.rest.client import Api
from tests.rest.locks import wait_for_locks
from tests.rest.people import person
from tests.rest.roles import LEAD, REVIEWER

pytestmark = pytest.mark.django_db
DISMISSED = {"action": "dismiss", "reason": "wrong_entity", "note": "It is the football club."}
TWO = {"BACKEND": "inline", "BULK_DISMISSALS_AN_HOUR": 2}


@pytest.fixture
def rows(wire: Channel) -> list[Flag]:
    return [flag(received(wire, f"a{number}"), level="warning") for number in range(4)]


def many(board: Api, rows: list[Flag], **more: Any) -> Any:
    items = [{"flag": row.pk, "version": row.version} for row in rows]
    return board.post("/flags/bulk", DISMISSED | {"items": items} | more).json()


@override_settings(ANNOTATIONS=TWO)
def test_a_person_dismisses_so_many_an_hour_and_no_more(
    wire: Channel, machine: Callable[..., Api], rows: list[Flag]
) -> None:
    board = machine(wire, person=person("anna", wire, permissions=REVIEWER))
    said = many(board, rows[:3])
    assert [(row["status"], row["code"]) for row in said["results"]] == [(201, None), (201, None), (429, "rate_limited")]
    assert (said["done"], said["refused"]) == (2, 1)
    assert [row["status"] for row in many(board, rows[3:])["results"]] == [429]
    assert [row["status"] for row in many(board, rows[3:], action="claim", reason=None)["results"]] == [201]
    Decision.objects.update(at=timezone.now() - timedelta(minutes=61))
    assert [row["status"] for row in many(board, rows[2:3])["results"]] == [201]


@override_settings(ANNOTATIONS=TWO)
def test_another_person_and_a_lead_are_not_held_up(
    wire: Channel, machine: Callable[..., Api], rows: list[Flag]
) -> None:
    first = machine(wire, person=person("anna", wire, permissions=REVIEWER))
    other = machine(wire, person=person("boris", wire, permissions=REVIEWER))
    lead = machine(wire, person=person("lena", wire, permissions=LEAD))
    assert many(first, rows[:2])["done"] == 2
    assert many(other, rows[2:3])["done"] == 1
    more = [flag(received(rows[0].article.channel, f"b{number}"), level="warning") for number in range(4)]
    assert many(lead, more)["done"] == 4


@pytest.mark.parametrize(("times", "status", "code"), [(1, 201, None), (2, 503, "unavailable")])
def test_a_flag_that_a_deadlock_ends_is_tried_again_and_the_others_are_told(
    wire: Channel, machine: Callable[..., Api], rows: list[Flag], times: int, status: int, code: str | None
) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite knows no deadlock")
    board = machine(wire, person=person("lena", wire, permissions=LEAD))
    with connection.cursor() as cursor:
        # A sequence is not rolled back: it counts the tries.
        cursor.execute(f"""
            CREATE SEQUENCE tries;
            CREATE FUNCTION ended() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF nextval('tries') <= {times} THEN RAISE EXCEPTION 'deadlock detected' USING ERRCODE = '40P01'; END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER ended BEFORE UPDATE ON annotations_flag FOR EACH ROW WHEN (OLD.id = {rows[1].pk})
                EXECUTE FUNCTION ended();
        """)
    said = many(board, rows[:3])
    assert [(row["status"], row["code"]) for row in said["results"]] == [(201, None), (status, code), (201, None)]
    rows[1].refresh_from_db()
    assert rows[1].state == ("closed" if status == 201 else "open")


@pytest.mark.django_db(transaction=True)
def test_two_dismissals_of_one_story_do_not_wait_in_a_circle(wire: Channel, machine: Callable[..., Api]) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory has one writer")
    web = flag(received(wire, "a1"))
    print_ = Article.objects.create(channel=wire, external_id="a1", rendition="print")
    print_.latest = Revision.objects.create(
        article=print_, sequence=1, digest="sha256:p", payload={}, origin=Revision.Origin.HOOK
    )
    print_.save()
    other = flag(print_)
    secret = machine(wire, person=person("lena", wire, permissions=LEAD)).headers["Authorization"].removeprefix("Bearer ")

    def dismissed(row: Flag) -> int:
        try:
            said = Api(secret).post(f"/flags/{row.pk}/decisions", DISMISSED | {"scope": "story"}, If_Match='"v1"')
            return int(said.status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        with transaction.atomic():
            Article.objects.select_for_update(no_key=True).get(pk=web.article_id)
            answers = [pool.submit(dismissed, web)]
            wait_for_locks(1)
            answers.append(pool.submit(dismissed, other))
            wait_for_locks(2)
        assert sorted(answer.result() for answer in answers) == [201, 409]
    assert set(Flag.objects.values_list("state", flat=True)) == {"closed"}
