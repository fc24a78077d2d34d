"""What people decide is told as the check was: a verdict that has changed goes out again."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from annotations.flags import decisions, waivers
from annotations.models.callback import Callback
from annotations.models.outgoing import Outgoing
from tests.delivery.desk import callback
from tests.flags.desk import LEGION, PACT, Desk

WHY = "Это название картины, а не организация."


@pytest.fixture
def desk(tmp_path: Path, db: None) -> Desk:
    desk = Desk(tmp_path).open()
    callback("https://cms.example/verdicts", on=desk.channel)
    return desk


def told() -> list[tuple[str, int]]:
    """Decision, and how many findings are said to be set aside, of each message in order."""
    bodies = [json.loads(row.body)["data"] for row in Outgoing.objects.order_by("id")]
    return [(data["decision"], len(data["set_aside"])) for data in bodies]


def test_a_dismissal_and_its_undoing_are_told(desk: Desk) -> None:
    desk.send(PACT)
    made = decisions.dismiss(desk.flag(), by=desk.person("anna"), reason="wrong_entity", note=WHY, at=desk.now)
    desk.send(PACT + " ")
    decisions.undo(made, by=desk.person("boris"), at=desk.now)
    assert told() == [("block", 0), ("allow", 1), ("allow", 1), ("block", 0)]
    last = json.loads(Outgoing.objects.latest("id").body)["data"]
    assert last["revision"] == 2


def test_what_still_stands_against_it_keeps_the_verdict(desk: Desk) -> None:
    desk.send(f"{PACT}\n\n{LEGION}")
    decisions.dismiss(desk.flag(), by=desk.person("anna"), reason="wrong_entity", note=WHY, at=desk.now)
    assert told() == [("block", 0), ("block", 1)]


def test_a_waiver_is_told_when_it_begins_and_when_it_ends(desk: Desk) -> None:
    desk.send(PACT)
    made = waivers.request(
        desk.flag(), by=desk.person("anna"), reason=WHY, until=desk.now + timedelta(days=1), at=desk.now
    )
    assert told() == [("block", 0)]
    waivers.approve(made, by=desk.person("boris"), at=desk.now)
    assert waivers.end_due(at=desk.later(days=1)) == 1
    assert told() == [("block", 0), ("allow", 1), ("block", 0)]


def test_a_comment_is_nobodys_business(desk: Desk) -> None:
    desk.send(PACT)
    decisions.comment(desk.flag(), by=desk.person("anna"), note=WHY, at=desk.now)
    assert told() == [("block", 0)]
    assert Callback.objects.get().is_active
