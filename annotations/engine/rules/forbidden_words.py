"""Rules about what must not be said: names that an order withholds, words that a licence or the house forbids."""

from __future__ import annotations

from collections.abc import Iterator

from annotations.engine.article_fields import values_at
from annotations.engine.document.model import Visibility
from annotations.engine.evidence import evidence
from annotations.engine.facts import Facts, Verdict
from annotations.engine.report import Evidence, Finding, Requirement, level_of
from annotations.engine.rulebook import Rule
from annotations.engine.statements.conditions import shown_by
from annotations.engine.statements.names import is_named, names_of, said_name
from annotations.engine.statements.reading import places_of
from annotations.engine.statements.said import UNREAD_ZONES, Place

SUBJECT = "article"
_MOST_QUOTED = 10
_QUOTED = 80


def judge(rule: Rule, facts: Facts) -> Verdict:
    """Whether the article says something that it must not."""
    places = sorted(_places(rule, facts))
    pictured = _in_alternatives(rule, facts) if rule.require.absent == "names" else ()
    if not places and not pictured and rule.require.absent != "trigger":
        return Verdict()
    outcome = rule.require.outcome
    level = rule.levels.get(outcome) or level_of(outcome, rule.level)
    requirement = Requirement(rule.id, rule.family, SUBJECT, outcome, level)
    return Verdict((requirement,), (_finding(rule, facts, places, pictured),))


def _places(rule: Rule, facts: Facts) -> Iterator[Place]:
    if rule.require.absent == "names":
        return _names(rule, facts)
    return _words(rule, facts) if rule.require.absent == "words" else iter(shown_by(rule.when, facts))


def _names(rule: Rule, facts: Facts) -> Iterator[Place]:
    """Every place that names one of those whom a field of the article lists, in any form, in every visibility."""
    withheld = [names_of(value) for value in values_at(facts.article, rule.require.named_in or "")]
    for block in facts.document.blocks:
        for words in withheld:
            yield from said_name(words, facts.document, block)


def _words(rule: Rule, facts: Facts) -> Iterator[Place]:
    for form in rule.require.forms:
        for place in places_of(form, rule, facts):
            block = facts.said.block(place.start)
            if block.visibility is not Visibility.HIDDEN and block.zone not in UNREAD_ZONES:
                yield place


def _in_alternatives(rule: Rule, facts: Facts) -> tuple[Evidence, ...]:
    """Withheld names in the texts that stand for pictures: screen readers say them aloud."""
    withheld = [names_of(value) for value in values_at(facts.article, rule.require.named_in or "")]
    return tuple(
        Evidence(image.field, image.source_start, image.source_end, image.alt)
        for image in facts.document.images
        if any(is_named(words, image.alt) for words in withheld)
    )


def _finding(rule: Rule, facts: Facts, places: list[Place], pictured: tuple[Evidence, ...]) -> Finding:
    outcome = rule.require.outcome
    asked = rule.asks or rule.title[:1].lower() + rule.title[1:]
    return Finding(
        rule=rule.id, family=rule.family, subject=SUBJECT, outcome=outcome,
        level=rule.levels.get(outcome) or level_of(outcome, rule.level),
        message=f"{_told(facts, places)} {asked[:1].upper()}{asked[1:]}.", help="Take it out, or let a person decide.",
        basis=rule.basis.cite, details=(("judged as of", facts.day.isoformat()),),
        evidence=(*(evidence(facts.document, place.start, place.end) for place in places[:_MOST_QUOTED]), *pictured),
    )


def _told(facts: Facts, places: list[Place]) -> str:
    if not places:
        return "The article is what it must not be."
    words = " ".join(facts.document.text[places[0].start : places[0].end].split())[:_QUOTED]
    more = f" and says the like at {len(places) - 1} more" if len(places) > 1 else ""
    return f"The article says “{words}”{more}."
