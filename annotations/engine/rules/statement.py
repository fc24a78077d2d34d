"""Rules that ask for words to the reader: a label, a disclosure, a warning, a helpline, a correction.

The rule says when (a field, a topic, a link), which words will do, where they must stand, and what people write instead
that will not do. It is about the article, once.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from annotations.engine.evidence import evidence
from annotations.engine.facts import Facts, Verdict
from annotations.engine.report import Evidence, Finding, Outcome, Requirement, level_of
from annotations.engine.requirements import standing
from annotations.engine.rulebook import Rule
from annotations.engine.statements.conditions import holds, shown_by
from annotations.engine.statements.reading import Found, read_statement
from annotations.engine.statements.repairs import proposals
from annotations.engine.statements.telling import tell_statement

SUBJECT = "article"


def judge(rule: Rule, facts: Facts) -> Verdict:
    """Whether the article says what the rule asks for."""
    if rule.when.producer is not None and not _is_by_somebody_listed(rule, facts):
        return Verdict()
    exempt = rule.exempt is not None and holds(rule.exempt.when, facts)
    found = Found(Outcome.EXEMPT) if exempt or _in_grace(rule, facts) else read_statement(rule, facts)
    level = rule.levels.get(found.outcome) or level_of(found.outcome, rule.level)
    requirement = Requirement(rule.id, rule.family, SUBJECT, found.outcome, level)
    if found.outcome in {Outcome.SATISFIED, Outcome.EXEMPT}:
        return Verdict((requirement,))
    message, advice = tell_statement(rule, facts, found)
    finding = Finding(
        rule=rule.id, family=rule.family, subject=SUBJECT, outcome=found.outcome, level=level, message=message,
        help=advice, basis=rule.basis.cite, evidence=_evidence(rule, facts, found),
        fixes=proposals(rule, facts, found), details=(("judged as of", facts.day.isoformat()),),
    )
    return Verdict((requirement,), (finding,))


def _evidence(rule: Rule, facts: Facts, found: Found) -> tuple[Evidence, ...]:
    """The words that were found, else those for which they are owed."""
    places = (found.place,) if found.place is not None else shown_by(rule.when, facts)
    document = facts.document
    return tuple(
        evidence(document, place.start, min(place.end, document.block_at(place.start).end))
        for place in places if place.end > place.start
    )


def _is_by_somebody_listed(rule: Rule, facts: Facts) -> bool:
    producer = facts.entities.get(facts.article.producer or "")
    return producer is not None and bool(standing(producer, rule, facts).current)


def _in_grace(rule: Rule, facts: Facts) -> bool:
    hours = rule.grace_hours if facts.policy.grace_hours is None else facts.policy.grace_hours
    begins = rule.in_force.from_
    if not hours or begins is None:
        return False
    first = datetime.combine(begins, time.min, tzinfo=facts.time_zone)
    return facts.as_of.local_instant(facts.time_zone) - first < timedelta(hours=hours)
