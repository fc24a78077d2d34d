"""Demands and bans held against each other: a conflict only where nothing else would do, told once."""

import pytest

from annotations.engine.conflicts import without_conflicts
from annotations.engine.demands import Ban, Demand, Forbidden
from annotations.engine.facts import Verdict
from annotations.engine.report import Finding, Fix, Level, Outcome, Requirement

ASKED = Finding("a", "risk", "article", Outcome.MISSING, Level.ERROR, "asked for", fixes=(Fix("add", ()),))
FOUND = Finding("b", "advisory", "words", Outcome.FORBIDDEN, Level.WARNING, "found", slot="s", fixes=(Fix("drop", ()),))
OTHER = Finding("c", "ai", "article", Outcome.MISSING, Level.ERROR, "other")
ROW = Requirement("a", "risk", "article", Outcome.MISSING, Level.ERROR)


def demand(*accepted: str, rule: str = "a") -> Verdict:
    asked = Demand("text", rule, "article", accepted, Level.ERROR, "The regulator", meets=frozenset({"s"}))
    return Verdict((ROW,), (ASKED,), demands=(asked,))


def ban(word: str, kind: str = "text") -> Verdict:
    def finds(form: str) -> Forbidden | None:
        return Forbidden("words", f"“{word}” is not printed here") if word in form else None

    return Verdict((), (FOUND, OTHER), bans=(Ban(kind, "b", finds),))  # type: ignore[arg-type]


def findings(*verdicts: Verdict) -> list[Finding]:
    return [finding for verdict in without_conflicts(verdicts) for finding in verdict.findings]


def test_both_rules_fall_silent_and_one_conflict_is_told() -> None:
    other, conflict = findings(demand("Don't invest."), ban("invest"))
    assert other == OTHER
    assert (conflict.family, conflict.subject, conflict.outcome, conflict.fixes) == ("conflict", "article", "conflict", ())
    assert "“invest” is not printed here" in conflict.message


@pytest.mark.parametrize("verdicts", [
    (demand("Don't invest.", "Keep your money."), ban("invest")),
    (demand("Don't invest."), ban("drink")),
    (demand("Don't invest."), ban("invest", "link")),
    (demand(), ban("invest")),
])  # fmt: skip
def test_a_way_that_is_left_is_no_conflict(verdicts: tuple[Verdict, Verdict]) -> None:
    assert findings(*verdicts) == [ASKED, FOUND, OTHER]


def test_two_bans_on_one_demand_and_two_demands_for_one_sake_are_one_conflict() -> None:
    found = findings(demand("Don't invest."), demand("Do not invest.", rule="d"), ban("invest"), ban("not"))
    assert [finding.outcome for finding in found].count(Outcome.CONFLICT) == 1
