"""The gate minds what people have decided: what was dismissed or waived keeps no text in."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from annotations.engine.article import Article as Sent
from annotations.flags import decisions, waivers
from annotations.gate import GateDecision, decide
from annotations.gate.verdict import verdict_now
from tests.flags.desk import LEGION, OTHER_PACT, PACT, Desk

WHY = "Это название картины, а не организация."


@pytest.fixture
def desk(tmp_path: Path, db: None) -> Desk:
    return Desk(tmp_path).open()


def asked(desk: Desk, text: str, **more: object) -> GateDecision:
    sent = {"id": "a1", "body": {"format": "text", "value": text}, "language": "ru", "published": "2026-11-01"}
    return decide(Sent.model_validate(sent | more), channel=desk.channel, at=desk.now)


def test_a_false_positive_no_longer_keeps_the_text_in(desk: Desk) -> None:
    desk.send(OTHER_PACT)
    assert asked(desk, OTHER_PACT).blocked
    assert verdict_now(desk.article(), at=desk.now) == "block"
    made = decisions.dismiss(desk.flag(), by=desk.person("anna"), reason="wrong_entity", note=WHY, at=desk.now)
    answer = asked(desk, OTHER_PACT.replace("картину", "Картину"))
    assert (answer.blocked, answer.decision, [row.subject for row in answer.settled]) == (False, "allow", ["pact"])
    assert verdict_now(desk.article(), at=desk.now) == "allow"
    decisions.undo(made, by=desk.person("boris"), at=desk.now)
    assert asked(desk, OTHER_PACT).blocked


def test_it_keeps_in_what_is_new(desk: Desk) -> None:
    desk.send(OTHER_PACT)
    decisions.dismiss(desk.flag(), by=desk.person("anna"), reason="wrong_entity", note=WHY, at=desk.now)
    assert asked(desk, f"{OTHER_PACT}\n\n{PACT}").blocked
    other = asked(desk, f"{OTHER_PACT}\n\n{LEGION}")
    assert (other.blocked, [row.subject for row in other.findings]) == (True, ["legion"])
    assert asked(desk, OTHER_PACT, id="a2").blocked


def test_a_waiver_lets_out_until_its_minute(desk: Desk) -> None:
    desk.send(PACT)
    made = waivers.request(
        desk.flag(), by=desk.person("anna"), reason=WHY, until=desk.now + timedelta(hours=2), at=desk.now
    )
    assert asked(desk, PACT).blocked
    waivers.approve(made, by=desk.person("boris"), at=desk.now)
    assert not asked(desk, f"{PACT}\n\n{OTHER_PACT}").blocked
    desk.later(hours=2)
    assert asked(desk, PACT).blocked
    assert verdict_now(desk.article(), at=desk.now) == "block"


def test_nothing_is_set_aside_where_nothing_was_checked(desk: Desk) -> None:
    desk.store(PACT)
    assert verdict_now(desk.article(), at=desk.now) == "unchecked"
