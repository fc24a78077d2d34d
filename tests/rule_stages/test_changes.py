"""Who may change a rule, when a second person is needed, and what the trail says of it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied

from annotations import events
from annotations.models.event import Event
from annotations.models.rule_stage import RuleChange, RuleStage
from annotations.rule_stages import changes
from annotations.rule_stages.refused import RuleChangeRefused
from annotations.rule_stages.texts import save_version
from tests.flags.desk import AT, PACT, Desk
from tests.rule_stages.wanted import RULE, WHY, ask, settle, subject, text


def stage() -> str:
    return subject().now.stage


def refused(code: str, change: RuleChange, by: User) -> None:
    with pytest.raises(RuleChangeRefused) as error:
        changes.approve(change, subject(), by=by, at=AT)
    assert error.value.code == code


@pytest.mark.parametrize("to", ["warn", "shadow", "draft"])
def test_a_rule_is_weakened_by_two_people(desk: Desk, lead: User, other: User, to: str) -> None:
    change = ask(to, lead)
    assert (change.state, change.second_because, stage()) == ("requested", ["stage_lowered"], "enforce")
    refused("second_person", change, lead)
    changes.approve(change, subject(), by=other, at=AT)
    assert stage() == to
    refused("decided", change, other)
    kinds = list(Event.objects.filter(kind__startswith="rule.").values_list("kind", "actor_name"))
    assert kinds == [("rule.change_asked", "lead"), ("rule.changed", "other")]
    assert events.verify() == []


def test_who_only_writes_rules_asks(desk: Desk, writer: User, lead: User) -> None:
    change = ask("draft", writer)
    assert change.second_because == ["stage_lowered", "no_permission"]
    with pytest.raises(PermissionDenied, match=r"annotations\.publish_rule"):
        changes.approve(change, subject(), by=writer, at=AT)
    changes.reject(change, by=writer, at=AT)
    assert (change.state, stage()) == ("rejected", "enforce")
    with pytest.raises(PermissionDenied, match=r"annotations\.edit_rule"):
        ask("draft", desk.person("reader", ()))


@pytest.mark.parametrize(("right", "wrong", "second"), [
    (50, 0, []), (96, 4, []), (95, 5, []), (49, 0, ["below_bar"]), (94, 6, ["below_bar"]), (0, 0, ["below_bar"]),
])  # fmt: skip
def test_enforcing_needs_the_bar_or_a_second_person(
    desk: Desk, lead: User, right: int, wrong: int, second: list[str]
) -> None:
    desk.send(PACT)
    RuleStage.objects.create(rule=RULE, stage="warn", since=AT)
    settle(desk, right, wrong)
    change = ask("enforce", lead)
    assert change.second_because == second
    assert stage() == ("warn" if second else "enforce")


def test_a_text_in_use_is_changed_by_two_people(desk: Desk, writer: User, lead: User, other: User) -> None:
    softer = save_version(text(RULE, ("level: error", "level: warning")), subject().pack, rule=RULE, by=writer, at=AT)
    change = ask("enforce", lead, version=softer.pk)
    assert change.second_because == ["level_lowered", "text_changed"]
    assert desk.send(PACT).decision == "block"
    changes.approve(change, subject(), by=other, at=AT)
    assert desk.send(PACT, revision=2).decision == "warn"
    assert subject().now.version == softer.pk


def test_the_rule_must_still_be_as_it_was_when_the_change_was_asked_for(desk: Desk, lead: User, other: User) -> None:
    change = ask("draft", lead)
    RuleStage.objects.create(rule=RULE, stage="warn", since=AT)
    refused("moved_on", change, other)
    with pytest.raises(RuleChangeRefused) as error:
        ask("shadow", lead)
    assert error.value.code == "change_waits"


def test_reasons_and_stages_are_needed(desk: Desk, lead: User) -> None:
    for code, to, why in (("reason_required", "warn", "  short "), ("no_change", "enforce", WHY), ("unknown_stage", "x", WHY)):
        with pytest.raises(RuleChangeRefused) as error:
            ask(to, lead, reason=why)
        assert error.value.code == code
