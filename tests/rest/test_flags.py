"""``/flags``: the queue, and what people decide."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from annotations.models.channel import Channel
from annotations.models.decision import Decision
from annotations.models.event import Event
from annotations.models.flag import Flag
from annotations.models.waiver import Waiver
from tests.api.rows import flag, received
from tests.rest.client import Api, refusal
from tests.rest.people import person
from tests.rest.roles import LEAD, REVIEWER

pytestmark = pytest.mark.django_db
DISMISSED = {"action": "dismiss", "reason": "wrong_entity", "note": "It is the football club."}


@pytest.fixture
def anna(wire: Channel) -> User:
    return person("anna", wire, permissions=LEAD)


@pytest.fixture
def board(wire: Channel, machine: Callable[..., Api], anna: User) -> Api:
    """A machine that decides as Anna, who leads."""
    return machine(wire, person=anna)


@pytest.fixture
def raised(wire: Channel) -> Flag:
    return flag(received(wire, "a1"))


def decide(board: Api, raised: Flag, asked: dict[str, Any], **headers: str) -> Any:
    """With the version that the flag is at."""
    tag = board.get(f"/flags/{raised.pk}")["ETag"]
    return board.post(f"/flags/{raised.pk}/decisions", asked, **{"If_Match": tag, **headers})


def test_a_dismissal_closes_a_flag_in_a_persons_name(board: Api, raised: Flag, anna: User) -> None:
    said = decide(board, raised, DISMISSED)
    assert said.status_code == 201
    assert said.json()["flag"]["reason"] == "false_positive"
    assert said["ETag"] == '"v2"'
    (made,) = board.get(f"/flags/{raised.pk}/decisions").json()["results"]
    assert (made["by"], made["reason"], made["id"]) == ("anna", "wrong_entity", said.json()["decision"])
    assert Event.objects.get(flag=raised).actor_name == "anna"


def test_a_machine_of_no_person_decides_nothing(api: Api, raised: Flag) -> None:
    assert refusal(decide(api, raised, DISMISSED)) == (403, "person_required")
    assert refusal(api.patch(f"/flags/{raised.pk}", {"waiting_on": "legal"}, If_Match='"v1"')) == (403, "person_required")
    assert not Decision.objects.exists()


def test_a_machine_decides_only_what_its_person_may(wire: Channel, machine: Callable[..., Api], raised: Flag) -> None:
    weak = machine(wire, person=person("boris", wire, permissions=REVIEWER))
    said = decide(weak, raised, DISMISSED)
    assert refusal(said) == (403, "permission_denied")
    assert "annotations.dismiss_error_flag" in said.json()["detail"]


def test_a_decision_needs_the_version_that_was_seen(board: Api, raised: Flag) -> None:
    decide(board, raised, {"action": "claim"})
    said = board.post(f"/flags/{raised.pk}/decisions", DISMISSED, If_Match='"v1"')
    assert refusal(said) == (412, "precondition_failed")
    assert refusal(board.post(f"/flags/{raised.pk}/decisions", DISMISSED, If_Match="v1")) == (400, "field_invalid")


def test_the_same_key_decides_once_and_answers_alike(board: Api, raised: Flag) -> None:
    first = decide(board, raised, {"action": "comment", "note": "Asked legal."}, Idempotency_Key="k1")
    again = board.post(
        f"/flags/{raised.pk}/decisions", {"action": "comment", "note": "Asked legal."}, If_Match='"v1"', Idempotency_Key="k1"
    )
    assert (first.status_code, again.status_code) == (201, 201)
    assert again["Idempotent-Replayed"] == "true"
    assert again.json() == first.json()
    assert again["ETag"] == first["ETag"]
    assert Decision.objects.count() == 1
    said = decide(board, raised, {"action": "comment", "note": "Another."}, Idempotency_Key="k1")
    assert refusal(said) == (409, "idempotency_conflict")


def test_a_refused_decision_leaves_its_key_free(board: Api, raised: Flag) -> None:
    assert refusal(decide(board, raised, {"action": "comment"}, Idempotency_Key="k1")) == (422, "field_invalid")
    assert decide(board, raised, {"action": "comment", "note": "Now."}, Idempotency_Key="k1").status_code == 201


@pytest.mark.parametrize(
    ("asked", "status", "code", "pointer"),
    [
        ({"action": "dismiss"}, 422, "reason_required", "/reason"),
        ({"action": "dismiss", "reason": "test"}, 422, "field_invalid", "/note"),
        ({"action": "dismiss", "reason": "because"}, 422, "field_invalid", "/reason"),
        ({"action": "waive", "note": "Partner"}, 422, "field_invalid", "/until"),
        ({"action": "waive", "note": "Partner", "until": "2020-01-01T00:00:00Z"}, 422, "field_invalid", "/until"),
        ({"action": "waive", "note": "Partner", "until": 7}, 422, "field_invalid", "/until"),
        ({"action": "waive", "until": "2099-01-01T00:00:00Z"}, 422, "reason_required", "/reason"),
        ({"action": "reopen", "note": "Why not"}, 409, "wrong_state", ""),
        ({"action": "approve"}, 409, "wrong_state", ""),
        ({"action": "settle"}, 409, "wrong_state", ""),
        ({"action": "undo"}, 404, "not_found", ""),
        ({"action": "apply_fix"}, 409, "fix_not_applicable", ""),
        ({"action": "assign", "assignee": "nobody"}, 422, "field_invalid", "/assignee"),
        ({"action": "explode"}, 422, "field_invalid", "/action"),
    ],
)
def test_what_is_lacking_is_told(
    board: Api, raised: Flag, anna: User, asked: dict[str, Any], status: int, code: str, pointer: str
) -> None:
    anna.is_superuser = True
    anna.save()
    said = decide(board, raised, asked)
    assert refusal(said) == (status, code)
    if pointer:
        assert said.json()["errors"][0]["pointer"] == pointer
    raised.refresh_from_db()
    assert (raised.state, raised.version) == ("open", 1)


def test_an_error_is_waived_by_two(board: Api, wire: Channel, raised: Flag, machine: Callable[..., Api]) -> None:
    until = (timezone.now() + timedelta(days=7)).isoformat()
    asked = decide(board, raised, {"action": "waive", "note": "The partner asked for a week.", "until": until})
    assert asked.json()["flag"]["state"] == "open"
    assert Waiver.objects.get().pk == asked.json()["waiver"] == asked.json()["flag"]["waiver"]["id"]
    assert asked.json()["flag"]["waiver"]["requested_by"] == "anna"
    assert refusal(decide(board, raised, {"action": "approve"})) == (403, "second_person")
    again = decide(board, raised, {"action": "waive", "note": "Once more.", "until": until})
    assert refusal(again) == (409, "waiver_exists")
    second = machine(wire, person=person("lev", wire, permissions=LEAD))
    assert decide(second, raised, {"action": "approve"}).json()["flag"]["state"] == "waived"
    assert decide(second, raised, {"action": "revoke"}).json()["flag"]["state"] == "open"


def test_a_dismissal_is_undone_or_the_flag_opened_again(board: Api, raised: Flag) -> None:
    decide(board, raised, DISMISSED)
    assert decide(board, raised, {"action": "undo"}).json()["flag"]["state"] == "open"
    decide(board, raised, DISMISSED)
    said = decide(board, raised, {"action": "reopen", "note": "It was them after all."})
    assert said.json()["flag"]["reason"] == "reopened"


def test_whose_turn_it_is(board: Api, wire: Channel, raised: Flag, machine: Callable[..., Api]) -> None:
    lev = person("lev", wire, permissions=LEAD)
    said = board.patch(f"/flags/{raised.pk}", {"assignee": "lev", "waiting_on": "legal"}, If_Match='"v1"')
    assert (said.json()["assignee"], said.json()["waiting_on"]) == ("lev", "legal")
    assert refusal(decide(board, raised, {"action": "claim"})) == (409, "claimed")
    assert decide(machine(wire, person=lev), raised, {"action": "release"}).json()["flag"]["assignee"] is None
    tag = board.get(f"/flags/{raised.pk}")["ETag"]
    said = board.patch(f"/flags/{raised.pk}", {"waiting_on": "", "assignee": None}, If_Match=tag)
    assert said.json()["waiting_on"] == ""


def test_many_flags_are_decided_each_by_itself(board: Api, wire: Channel, radio: Channel) -> None:
    mine = [flag(received(wire, f"a{number}"), level="warning") for number in range(3)]
    theirs = flag(received(radio, "b1"))
    decide(board, mine[1], DISMISSED)
    items = [{"flag": row.pk, "version": 1} for row in (*mine, theirs)] + [{"flag": 99999, "version": 1}]
    said = board.post("/flags/bulk", DISMISSED | {"items": items})
    assert said.status_code == 200
    assert (said.json()["done"], said.json()["refused"]) == (2, 3)
    assert [(row["status"], row["code"]) for row in said.json()["results"]] == [
        (201, None), (409, "already_resolved"), (201, None), (404, "not_found"), (404, "not_found"),
    ]
    theirs.refresh_from_db()
    assert theirs.state == "open"
    too_many = [{"flag": 1, "version": 1}] * 101
    assert refusal(board.post("/flags/bulk", DISMISSED | {"items": too_many})) == (422, "field_invalid")


def test_the_queue_is_filtered(board: Api, wire: Channel, radio: Channel) -> None:
    one = flag(received(wire, "a1"), "northern-pact", level="error")
    two = flag(received(wire, "a2"), "white-outpost", level="warning", waiting_on="legal")
    flag(received(radio, "b1"))

    def found(query: str) -> list[int]:
        return [row["id"] for row in board.get(f"/flags?{query}").json()["results"]]

    assert found("") == [two.pk, one.pk]
    assert found("ordering=opened_at") == [one.pk, two.pk]
    for query in ("level=error", "article=a1", "subject=northern-pact", "q=PACT", "q=Story+a1"):
        assert found(query) == [one.pk], query
    assert found("waiting_on=legal") == [two.pk]
    assert found("live=true") == []
    assert found("assignee=none&state=open&manual=false&live=false") == [two.pk, one.pk]
    assert found("rule=ru.designation.notice&family=designation&rendition=web&channel=wire") == [two.pk, one.pk]
    assert found("state=closed") == []


@pytest.mark.parametrize("ordering", ["-opened_at", "opened_at", "-id", "id"])
def test_pages_hold_every_flag_once_whatever_comes_meanwhile(board: Api, wire: Channel, ordering: str) -> None:
    at = timezone.now()
    rows = [flag(received(wire, f"a{number}"), opened_at=at - timedelta(hours=number // 3)) for number in range(11)]
    seen: list[int] = []
    further: str | None = f"/flags?page_size=4&ordering={ordering}"
    while further:
        page = board.get(further).json()
        seen += [row["id"] for row in page["results"]]
        if len(seen) == 4 and ordering.startswith("-"):
            flag(received(wire, "late"), opened_at=at + timedelta(hours=1))
        further = page["next"]
    assert len(seen) == len(set(seen)) == 11
    assert set(seen) == {row.pk for row in rows}


def test_a_person_raises_a_flag(wire: Channel, machine: Callable[..., Api], desk: None, anna: User) -> None:
    board = machine(wire, person=anna)
    board.put("/articles/a1", {"id": "a1", "body": {"format": "text", "value": "The mayor opened the bridge."}})
    asked = {"article": "a1", "quote": "opened the bridge", "note": "Legal: is that so?"}
    said = board.post("/flags", asked)
    assert said.status_code == 201
    assert said.json()["manual"] is True
    assert said.json()["finding"]["evidence"][0]["exact"] == "opened the bridge"
    assert refusal(board.post("/flags", asked | {"quote": "closed the bridge"})) == (422, "field_invalid")
    assert refusal(board.post("/flags", asked | {"article": "a9"})) == (404, "not_found")
