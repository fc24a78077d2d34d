"""Which kind of rule a rule is, by what it binds to and what it requires, and what judges it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from annotations.engine.facts import Facts, Verdict
from annotations.engine.forms import Absent
from annotations.engine.house_words import in_house_words, with_house_fix, wording_of
from annotations.engine.rulebook import Rule
from annotations.engine.rules import (
    altered,
    attribution,
    copy,
    credit,
    editor_words,
    forbidden_link,
    forbidden_words,
    licence,
    metadata,
    own_material,
    ownership,
    photo_credit,
    statement,
    status_notice,
)
from annotations.engine.statements.conditions import holds

_OF_ABSENCE: dict[Absent, Callable[[Rule, Facts], Verdict]] = {
    "link": forbidden_link.judge,
    "editor_words": editor_words.judge,
    "changes": altered.judge,
    "disagreement": metadata.judge,
}


def judge(rule: Rule, facts: Facts) -> Verdict:
    """What ``rule`` says about the article; nothing when its conditions do not hold."""
    if not holds(rule.when, facts):
        return Verdict()
    wording = wording_of(rule, facts)
    if wording is None:
        return _judged(rule, facts)
    return in_house_words(with_house_fix(rule, wording, facts), wording, facts, _judged)


def _judged(rule: Rule, facts: Facts) -> Verdict:
    """What the kind of rule says that it is."""
    if rule.when.mention is not None:
        return status_notice.judge(rule, _sure_enough(rule, facts))
    if rule.when.producer is not None and rule.require.exact:
        return own_material.judge(rule, facts)
    if rule.when.source is not None:
        return attribution.judge(rule, facts) if rule.require.link else credit.judge(rule, facts)
    if rule.when.similar is not None:
        return copy.judge(rule, facts)
    if rule.when.relation is not None:
        return ownership.judge(rule, facts)
    if rule.when.media is not None:
        return photo_credit.judge(rule, facts)
    if rule.require.claims:
        return licence.judge(rule, facts)
    if rule.require.absent is not None:
        return _OF_ABSENCE.get(rule.require.absent, forbidden_words.judge)(rule, facts)
    return statement.judge(rule, facts)


def _sure_enough(rule: Rule, facts: Facts) -> Facts:
    """The facts without the mentions that are less sure than the rule asks."""
    floor = rule.when.mention.min_confidence if rule.when.mention else 0.0
    if not floor:
        return facts
    kept = tuple(each if each.confidence >= floor else replace(each, counts=False) for each in facts.mentions)
    return replace(facts, mentions=kept)
