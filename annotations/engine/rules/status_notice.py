"""Rules of the form "who is mentioned and has this status must be given a notice": banned organisations, foreign
agents; and, where nothing is required, whether a notice that is there is right.

One entity is one obligation, however often it is named; one notice may meet many obligations.
"""

from __future__ import annotations

from dataclasses import dataclass

from annotations.engine.evidence import evidence
from annotations.engine.facts import Facts, Verdict
from annotations.engine.fitness import content_outcome, form_outcome, rank
from annotations.engine.fixes.notices import NoticeProposals
from annotations.engine.mentions import Mention
from annotations.engine.messages import Story, tell
from annotations.engine.notices.model import Form, Notice
from annotations.engine.notices.placement import accepts
from annotations.engine.report import Finding, Fix, Level, Outcome, Requirement, level_of
from annotations.engine.requirements import Standing, standing
from annotations.engine.rulebook import Rule

_SETTLED = frozenset({Outcome.SATISFIED, Outcome.EXEMPT})


@dataclass(frozen=True, slots=True)
class _Result:
    outcome: Outcome
    notice: Notice | None = None
    reason: str = ""


def judge(rule: Rule, facts: Facts) -> Verdict:
    """The requirements and findings of ``rule`` for every entity that the article mentions or gives a notice."""
    requirements: list[Requirement] = []
    findings: list[Finding] = []
    for entity_id in _entities(facts):
        case = _Case(rule, facts, standing(facts.entities[entity_id], rule, facts))
        if not case.standing.concerned or _is_own_material(rule, facts, entity_id):
            continue
        result = case.judge()
        if result is None:
            continue
        if case.owed and result.outcome not in {Outcome.ORPHAN, Outcome.STALE, Outcome.VOLUNTARY}:
            requirements.append(Requirement(rule.id, rule.family, entity_id, result.outcome, case.level(result)))
        if result.outcome not in _SETTLED:
            findings.append(case.finding(result))
    return Verdict(tuple(requirements), tuple(findings))


def _entities(facts: Facts) -> list[str]:
    named = {mention.entity for mention in facts.mentions}
    about = {entity for notice in facts.notices for entity in notice.subjects}
    return sorted((named | about) & facts.entities.keys())


def _is_own_material(rule: Rule, facts: Facts, entity_id: str) -> bool:
    """What its producer owes in its own material is a matter of the rule about producers."""
    return facts.article.producer == entity_id and rule.family == "foreign-agent"


class _Case:
    """One entity under one rule in one article."""

    def __init__(self, rule: Rule, facts: Facts, standing: Standing) -> None:
        self.rule, self.facts, self.standing = rule, facts, standing
        self.entity = standing.entity.id
        self.countries = frozenset(rule.scope.jurisdictions) or facts.jurisdictions
        self.demonyms = facts.policy.demonyms or rule.demonyms
        self.mentions = [
            (index, mention)
            for index, mention in enumerate(facts.mentions)
            if mention.entity == self.entity
            and mention.counts
            and not mention.in_notice
            and not (mention.demonym and self.demonyms == "ignore")
        ]
        self.notices = [notice for notice in facts.notices if self.entity in notice.subjects]

    @property
    def owed(self) -> bool:
        return bool(self.standing.current) and self.rule.require.notice != "nothing"

    def judge(self) -> _Result | None:
        if not self.mentions:
            return self._without_mentions()
        if self.owed:
            return self._owed()
        if self.standing.current or self.standing.listed_only:
            return self._voluntary()
        return self._outdated()

    # Nobody mentions it.

    def _without_mentions(self) -> _Result | None:
        named = [n for n in self.notices if self.entity in n.named and not n.site and self._ours(n)]
        for_products = [n for n in named if self._stands_for_a_product(n)]
        if for_products:
            good = [n for n in for_products if self.owed and self._outcome(n) is Outcome.SATISFIED]
            return _Result(Outcome.SATISFIED, good[0]) if good else None
        named = [n for n in named if not n.owner]
        if not named:
            return None
        if self.standing.current or self.standing.listed_only:
            fitting = [n for n in named if self._about_this_status(n)]
            carried = [n for n in fitting if n.carried]
            if carried:
                return _Result(Outcome.VOLUNTARY, carried[0])
            return _Result(Outcome.ORPHAN, fitting[0]) if fitting else None
        return self._outdated()

    def _stands_for_a_product(self, notice: Notice) -> bool:
        """Whether the article mentions something for which the notice names its owner, this entity."""
        others = {m.entity for m in self.facts.mentions if m.counts and not m.in_notice} & set(notice.subjects)
        return bool(others) and (notice.owner or notice.tied or not others <= set(notice.named))

    # It is owed a notice.

    def _owed(self) -> _Result:
        best = self._best_notice()
        if best is not None and best.outcome is Outcome.SATISFIED:
            return _Result(Outcome.EXEMPT, best.notice, "site notice") if best.notice and best.notice.site else best
        if self.standing.in_grace:
            return _Result(Outcome.EXEMPT, reason="grace")
        doubts = [mention for _, mention in self.mentions if self._doubt(mention)]
        if len(doubts) == len(self.mentions):
            return _Result(Outcome.REVIEW, best.notice if best else None, self._doubt(doubts[0]))
        return best or self._absent()

    def _doubt(self, mention: Mention) -> str:
        if mention.review:
            return mention.review
        return "demonym" if mention.demonym and self.demonyms == "review" else ""

    def _best_notice(self) -> _Result | None:
        judged = [(outcome, n) for n in self._counting() if (outcome := self._outcome(n)) is not None]
        good = [n for outcome, n in judged if outcome is Outcome.SATISFIED]
        covered = frozenset(index for n in good for index in n.covers)
        mentions = [index for index, _ in self.mentions]
        placement = self.facts.policy.placement or self.rule.require.placement
        placed = [
            (
                Outcome.MISPLACED
                if outcome is Outcome.SATISFIED
                and not n.site
                and not accepts(
                    placement, self.facts.document, n, notices=self.facts.notices, mentions=mentions, covered=covered
                )
                else outcome,
                n,
            )
            for outcome, n in judged
        ]
        if not placed:
            return None
        outcome, notice = min(placed, key=lambda pair: (rank(pair[0]), pair[1].site, pair[1].start))
        return _Result(outcome, notice, ", ".join(sorted(notice.doubts)))

    def _counting(self) -> list[Notice]:
        site = self.rule.site_notice if self.facts.policy.site_notice is None else self.facts.policy.site_notice
        return [notice for notice in self.notices if site or not notice.site]

    def _outcome(self, notice: Notice) -> Outcome | None:
        content = content_outcome(notice, self.standing, self.rule, self.countries)
        if content is not Outcome.SATISFIED:
            return content
        return form_outcome(notice, self.facts.languages, self.rule.require.language)

    def _absent(self) -> _Result:
        """Nothing is said about it; whether something is said about somebody else instead."""
        marks = {self.facts.marks[index].mark for index, _ in self.mentions if index in self.facts.marks}
        for notice in self._attached_to_others():
            return _Result(Outcome.INCOMPLETE if len(self._mentioned(notice)) > 1 else Outcome.WRONG_TARGET, notice)
        if marks - self.facts.defined_marks:
            return _Result(Outcome.UNRESOLVED_MARKER, reason=sorted(marks - self.facts.defined_marks)[0])
        for notice in self.facts.notices:
            if self._leaves_out(notice):
                return _Result(Outcome.INCOMPLETE, notice)
        for notice in self.facts.notices:
            if notice.form is Form.FOOTNOTE and not notice.subjects and self._about_this_status(notice):
                return _Result(Outcome.UNRESOLVED_MARKER, notice, notice.marker or "")
        return _Result(Outcome.MISSING)

    def _attached_to_others(self) -> list[Notice]:
        own = {index for index, _ in self.mentions}
        return [
            notice
            for notice in self.facts.notices
            if own & set(notice.covers) and notice.named and notice.form in {Form.FOOTNOTE, Form.PARENTHESIS}
        ]

    def _mentioned(self, notice: Notice) -> list[str]:
        mentioned = {m.entity for m in self.facts.mentions if m.counts and not m.in_notice}
        return [entity for entity in notice.named if entity in mentioned]

    def _leaves_out(self, notice: Notice) -> bool:
        """A notice that names two or more of those mentioned, of this kind, and not this one."""
        together = notice.form in {Form.FOOTNOTE, Form.LINE} and len(self._mentioned(notice)) > 1
        return together and self._ours(notice) and self._about_this_status(notice)

    # It is owed nothing.

    def _voluntary(self) -> _Result | None:
        for notice in self.notices:
            if not notice.site and self._ours(notice) and self._about_this_status(notice):
                return _Result(Outcome.VOLUNTARY, notice)
        return None

    def _outdated(self) -> _Result | None:
        """A notice about a designation that has ended, or has not begun."""
        ours = [n for n in self.notices if not n.site and self._ours(n) and self._about_this_status(n)]
        if not ours or self.standing.other_statuses - {"undesirable"}:
            return None
        if self.standing.in_grace:
            return _Result(Outcome.VOLUNTARY, ours[0], "grace") if self.mentions else None
        if self.standing.ended:
            return _Result(Outcome.STALE, ours[0])
        return _Result(Outcome.REVIEW, ours[0], "not yet in force")

    def _ours(self, notice: Notice) -> bool:
        return not notice.jurisdictions or bool(notice.jurisdictions & self.countries)

    def _about_this_status(self, notice: Notice) -> bool:
        """Whether the notice speaks of a status of the rule; a bare ban speaks of any status that is a ban."""
        trigger = self.rule.when.mention
        assert trigger is not None
        if notice.statuses:
            return bool(notice.statuses & set(trigger.statuses))
        return (notice.banned or notice.liquidated) and "foreign_agent" not in trigger.statuses

    # Telling.

    def level(self, result: _Result) -> Level:
        """What the outcome weighs; a notice that leaves this entity out is none at all."""
        stated = self.rule.levels.get(result.outcome)
        if stated is None or (result.notice is not None and self.entity not in result.notice.subjects):
            return level_of(result.outcome, self.rule.level)
        return stated

    def finding(self, result: _Result) -> Finding:
        story = Story(
            rule=self.rule,
            facts=self.facts,
            standing=self.standing,
            outcome=result.outcome,
            mentions=tuple(mention for _, mention in self.mentions),
            notice=result.notice,
            reason=result.reason,
        )
        told = tell(story)
        document = self.facts.document
        places = [(m.start, m.end) for _, m in self.mentions]
        if result.notice is not None and result.outcome not in {Outcome.MISSING, Outcome.REVIEW}:
            places = [(result.notice.start, result.notice.end)]
        elif result.notice is not None:
            places.append((result.notice.start, result.notice.end))
        return Finding(
            rule=self.rule.id,
            family=self.rule.family,
            subject=self.entity,
            outcome=result.outcome,
            level=self.level(result),
            message=told.message,
            help=told.help,
            basis=self.rule.basis.cite,
            confidence=self._confidence(result),
            evidence=tuple(evidence(document, start, end) for start, end in places),
            details=told.details,
            fixes=self._fixes(result),
        )

    def _fixes(self, result: _Result) -> tuple[Fix, ...]:
        if not self.facts.fixes:
            return ()
        mark = result.reason if result.outcome is Outcome.UNRESOLVED_MARKER and result.notice is None else ""
        return NoticeProposals(
            self.rule,
            self.facts,
            self.standing,
            outcome=result.outcome,
            notice=result.notice,
            mentions=[mention for _, mention in self.mentions],
            mark=mark,
        ).proposals()

    def _confidence(self, result: _Result) -> float:
        return max((mention.confidence for _, mention in self.mentions), default=0.9)
