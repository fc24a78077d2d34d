"""Which kind of rule a rule is, by its trigger, and what judges it."""

from __future__ import annotations

from annotations.engine.facts import Facts, Verdict
from annotations.engine.rulebook import Rule
from annotations.engine.rules import attribution, credit, own_material, status_notice


def judge(rule: Rule, facts: Facts) -> Verdict:
    """What ``rule`` says about the article."""
    if rule.when.mention is not None:
        return status_notice.judge(rule, facts)
    if rule.when.producer is not None:
        return own_material.judge(rule, facts)
    if rule.require.link:
        return attribution.judge(rule, facts)
    return credit.judge(rule, facts)
