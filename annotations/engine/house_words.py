"""House wordings: of all the words that a rule accepts, those that a house wants, by site, language, rendition and day.

What a rule accepts stays accepted; that it is said in other words than the house's is a finding of its own, of the
house's level, with a fix. Quotation marks, dashes, letter case and white space make no difference.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from annotations.engine.document.model import Visibility
from annotations.engine.evidence import evidence
from annotations.engine.facts import Facts, Verdict
from annotations.engine.fixes.notices import NoticeProposals
from annotations.engine.house_wording import HouseWording
from annotations.engine.report import Finding, Fix, Outcome
from annotations.engine.requirements import standing
from annotations.engine.rulebook import FixTemplate, Forms, Rule
from annotations.engine.scope import selects
from annotations.engine.statements.reading import Found, read_statement
from annotations.engine.statements.repairs import proposals
from annotations.engine.statements.said import Place

SLOT = "wording"


def wording_of(rule: Rule, facts: Facts) -> HouseWording | None:
    """The house's wording for a rule in this article on its day; of several that fit, the last."""
    for wording in reversed(facts.wordings):
        fits = rule.id in wording.rules and selects(wording.scope, facts.article, language=facts.document.language)
        if fits and any(dated.holds_on(facts.day) for dated in wording.preferred):
            return wording
    return None


def with_house_fix(rule: Rule, wording: HouseWording, facts: Facts) -> Rule:
    """The rule with the house's text as what fixes propose."""
    text = next(dated.text for dated in wording.preferred if dated.holds_on(facts.day))
    language = facts.document.language.split("-")[0]
    known = rule.fix.get(language)
    inline = Forms(default=wording.inline) if wording.inline else known.inline if known else None
    template = FixTemplate(line=Forms(default=text), inline=inline, words=known.words if known else {})
    return rule.model_copy(update={"fix": {**rule.fix, language: template}})


def in_house_words(
    rule: Rule, wording: HouseWording, facts: Facts, judge: Callable[[Rule, Facts], Verdict]
) -> Verdict:
    """The rule's verdict, and a finding for each subject for which it is said in other words than the house's."""
    verdict = judge(rule, facts)
    said = [place for text in wording.texts_on(facts.day) for place in facts.said.places({"any": (text,)})]
    seen = [place for place in said if facts.said.visible(place)]
    subjects = [row.subject for row in verdict.requirements if row.outcome is Outcome.SATISFIED]
    found = [
        _finding(rule, wording, subject, place, facts)
        for subject in subjects if (place := _other_words(rule, subject, seen, facts)) is not None
    ]
    return replace(verdict, findings=(*verdict.findings, *found))


def _other_words(rule: Rule, subject: str, seen: list[Place], facts: Facts) -> Place | None:
    """Where a subject's notice or statement stands, when the house's words do not stand there."""
    places = _places(rule, subject, facts)
    if not places or any(place.start < each.end and each.start < place.end for place in places for each in seen):
        return None
    return places[0]


def _places(rule: Rule, subject: str, facts: Facts) -> list[Place]:
    if rule.when.mention is not None:
        return [
            Place(notice.start, notice.end)
            for notice in facts.notices
            if subject in notice.subjects and notice.visibility is Visibility.VISIBLE and not notice.site
        ]
    if rule.require.forms or rule.require.parts:
        place = read_statement(rule, facts).place
        return [] if place is None else [place]
    return []


def _finding(rule: Rule, wording: HouseWording, subject: str, place: Place, facts: Facts) -> Finding:
    document = facts.document
    words = " ".join(document.text[place.start : place.end].split())
    wanted = next(dated.text for dated in wording.preferred if dated.holds_on(facts.day))
    return Finding(
        rule=rule.id, family=rule.family, subject=subject, outcome=Outcome.WRONG_WORDING, level=wording.level,
        slot=SLOT,
        message=f"“{words}” says what is asked for, in other words than those of the house.",
        help=f"The house writes: {wanted}", basis=rule.basis.cite,
        evidence=(evidence(document, place.start, min(place.end, document.block_at(place.start).end)),),
        fixes=_fixes(rule, subject, place, facts),
    )


def _fixes(rule: Rule, subject: str, place: Place, facts: Facts) -> tuple[Fix, ...]:
    if not facts.fixes:
        return ()
    if rule.when.mention is None:
        return proposals(rule, facts, Found(Outcome.WRONG_WORDING, place))[:1]
    notice = next(n for n in facts.notices if n.start == place.start and subject in n.subjects)
    mentions = [each for each in facts.mentions if each.entity == subject and each.counts and not each.in_notice]
    stands = standing(facts.entities[subject], rule, facts)
    return NoticeProposals(
        rule, facts, stands, outcome=Outcome.WRONG_WORDING, notice=notice, mentions=mentions
    ).proposals()[:1]
