"""The designation rule of the desk's tests, and shorthands for what is asked about it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User

from annotations.models.flag import Flag
from annotations.models.rule_stage import RuleChange
from annotations.rule_stages import changes
from annotations.rule_stages.applied import Placed
from annotations.rule_stages.changes import Subject, subject_of
from annotations.rule_stages.known import known_packs
from annotations.rule_stages.texts import text_of
from tests.flags.desk import AT, Desk

RULE = "ru.designation.notice"
WHY = "The desk of law has asked for it."


def subject(rule: str = RULE) -> Subject:
    found = subject_of(rule, known_packs())
    assert found is not None
    return found


def text(rule: str = RULE, *replaced: tuple[str, str]) -> str:
    """The text of a shipped rule, with words replaced."""
    shipped = subject(rule).shipped
    assert shipped is not None
    written = text_of(shipped)
    for old, new in replaced:
        assert old in written
        written = written.replace(old, new, 1)
    return written


def ask(stage: str, by: User, *, version: int | None = None, rule: str = RULE, **more: Any) -> RuleChange:
    told: dict[str, Any] = {"reason": WHY, "at": AT} | more
    return changes.ask(subject(rule), Placed(stage, version), by=by, **told)


def settle(desk: Desk, right: int, wrong: int) -> None:
    """As many flags of the rule as people have fixed, and have called mistakes."""
    sample = desk.flag()
    for number in range(right + wrong):
        reason = "fixed" if number < right else "false_positive"
        Flag.objects.create(
            article=sample.article, key=f"settled{number}", rule=RULE, family="designation", subject=f"s{number}",
            outcome="missing", level="error", state="closed", reason=reason, opened_at=AT, closed_at=AT,
        )
