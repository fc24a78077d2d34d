"""Rules about texts that repeat a known article: a copy of which nothing says whose it is.

That two texts are alike proves a common origin, not who took it from whom. Something is owed only where the known
article says whose it is; else, and where it is the younger of the two, a person decides. Agency copy that credits its
agency is nobody's copy, and no site owes credit to itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from annotations.engine.article import DeclaredSource
from annotations.engine.attribution import credit_debt, link_debt
from annotations.engine.attribution.carried import carried
from annotations.engine.attribution.credits import Credit, read_credits
from annotations.engine.attribution.findings import Owed, in_force
from annotations.engine.attribution.links import declared_source
from annotations.engine.attribution.origins import Origin, credited_in, origin_of
from annotations.engine.attribution.urls import parse
from annotations.engine.copies.copy import Copy, shares
from annotations.engine.document.model import Visibility
from annotations.engine.evidence import evidence
from annotations.engine.facts import Facts, Verdict
from annotations.engine.report import Evidence, Finding, Outcome, Requirement, level_of
from annotations.engine.rulebook import Rule

_QUOTED = 120
_MOST_PASSAGES = 20
"""Passages that are shown as evidence."""
_MOST_OTHERS = 5
_COMMON_ORIGIN = "Texts that are alike have a common origin, which does not tell who took them from whom."
_WHOSE = (
    "Find out whose text it is. If it is somebody's, credit them and link to the original; if both have it from an "
    "agency, credit the agency; else dismiss this."
)


def judge(rule: Rule, facts: Facts) -> Verdict:
    """What is owed for what the article repeats of known ones."""
    trigger = rule.when.similar
    assert trigger is not None
    verdicts = [
        _Repeated(rule, facts, copy).verdict(trigger.role)
        for copy in facts.copies
        if shares(copy, min_share=trigger.min_share, min_words=trigger.min_words)
    ]
    return Verdict(
        tuple(row for verdict in verdicts for row in verdict.requirements),
        tuple(row for verdict in verdicts for row in verdict.findings),
        demands=tuple(row for verdict in verdicts for row in verdict.demands),
    )


@dataclass(frozen=True, eq=False)
class _Repeated:
    """One known article of which the text repeats a good part."""

    rule: Rule
    facts: Facts
    copy: Copy

    @cached_property
    def origin(self) -> Origin:
        return origin_of(self.copy.known.article, self.copy.known.document, self.facts.sources)

    @cached_property
    def credits(self) -> tuple[Credit, ...]:
        """Credits of the text, those of a source that only the known article names included."""
        return read_credits(self.facts.document, self.facts.article, self.origin.directory)

    def verdict(self, role: str) -> Verdict:
        if self._is_settled():
            return Verdict()
        if self.origin.source is None and not self.origin.agencies:
            return self._doubt("neither text says whose it is") if role == "source" else Verdict()
        if self._is_older():
            return self._doubt("the known text is the younger one") if role == "source" else Verdict()
        if role == "agency":
            return self._agencies()
        return self._source(self.origin.source) if self.origin.source is not None else Verdict()

    # Whether anything is owed.

    def _is_settled(self) -> bool:
        """Whether the article's own declaration, its credits or its address leave nothing to find out."""
        origin, article = self.origin, self.facts.article
        owners = {origin.source, *origin.agencies} - {None}
        if declared_source(article, origin.directory) in owners:
            return True
        own = parse(article.url) if article.url else None
        if origin.directory.at_host(own) in owners and own is not None:
            return True
        return self._is_own_reuse() or bool(self._shown_credits() & set(origin.agencies))

    def _is_own_reuse(self) -> bool:
        """Whether both stand on one site and the known one is from nobody else."""
        article, known = self.facts.article, self.copy.known.article
        if known.source is not None or known.original_url is not None:
            return False
        here, there = (parse(each.url) if each.url else None for each in (article, known))
        if here is not None and there is not None:
            return here.host == there.host
        return article.site is not None and article.site == known.site

    def _shown_credits(self) -> frozenset[str]:
        return credited_in(credit for credit in self.credits if credit.visibility is Visibility.VISIBLE)

    def _is_older(self) -> bool:
        """Whether the article was there on an earlier day than the known one."""
        mine, theirs = self.facts.article.published, self.copy.known.article.published
        return mine is not None and theirs is not None and mine[:10] < theirs[:10]

    # What is owed.

    def _source(self, key: str) -> Verdict:
        debt = self._debt(key, beside=self.origin.byline)
        if debt is None:
            return Verdict()
        verdict = link_debt.judged(debt)
        return replace(
            verdict,
            findings=tuple(self._told(finding) for finding in verdict.findings),
            demands=tuple(replace(each, evidence=(*self._passages(), *each.evidence)) for each in verdict.demands),
        )

    def _agencies(self) -> Verdict:
        """The credits of agencies, where the source of the known article is not credited either."""
        source = self.origin.source
        if source is not None and (debt := self._debt(source)) is not None:
            judged = link_debt.judged(debt).requirements
            if judged and judged[0].outcome is not Outcome.MISSING:
                return Verdict()
        debts = [debt for key in self.origin.agencies if (debt := self._debt(key)) is not None]
        verdicts = [credit_debt.judged(debt) for debt in debts]
        return Verdict(
            tuple(row for verdict in verdicts for row in verdict.requirements),
            tuple(self._told(row) for verdict in verdicts for row in verdict.findings),
        )

    def _debt(self, key: str, *, beside: str = "") -> Owed | None:
        """What is owed to a source, as if the article had declared it."""
        origin, facts = self.origin, self.facts
        source = origin.directory[key]
        if not in_force(source, facts.day):
            return None
        address = parse(origin.url) if origin.url else None
        is_theirs = origin.directory.hosts(key).group(address) is not None
        stated = {"source": DeclaredSource(id=key), "original_url": origin.url if is_theirs else None}
        article = facts.article.model_copy(update=stated)
        known = replace(facts, article=article, sources=origin.directory, credits=self.credits)
        named = "" if key in origin.agencies or beside in {source.name, *source.names} else beside
        stands = carried(article, facts.document, self.credits, origin.directory, key)
        return Owed(self.rule, known, stands, beside=named)

    # How it is told.

    @property
    def slot(self) -> str:
        """The known article: by its address, else by its id."""
        address = parse(self.origin.url) if self.origin.url else None
        return str(address) if address else self.copy.known.article.id

    def _told(self, finding: Finding) -> Finding:
        said = {
            Outcome.MISSING: ", and nothing in the text says so.",
            Outcome.REVIEW: f". {finding.message}",
        }.get(finding.outcome, f". {finding.message}")
        return replace(
            finding,
            message=self._repeats() + said,
            confidence=self._confidence(),
            evidence=(*self._passages(), *finding.evidence) if finding.slot == "" else finding.evidence,
            slot="#".join(filter(None, (self.slot, finding.slot))),
            details=(*finding.details, *self._details()),
        )

    def _doubt(self, why: str) -> Verdict:
        rule, subject = self.rule, self.origin.source or self.copy.known.article.id
        level = level_of(Outcome.REVIEW, rule.level)
        finding = Finding(
            rule=rule.id, family=rule.family, subject=subject, outcome=Outcome.REVIEW, level=level,
            message=f"{self._repeats()}; {why}. {_COMMON_ORIGIN}", help=_WHOSE,
            basis=rule.basis.cite, confidence=self._confidence(), evidence=self._passages(), slot=self.slot,
            details=self._details(),
        )
        return Verdict((Requirement(rule.id, rule.family, subject, Outcome.REVIEW, level),), (finding,))

    def _repeats(self) -> str:
        known = self.copy.known.article
        title = f"“{known.headline[:_QUOTED]}”" if known.headline else f"the known article {known.id}"
        names = [self.origin.directory[self.origin.source].name] if self.origin.source else []
        about = ", ".join([*names, *([known.published[:10]] if known.published else [])])
        share = f"{self.copy.share:.0%} of this text" if self.copy.share >= 0.01 else "Some of this text"
        return f"{share} stands word for word, but for house style, in {title}" + (f" ({about})" if about else "")

    def _confidence(self) -> float:
        return round(min(0.99, max(self.copy.share, self.copy.own_share)), 2)

    def _passages(self) -> tuple[Evidence, ...]:
        places = self.copy.places[:_MOST_PASSAGES]
        return tuple(evidence(self.facts.document, start, end) for start, end in places)

    def _details(self) -> tuple[tuple[str, str], ...]:
        return tuple(self._rows())

    def _rows(self) -> Iterator[tuple[str, str]]:
        copy = self.copy
        yield "share of five-word runs", f"{copy.share:.3f}"
        yield "own words that are repeated", f"{copy.own_words} ({copy.own_share:.0%})"
        yield "known article", " ".join(filter(None, (copy.known.article.id, self.origin.url)))
        if self.origin.byline:
            yield "byline of the known article", self.origin.byline
        for other in copy.also[:_MOST_OTHERS]:
            yield "the same stands in", " ".join(filter(None, (other.id, other.url or other.original_url)))
