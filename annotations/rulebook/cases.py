"""Runs the cases that rules carry, each against its own rule and the sample register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotations.engine.check import check
from annotations.engine.copies.index import CopyIndex
from annotations.engine.dates import parse_moment
from annotations.engine.reference import Reference
from annotations.engine.report import Finding, Report, Requirement
from annotations.engine.rulebook import SILENT, WELL, Rule, RuleCase
from annotations.registers.jsonl import read_register, read_sources
from annotations.rulebook.load import LoadedPack, policy_of
from annotations.rulebook.problems import Problem, quoted
from annotations.rulebook.wordings import shipped_wordings

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
"""The invented register and partners that are shipped for cases and trials."""

LEAST = 3
"""Cases that a rule needs of each kind: firing, and silent."""


@dataclass(frozen=True, slots=True)
class CaseResult:
    """How a case came out; ``found`` are the outcomes of its rule, in order."""

    rule: str
    file: str
    line: int
    case: RuleCase
    found: tuple[str, ...]
    passed: bool


def too_few_cases(loaded: LoadedPack, rules: Sequence[Rule]) -> Iterator[Problem]:
    """A problem for each rule that does not show often enough when it fires and when it is silent."""
    for rule in rules:
        firing = sum(case.fires for case in rule.cases)
        silent = len(rule.cases) - firing
        if min(firing, silent) < LEAST:
            place = loaded.places[rule.id]
            message = f"rule {quoted(rule.id)} has {firing} firing and {silent} silent cases; it needs {LEAST} of each"
            yield Problem(place.file, place.line, place.column, "cases", message)


def run_cases(loaded: LoadedPack, rules: Sequence[Rule]) -> Iterator[CaseResult]:
    """Each case of the rules, judged with its rule alone, switched on."""
    reference = sample_reference()
    for rule in rules:
        alone = loaded.pack.model_copy(update={"rules": (rule.model_copy(update={"enabled": True}),)})
        judged_by = replace(reference, packs=(alone,))
        place = loaded.places[rule.id]
        for case, line in zip(rule.cases, place.case_lines, strict=True):
            report = _report(case, judged_by)
            found = outcomes(report, rule.id, case.subject)
            yield CaseResult(rule.id, place.file, line, case, found, passes(case, found))


def sample_reference() -> Reference:
    """The shipped samples and wordings, without a pack."""
    return Reference.build(
        entities=read_register(str(SAMPLES / "register.jsonl")).values,
        sources=read_sources(str(SAMPLES / "sources.jsonl")).values,
        packs=(),
        wordings=shipped_wordings(),
    )


def _report(case: RuleCase, reference: Reference) -> Report:
    now = parse_moment(case.published)
    if case.known:
        reference = replace(reference, known=CopyIndex(case.known_articles()))
    return check(case.as_article(), reference, now=now, policy=policy_of(case), fixes=False, earlier=case.before)


def outcomes(report: Report, rule_id: str, subject: str | None) -> tuple[str, ...]:
    """What the report says for a rule (about one subject, where one is named), each outcome once."""
    rows: tuple[Requirement | Finding, ...] = (*report.requirements, *report.findings)
    said = (row.outcome.value for row in rows if row.rule == rule_id and subject in (None, row.subject))
    return tuple(dict.fromkeys(said))


def passes(case: RuleCase, found: Sequence[str]) -> bool:
    """Whether the outcomes are what the case expects. A case that does not fire has none that people must act on."""
    as_expected = case.expect == SILENT or case.expect in found
    return as_expected and (case.fires or all(outcome in WELL for outcome in found))
