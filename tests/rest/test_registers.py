"""``/registers`` and ``/rules``: what articles are checked against and by, and what a change of it does."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from annotations.intervals import wilson
from annotations.models.api_token import ApiToken
from annotations.models.channel import Channel
from annotations.models.event import Event
from annotations.models.register import Register, Snapshot
from tests.newsroom_app.desk import CLEAN, OWING
from tests.registers.desk import entity
from tests.rest.client import Api, refusal
from tests.rest.people import person
from tests.rest.roles import article

pytestmark = pytest.mark.usefixtures("desk")
NDJSON = {"Content-Type": "application/x-ndjson"}


@pytest.fixture
def editor(wire: Channel, machine: Callable[..., Api]) -> Api:
    """A machine in the name of a person who looks after registers."""
    return machine(wire, person=person("rita", wire, permissions=("add_snapshot", "publish_register")))


def lines(*rows: dict[str, Any]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def test_a_register_is_sent_compared_and_made_live(editor: Api) -> None:
    sent = editor.post("/registers/ru.fsb/snapshots", lines(entity("a", "Alpha Legion"), entity("b", "Beta Legion")), **NDJSON)
    assert (sent.status_code, sent.json()["state"]) == (201, "staged")
    assert sent.json()["difference"] == {"added": 2, "removed": 0, "changed": 0, "ended": 0}
    assert editor.get("/registers/ru.fsb").json()["snapshot"] is None
    first = sent.json()["id"]
    found = editor.get(f"/registers/ru.fsb/diff?after={first}").json()
    assert (found["added"], found["counts"]["added"]) == (["a", "b"], 2)
    assert editor.post(f"/registers/ru.fsb/snapshots/{first}/apply", None).json()["state"] == "live"
    assert editor.get("/registers/ru.fsb").json()["snapshot"] == first
    same = editor.post("/registers/ru.fsb/snapshots", lines(entity("a", "Alpha Legion"), entity("b", "Beta Legion")), **NDJSON)
    assert (same.status_code, same.json()["id"]) == (200, first)


def test_an_older_snapshot_is_made_live_again(editor: Api) -> None:
    ids = []
    for name in ("Alpha Legion", "Alpha Column"):
        ids.append(editor.post("/registers/ru/snapshots", lines(entity("a", name)), **NDJSON).json()["id"])
        editor.post(f"/registers/ru/snapshots/{ids[-1]}/apply", None)
    assert editor.post(f"/registers/ru/snapshots/{ids[0]}/apply", None).status_code == 200
    assert [row["state"] for row in editor.get("/registers/ru/snapshots").json()["results"]] == ["superseded", "live"]


def test_a_register_is_taken_whole_or_not_at_all(api: Api) -> None:
    said = api.post("/registers/ru/snapshots", lines(entity("a", "Alpha Legion")) + b'{"id": 7}\nno json\n', **NDJSON)
    assert refusal(said) == (422, "register_refused")
    assert {row["pointer"].split("/")[0] for row in said.json()["errors"]} == {"line 2", "line 3"}
    assert not Register.objects.filter(name="ru").exists()
    assert refusal(api.post("/registers/ru/snapshots", b"", **NDJSON)) == (400, "body_empty")
    assert refusal(api.post("/registers/ru/snapshots", b"{}")) == (415, "unsupported_media_type")


def test_a_register_that_shrinks_is_refused(editor: Api) -> None:
    many = [entity(f"e{number}", f"Legion {chr(65 + number)}{chr(97 + number)}x") for number in range(10)]
    first = editor.post("/registers/ru/snapshots", lines(*many), **NDJSON).json()["id"]
    editor.post(f"/registers/ru/snapshots/{first}/apply", None)
    said = editor.post("/registers/ru/snapshots", lines(*many[:5]), **NDJSON)
    assert refusal(said) == (409, "register_shrunk")
    assert "allow_shrink 50" in said.json()["detail"]
    assert Snapshot.objects.filter(register__name="ru").count() == 1
    assert editor.post("/registers/ru/snapshots?allow_shrink=50", lines(*many[:5]), **NDJSON).status_code == 201


def test_a_machine_of_no_person_stages_and_makes_nothing_live(api: Api, editor: Api) -> None:
    many = [entity(f"e{number}", f"Legion {chr(65 + number)}{chr(97 + number)}x") for number in range(10)]
    first = api.post("/registers/ru/snapshots", lines(*many), **NDJSON)
    assert first.status_code == 201
    apply = f"/registers/ru/snapshots/{first.json()['id']}/apply"
    assert refusal(api.post(apply, None)) == (403, "person_required")
    emptied = api.post("/registers/ru/snapshots?allow_shrink=100", lines(many[0]), **NDJSON)
    assert refusal(emptied) == (403, "person_required")
    assert editor.post(apply, None).status_code == 200
    assert Snapshot.objects.filter(register__name="ru").count() == 1


def test_a_machine_does_to_registers_only_what_its_person_may(wire: Channel, machine: Callable[..., Api]) -> None:
    weak = machine(wire, person=person("weak", wire, permissions=("view_article", "view_register")))
    said = weak.post("/registers/samples/snapshots", lines(entity("a", "Alpha Legion")), **NDJSON)
    assert (refusal(said), said.json()["missing"]) == ((403, "permission_denied"), "annotations.add_snapshot")
    live = Register.objects.get(name="samples").live
    assert live is not None
    said = weak.post(f"/registers/samples/snapshots/{live.pk}/apply", None)
    assert (refusal(said), said.json()["missing"]) == ((403, "permission_denied"), "annotations.publish_register")


def test_the_audit_trail_names_person_and_token(editor: Api) -> None:
    sent = editor.post("/registers/ru/snapshots", lines(entity("a", "Alpha Legion")), **NDJSON).json()["id"]
    editor.post(f"/registers/ru/snapshots/{sent}/apply", None)
    token = ApiToken.objects.get()
    events = Event.objects.filter(channel=None).order_by("sequence")
    assert [(row.kind, row.actor_name, row.data["snapshot"]) for row in events] == [
        ("register.sent", "rita", sent), ("register.live", "rita", sent)
    ]
    assert all(row.data["token"] == {"id": token.pk, "name": token.name} for row in events)


def test_rules_are_listed_with_their_basis(api: Api) -> None:
    found = api.get("/rules").json()["results"]
    assert [row["id"] for row in found] == sorted(row["id"] for row in found)
    assert all(row["basis"] and row["title"] for row in found)
    page = api.get("/rules?page_size=2").json()
    assert api.get(page["next"]).json()["results"][0]["id"] == found[2]["id"]
    assert refusal(api.get("/rules/no.such.rule")) == (404, "not_found")


def test_the_impact_of_a_rule_is_worked_out_on_a_sample(api: Api, django_capture_on_commit_callbacks: Any) -> None:
    for number in range(6):
        text = OWING if number < 2 else CLEAN
        api.put(f"/articles/a{number}", article(text) | {"id": f"a{number}"})
    with django_capture_on_commit_callbacks(execute=True):
        said = api.post("/rules/ru.designation.notice/impact", {"sample": 50})
    assert said.status_code == 202
    run = api.get(said["Location"]).json()
    assert run["state"] == "done"
    found = run["result"]
    assert (found["in_scope"], found["checked"], found["found"], found["outcomes"]) == (6, 6, 2, {"missing": 2})
    estimate = found["estimate"]
    assert estimate["low"] <= estimate["articles"] == 2 <= estimate["high"] <= 6
    before = api.get("/flags").json()
    with django_capture_on_commit_callbacks(execute=True):
        api.post("/rules/ru.designation.notice/impact", {})
    assert api.get("/flags").json() == before


def test_an_interval_holds_what_is_possible() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    low, high = wilson(20, 100)
    assert (round(low, 3), round(high, 3)) == (0.133, 0.289)
    assert wilson(0, 50)[0] == 0.0
    assert wilson(50, 50)[1] == 1.0


def test_who_brings_a_snapshot_that_takes_out_does_not_make_it_live(editor: Api) -> None:
    first = editor.post("/registers/ru/snapshots", lines(entity("a", "Alpha Legion"), entity("b", "Beta Legion")), **NDJSON).json()["id"]
    assert editor.post(f"/registers/ru/snapshots/{first}/apply", None).status_code == 200
    fewer = editor.post("/registers/ru/snapshots?allow_shrink=50", lines(entity("a", "Alpha Legion")), **NDJSON).json()["id"]
    assert refusal(editor.post(f"/registers/ru/snapshots/{fewer}/apply", None)) == (403, "second_person")
    assert editor.get("/registers/ru").json()["snapshot"] == first
