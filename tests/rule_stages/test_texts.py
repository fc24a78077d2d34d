"""Texts of rules written on the desk: read as packs are, with their cases run when they are saved."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from annotations.models.revision import ImmutableRowError
from annotations.rule_stages.known import known_packs
from annotations.rule_stages.refused import RuleChangeRefused
from annotations.rule_stages.texts import failures_told, save_version, text_of, try_text
from annotations.rulebook.problems import RulebookError
from tests.flags.desk import AT, Desk
from tests.rule_stages.wanted import RULE, ask, subject, text


def save(written: str, by: User, base: int | None = None) -> int:
    return save_version(written, subject().pack, rule=RULE, by=by, at=AT, base=base).number


def test_every_rule_that_ships_can_be_written_on(desk: Desk) -> None:
    for pack in known_packs():
        for rule in pack.rules:
            tried = try_text(text_of(rule), pack)
            assert (tried.rule, tried.failed) == (rule, ())


def test_versions_count_up_and_are_never_changed(desk: Desk, writer: User) -> None:
    assert save(text(RULE, ("level: error", "level: warning")), writer) == 1
    made = save_version(text(RULE, ("level: error", "level: note")), subject().pack, rule=RULE, by=writer, at=AT)
    cases = next(rule.cases for rule in subject().pack.rules if rule.id == RULE)
    assert (made.number, made.cases_passed, made.cases_failed) == (2, len(cases), [])
    with pytest.raises(ImmutableRowError):
        made.save()


def test_cases_are_run_on_every_save_and_keep_a_text_out_of_use(desk: Desk, writer: User, lead: User) -> None:
    blind = text(RULE, ("- terrorist\n", "- proscribed\n"))
    made = save_version(blind, subject().pack, rule=RULE, by=writer, at=AT)
    assert made.cases_failed
    assert any("expected missing, found nothing" in line for line in failures_told(made.cases_failed))
    with pytest.raises(RuleChangeRefused) as error:
        ask("warn", lead, version=made.pk)
    assert error.value.code == "cases_failed"


@pytest.mark.parametrize(("written", "said"), [
    ("id: x\nlevle: error\n", "rule.yaml:2:1: error: unknown field \"levle\"; did you mean \"level\"?"),
    ("", "holds no rules"), ("- a\n- b\n", "expected keys and values"), ("\tid: x", "tab used for indentation"),
    ("id: &a x\nwhy: *a\n", "anchors and aliases are not allowed"), ("x" * 100_001, "at most 100000 characters"),
])  # fmt: skip
def test_a_wrong_text_is_refused_by_line_and_column(desk: Desk, writer: User, written: str, said: str) -> None:
    with pytest.raises(RulebookError) as error:
        save(written, writer)
    assert said in str(error.value)


def test_nobody_writes_over_what_they_have_not_seen(desk: Desk, writer: User) -> None:
    save(text(RULE, ("level: error", "level: note")), writer, base=0)
    for code, written, base in (
        ("newer_version", text(RULE, ("level: error", "level: warning")), 0),
        ("unchanged", text(RULE, ("level: error", "level: note")), 1),
        ("other_id", text(RULE, (f"id: {RULE}", "id: ru.another.notice")), 1),
    ):
        with pytest.raises(RuleChangeRefused) as error:
            save(written, writer, base=base)
        assert error.value.code == code
