"""From what an article carries of its source to what a rule answers: the steps that both kinds of rule share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from annotations.engine.attribution.carried import Carried, carried
from annotations.engine.attribution.directory import SourceDirectory, SourceHosts, names_of
from annotations.engine.attribution.insertion import Wording, at_end, in_first_paragraph, on_top
from annotations.engine.attribution.links import declared_source
from annotations.engine.attribution.terms import Defect, nearly_said
from annotations.engine.facts import Facts, Verdict
from annotations.engine.fixes.edits import put_in_place
from annotations.engine.report import Edit, Finding, Fix, Outcome, Requirement, Unchecked, level_of
from annotations.engine.rulebook import Rule
from annotations.engine.source import Source

_WORST_FIRST = (
    Outcome.MISSING, Outcome.MISSING_LINK, Outcome.WRONG_LINK, Outcome.HIDDEN, Outcome.WRONG_WORDING,
    Outcome.INCOMPLETE, Outcome.MISPLACED, Outcome.REVIEW,
)


@dataclass(frozen=True)
class Owed:
    """What a rule asks of an article for the sake of the source it comes from."""

    rule: Rule
    facts: Facts
    stands: Carried
    beside: str = ""
    """Whom the original credits besides the source, as it prints them; a proposed credit names them too."""

    @property
    def source(self) -> Source:
        return self.stands.source

    @property
    def hosts(self) -> SourceHosts:
        """Where the source publishes."""
        return SourceHosts.of(self.stands.source)

    def verdict(self, defects: Sequence[tuple[Defect, tuple[Fix, ...]]]) -> Verdict:
        """One requirement, as bad as the worst defect, and a finding for each."""
        rule, key = self.rule, self.source.id
        outcomes = [defect.outcome for defect, _ in defects] or [Outcome.SATISFIED]
        worst = min(outcomes, key=(*_WORST_FIRST, Outcome.SATISFIED).index)
        requirement = Requirement(rule.id, rule.family, key, worst, level_of(worst, rule.level))
        return Verdict((requirement,), tuple(self._finding(defect, fixes) for defect, fixes in defects))

    def _finding(self, defect: Defect, fixes: tuple[Fix, ...]) -> Finding:
        rule = self.rule
        details = [("source", self.source.name)]
        if self.stands.original_url:
            details.append(("original", self.stands.original_url))
        return Finding(
            rule=rule.id, family=rule.family, subject=self.source.id, outcome=defect.outcome,
            level=level_of(defect.outcome, rule.level), message=defect.message, help=defect.help,
            basis=rule.basis.cite, evidence=defect.evidence, fixes=fixes, slot=defect.slot, details=tuple(details),
        )

    def template(self) -> str | None:
        """The rule's wording of a credit in the language of the article, else in English."""
        language = self.facts.document.language.split("-")[0].lower()
        stated = self.rule.fix.get(language) or self.rule.fix.get("en")
        return stated.line.default if stated else None

    def name(self) -> str:
        """The source's name as the language of the article writes it."""
        cyrillic = self.facts.document.language.split("-")[0].lower() in {"ru", "uk", "be", "bg", "kk", "sr", "mk"}
        names = names_of(self.source)
        fitting = [name for name in (self.source.name, *self.source.credit, *names) if _is_cyrillic(name) == cyrillic]
        return fitting[0] if fitting else self.source.name

    def credit_line(self, *, address: str | None = None) -> Wording | None:
        """The rule's template with the source's name in it; after the source's own words, where those are owed too."""
        template = self.template()
        if template is None:
            return None
        before, _, after = template.partition("{source}")
        if self.source.phrases and not self.stands.said_at:
            before = f"{_sentence(self.source.phrases[0])} {before}"
        if self.beside:
            before = f"{before}{self.beside} / "
        return Wording(before, self.name(), after, address)

    def placed(self, wording: Wording) -> Edit | None:
        """The edit that puts a line where the terms accept it."""
        places = self.source.link_placement
        if not places or "anywhere" in places or "end" in places:
            return at_end(self.facts.document, wording)
        if "first_paragraph" in places:
            return in_first_paragraph(self.facts.document, self.stands.layout, wording)
        return on_top(self.facts.document, self.stands.layout, wording)

    def wording_fix(self) -> tuple[Fix, ...]:
        """The source's own words in the place of what is nearly they, else as a line of their own."""
        near = nearly_said(self.stands)
        if near is not None and (phrase := self._nearest(near)) is not None:
            edit = put_in_place(self.facts.document, *near, phrase)
            return (Fix(f"Put the words of {self.source.name} in the place of these", (edit,)), *self._wording_lines())
        return self._wording_lines()

    def _nearest(self, near: tuple[int, int]) -> str | None:
        """The phrase that is most like the words that stand there."""
        said = self.facts.document.text[slice(*near)]
        return max(self.source.phrases, key=lambda phrase: fuzz.ratio(phrase.lower(), said.lower()), default=None)

    def _wording_lines(self) -> tuple[Fix, ...]:
        return tuple(
            Fix(f"Add the words of {self.source.name}", (at_end(self.facts.document, Wording(_sentence(phrase))),))
            for phrase in self.source.phrases[:1]
        )


def owed(rule: Rule, facts: Facts) -> Owed | Verdict:
    """What the rule asks of the article; a verdict where that is nothing, or cannot be told."""
    directory = SourceDirectory.of(facts.sources)
    key = declared_source(facts.article, directory)
    if key is None:
        return _unknown(facts)
    source, trigger = directory[key], rule.when.source
    if trigger is None or source.link not in trigger.link or not in_force(source, facts.day):
        return Verdict()
    return Owed(rule, facts, carried(facts.article, facts.document, facts.credits, directory, key))


def in_force(source: Source, day: date) -> bool:
    """Whether the terms bind on the day."""
    return (source.valid_from is None or source.valid_from <= day) and (
        source.valid_to is None or day <= source.valid_to
    )


def _unknown(facts: Facts) -> Verdict:
    declared = facts.article.source
    if declared is None:
        return Verdict()
    detail = (
        f"The article says that it comes from “{declared.name or declared.id}”, and no source of that id or name is "
        "known, so nobody can say what is owed to it. Add it to the sources."
    )
    return Verdict(unchecked=(Unchecked(f"source {declared.id}", "unknown_source", detail),))


def _is_cyrillic(name: str) -> bool:
    return any("а" <= letter <= "я" or letter == "ё" for letter in name.lower())


def _sentence(phrase: str) -> str:
    """The phrase as a line: a capital first, a full stop last; both leave it the phrase it is."""
    line = phrase.strip()
    return line[:1].upper() + line[1:] + ("" if line[-1:] in {".", "!", "?", "…"} else ".")
