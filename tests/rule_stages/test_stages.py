"""What a rule does at each stage: nothing, a note for those who try it, a warning, everything."""

from __future__ import annotations

from random import Random

import pytest
from django.contrib.auth.models import User

from annotations.checking import check_revision
from annotations.jobs.worker import Worker
from annotations.models.flag import Flag
from annotations.models.rule_stage import RuleStage
from annotations.rule_stages import changes
from annotations.rule_stages.applied import Placed, staged
from annotations.rule_stages.known import known_packs
from tests.flags.desk import PACT, Desk
from tests.rule_stages.wanted import RULE, ask, subject


def put(stage: str, desk: Desk) -> None:
    RuleStage.objects.update_or_create(rule=RULE, defaults={"stage": stage, "since": desk.now})


@pytest.mark.parametrize(("stage", "decision", "levels"), [
    ("enforce", "block", ["error"]), ("warn", "warn", ["warning"]), ("shadow", "allow", []), ("draft", "allow", []),
])  # fmt: skip
def test_a_stage_decides_what_a_finding_does(desk: Desk, stage: str, decision: str, levels: list[str]) -> None:
    put(stage, desk)
    assert desk.send(PACT).decision == decision
    assert list(Flag.objects.values_list("level", flat=True)) == levels


def test_a_rule_in_shadow_is_noted_with_the_check_and_nowhere_else(desk: Desk) -> None:
    put("draft", desk)
    drafted = desk.send(PACT)
    put("shadow", desk)
    tried = check_revision(drafted.revision, at=desk.now)
    (row,) = tried.shadow
    assert (row["rule"], row["subject"], row["outcome"]) == (RULE, "pact", "missing")
    assert drafted.shadow == []
    assert tried.pk != drafted.pk
    assert tried.report["findings"] == []
    assert check_revision(drafted.revision, at=desk.now).pk == tried.pk


def test_without_a_decision_of_people_rules_are_as_they_ship(db: None) -> None:
    packs = known_packs()
    assert staged(packs, {}) == packs
    same = {rule.id: Placed("enforce" if rule.enabled else "draft") for pack in packs for rule in pack.rules}
    assert staged(packs, same) == packs


def test_a_change_has_the_articles_of_the_rule_checked_again(desk: Desk, lead: User, other: User) -> None:
    worker = Worker(by="w", clock=lambda: desk.now, random=Random(1))
    desk.send(PACT)
    worker.drain()
    changes.approve(ask("warn", lead), subject(), by=other, at=desk.now)
    assert worker.drain() == 2
    flag = desk.flag()
    assert (flag.level, flag.state) == ("warning", "open")
