"""Rules about whom the house is tied to: who writes about its owner, or about what the owner owns, says so.

A disclosure is a sentence that names the house (by name, or as "this newspaper"), somebody who is tied to it (by name,
or as "the same owner"), and a word of ownership. One is enough for everybody with the same owner; who is named in
disclosures alone is not written about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotations.engine.document.model import Visibility
from annotations.engine.evidence import evidence
from annotations.engine.facts import Facts, Verdict
from annotations.engine.forms import Form
from annotations.engine.mentions import Mention
from annotations.engine.register import Entity
from annotations.engine.report import Evidence, Finding, Outcome, Requirement, level_of
from annotations.engine.rulebook import Rule
from annotations.engine.statements.places import stands_well
from annotations.engine.statements.reading import Found, places_of
from annotations.engine.statements.repairs import proposals
from annotations.engine.statements.said import Place

_MOST_QUOTED = 5


def judge(rule: Rule, facts: Facts) -> Verdict:
    """What the article owes for each entity that it writes about and that has an owner in common with the house."""
    trigger = rule.when.relation
    house = facts.ties.house_of(facts.article.url, facts.article.site)
    if trigger is None or house is None:
        return Verdict()
    tied = facts.ties.tied_to(house.id, trigger.types)
    about = {each.entity for each in facts.mentions if each.counts and each.confidence >= trigger.min_confidence}
    reader = _Reader(rule, facts, house, frozenset(tied))
    debts = [reader.debt(entity, tied[entity]) for entity in sorted(about & tied.keys())]
    known = [debt for debt in debts if debt is not None]
    return Verdict(
        tuple(requirement for requirement, _ in known),
        tuple(finding for _, finding in known if finding is not None),
    )


@dataclass(frozen=True)
class _Reader:
    rule: Rule
    facts: Facts
    house: Entity
    tied: frozenset[str]
    """Everybody with an owner in common with the house, and the owners."""

    def debt(self, entity: str, owners: frozenset[str]) -> tuple[Requirement, Finding | None] | None:
        """What is owed for one entity; nothing where only disclosures name it."""
        said = list(self._disclosures())
        mentions = [
            each for each in self.facts.mentions
            if each.entity == entity and each.counts and not any(p.start <= each.start < p.end for p in said)
        ]
        if not mentions:
            return None
        found = self._found(said, mentions)
        level = self.rule.levels.get(found.outcome) or level_of(found.outcome, self.rule.level)
        requirement = Requirement(self.rule.id, self.rule.family, entity, found.outcome, level)
        finding = None if found.outcome is Outcome.SATISFIED else self._finding(entity, owners, found, mentions)
        return requirement, finding

    def _found(self, said: list[Place], mentions: list[Mention]) -> Found:
        seen = [place for place in said if self.facts.said.visible(place)]
        placement = self.rule.require.placement
        for place in seen:
            beside = placement != "same_paragraph" or self._shares_block(place, mentions)
            if beside and stands_well(place, placement, self.rule.when, self.facts):
                return Found(Outcome.SATISFIED, place)
        if seen:
            return Found(Outcome.MISPLACED, seen[0])
        if all(mention.review for mention in mentions):
            return Found(Outcome.REVIEW)
        return Found(Outcome.HIDDEN, said[0]) if said else Found(Outcome.MISSING)

    def _shares_block(self, place: Place, mentions: list[Mention]) -> bool:
        block = self.facts.document.block_index(place.start)
        return any(self.facts.document.block_index(mention.start) == block for mention in mentions)

    def _disclosures(self) -> Iterator[Place]:
        """The sentences that tie the house to somebody, hidden ones too."""
        mentions = self.facts.mentions
        house, *tied = [self._places(part.forms) for part in self.rule.require.parts] or [[]]
        house = [*house, *(Place(m.start, m.end) for m in mentions if m.entity == self.house.id)]
        others = [place for places in tied for place in places]
        others += [Place(m.start, m.end) for m in mentions if m.entity in self.tied]
        for tie in self._places(self.rule.require.forms):
            start, end = self.facts.said.sentence(tie.start)
            if all(any(start <= place.start < end for place in places) for places in (house, others)):
                yield Place(start, end, tie.language)

    def _places(self, forms: Sequence[Form]) -> list[Place]:
        return [place for form in forms for place in places_of(form, self.rule, self.facts)]

    def _finding(self, entity: str, owners: frozenset[str], found: Found, mentions: list[Mention]) -> Finding:
        language = self.facts.document.language
        name = self.facts.entities[entity].display_name(language)
        owner = ", ".join(self.facts.entities[each].display_name(language) for each in sorted(owners - {entity}))
        house = self.house.display_name(language)
        which = "who" if self.facts.entities[entity].is_person else "which"
        tie = f"{which} has the same owner as {house} ({owner})" if owner else f"{which} owns {house}"
        values = {"name": name, "owner": owner or name, "site": house}
        return Finding(
            rule=self.rule.id, family=self.rule.family, subject=entity, outcome=found.outcome,
            level=self.rule.levels.get(found.outcome) or level_of(found.outcome, self.rule.level),
            message=_message(found.outcome, name, tie), help=f"Say so, for example in brackets: who owns {house}.",
            basis=self.rule.basis.cite, evidence=self._evidence(found, mentions),
            confidence=max(mention.confidence for mention in mentions),
            fixes=proposals(self.rule, self.facts, found, values=values), details=(("tie", f"{name}, {tie}"),),
        )

    def _evidence(self, found: Found, mentions: list[Mention]) -> tuple[Evidence, ...]:
        places = [(m.start, m.end) for m in mentions[:_MOST_QUOTED]]
        if found.place is not None and self.facts.said.block(found.place.start).visibility is not Visibility.HIDDEN:
            places = [(found.place.start, found.place.end)]
        return tuple(evidence(self.facts.document, start, end) for start, end in places)


def _message(outcome: Outcome, name: str, tie: str) -> str:
    told = {
        Outcome.MISSING: f"The article writes about {name}, {tie}, and nothing a reader can see says so.",
        Outcome.MISPLACED: f"The article says of {name}, {tie}, that it is so, and not where it is asked for.",
        Outcome.HIDDEN: f"The tie of {name}, {tie}, is told in the markup, where a reader does not see it.",
        Outcome.REVIEW: f"A person must say whether this is {name}, {tie}.",
    }
    return told[outcome]
