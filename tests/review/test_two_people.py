"""Two people on one flag: nothing is lost, and both are told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from annotations.flags import decisions, triage
from annotations.models.decision import Decision
from annotations.models.flag import Flag
from annotations.models.told import Told
from tests.newsroom_app.desk import OWING
from tests.review.desk import Newsroom, newsroom

pytestmark = pytest.mark.django_db
DISMISSAL = {"reason": "wrong_entity", "note": "A football club of that name.", "scope": "article"}


@pytest.fixture
def desk() -> Newsroom:
    made = newsroom()
    made.person("anna")
    made.person("boris")
    made.send(OWING, language="en")
    return made


def at(flag: Flag, page: str = "change") -> str:
    return f"/admin/annotations/flag/{flag.pk}/{page}/"


def read(client: Client, flag: Flag) -> str:
    return client.get(at(flag)).content.decode()


def decide(client: Client, flag: Flag, deed: str, version: int, **sent: Any) -> Any:
    return client.post(at(flag, deed), {"version": version, **sent})


def test_who_comes_second_sees_what_the_first_did_and_keeps_what_was_typed(desk: Newsroom) -> None:
    anna, boris, flag = desk.client("anna"), desk.client("boris"), desk.flag()
    decide(anna, flag, "dismiss", flag.version, **DISMISSAL)
    said = decide(boris, flag, "waive", flag.version, days="3", note="Legal looks at it on Monday.")
    page = said.content.decode()
    assert said.status_code == 409
    assert "anna was faster: dismissed: somebody else is meant" in page
    assert "A football club of that name." in page
    assert "Legal looks at it on Monday." in page
    flag.refresh_from_db()
    assert flag.reason == "false_positive"


def test_who_came_first_is_told_once_what_the_second_wanted(desk: Newsroom) -> None:
    anna, boris, flag = desk.client("anna"), desk.client("boris"), desk.flag()
    decide(anna, flag, "dismiss", flag.version, **DISMISSAL)
    decide(boris, flag, "waive", flag.version, days="3", note="Legal looks at it on Monday.")
    told = anna.get("/admin/annotations/flag/").content.decode()
    assert f"Boris tried “Waive until” on F-{flag.pk} after your change; yours stands." in told
    assert "Legal looks at it on Monday." in told
    assert "tried" not in anna.get("/admin/annotations/flag/").content.decode()
    assert not Told.objects.filter(told_at=None).exists()


def test_a_form_that_was_open_while_the_text_changed_is_shown_again(desk: Newsroom) -> None:
    anna, flag = desk.client("anna"), desk.flag()
    seen = flag.version
    desk.send(OWING.replace("Wednesday", "Thursday") + " The Northern Pact was there too.", language="en")
    said = decide(anna, flag, "dismiss", seen, **DISMISSAL)
    assert said.status_code == 409
    assert "A football club of that name." in said.content.decode()
    flag.refresh_from_db()
    again = decide(anna, flag, "dismiss", flag.version, **DISMISSAL)
    assert again.status_code == 302


def test_a_claim_that_ran_out_is_taken_over_and_its_owner_told(desk: Newsroom) -> None:
    flag, now = desk.flag(), timezone.now()
    triage.claim(flag, by=desk.people["anna"], at=now - timedelta(minutes=31))
    page = read(desk.client("boris"), flag)
    assert "the claim of anna has ended" in page
    flag.refresh_from_db()
    decide(desk.client("boris"), flag, "claim", flag.version)
    flag.refresh_from_db()
    assert flag.assignee == desk.people["boris"]
    assert f"Your claim of F-{flag.pk} had run out; boris has claimed it." in desk.client("anna").get(at(flag)).content.decode()


def test_a_claim_that_holds_is_not_taken_over(desk: Newsroom) -> None:
    flag = desk.flag()
    triage.claim(flag, by=desk.people["anna"], at=timezone.now())
    said = desk.client("boris").post(at(flag, "claim"), {"version": flag.version}, follow=True)
    assert "Anna has claimed it" in said.content.decode()
    assert "Claim<" not in read(desk.client("boris"), flag)


def test_undo_leaves_what_another_has_changed_and_tells_both(desk: Newsroom) -> None:
    anna, flag = desk.client("anna"), desk.flag()
    decide(anna, flag, "dismiss", flag.version, **DISMISSAL)
    flag.refresh_from_db()
    decisions.comment(flag, by=desk.people["boris"], note="Agreed: it is the club.")
    said = anna.post("/admin/annotations/flag/undo/", follow=True).content.decode()
    assert f"F-{flag.pk} is left as it is: boris has changed it since" in said
    flag.refresh_from_db()
    assert flag.reason == "false_positive"
    assert f"Anna tried “Undo” on F-{flag.pk}" in desk.client("boris").get(at(flag)).content.decode()


@pytest.mark.parametrize(
    ("deed", "sent", "before", "after"),
    [
        ("dismiss", DISMISSAL, "closed:false_positive", "open:reopened"),
        ("waive", {"days": "3", "note": "Until Friday."}, "open:new", "open:new"),
        ("legal", {}, "open:new", "open:new"),
        ("claim", {}, "open:new", "open:new"),
        ("comment", {"note": "Who is meant?"}, "open:new", "open:new"),
    ],
)
def test_each_deed_is_taken_back(desk: Newsroom, deed: str, sent: dict[str, Any], before: str, after: str) -> None:
    anna, flag = desk.client("anna"), desk.flag()
    decide(anna, flag, deed, flag.version, **sent)
    flag.refresh_from_db()
    assert f"{flag.state}:{flag.reason}" == before
    anna.post("/admin/annotations/flag/undo/")
    flag.refresh_from_db()
    assert (f"{flag.state}:{flag.reason}", flag.waiting_on, flag.assignee) == (after, "", None)
    assert not flag.waivers.filter(state__in=("requested", "active")).exists()
    assert not Decision.objects.filter(flag=flag, undone_at=None).exists()


def test_after_ten_minutes_nothing_is_taken_back(desk: Newsroom) -> None:
    anna, flag = desk.client("anna"), desk.flag()
    decide(anna, flag, "dismiss", flag.version, **DISMISSAL)
    session = anna.session
    session["annotations_undo"] |= {"at": (timezone.now() - timedelta(minutes=11)).isoformat()}
    session.save()
    assert "Undo</button>" not in anna.get("/admin/annotations/flag/").content.decode()
    anna.post("/admin/annotations/flag/undo/")
    flag.refresh_from_db()
    assert flag.reason == "false_positive"


def test_a_second_person_approves_what_the_first_asked_for(desk: Newsroom) -> None:
    flag = desk.flag()
    decide(desk.client("anna"), flag, "waive", flag.version, days="7", note="Cleared by phone.")
    flag.refresh_from_db()
    assert "Approve the waiver" not in read(desk.client("anna"), flag)
    assert "Approve the waiver" in read(desk.client("boris"), flag)
    decide(desk.client("boris"), flag, "approve", flag.version)
    flag.refresh_from_db()
    assert flag.state == "waived"
