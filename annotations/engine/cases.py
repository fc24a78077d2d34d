"""Cases: an article and what must, and must not, be reported about it (CONTRACT 5, ``annotations/case/1``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

from pydantic import Field

from annotations.engine.article import Article, MomentText, Text
from annotations.engine.policy import Policy
from annotations.engine.register import RegisterValue, Texts
from annotations.engine.report import Finding, Outcome, Report, Requirement
from annotations.engine.rulebook import Family

_QUIET = frozenset({Outcome.SATISFIED, Outcome.VOLUNTARY, Outcome.EXEMPT})


class Expectation(RegisterValue):
    """A row of ``expect`` or ``expect_no``; without ``subject`` any subject, without ``outcome`` any outcome."""

    family: Family
    subject: Text | None = None
    outcome: Annotated[Outcome, Field(strict=False)] | None = None

    def __str__(self) -> str:
        return " ".join((self.family, self.subject or "(anybody)", self.outcome or "(any outcome)"))


class Case(RegisterValue):
    """One case. ``registers`` and ``sources`` are the ids of the files it is judged with."""

    id: Text
    title: Text = ""
    tags: Texts = ()
    article: Article
    registers: Texts = ()
    sources: Texts = ()
    as_of: MomentText | None = None
    policy: Policy = Policy()
    expect: Annotated[tuple[Expectation, ...], Field(strict=False)] = ()
    expect_no: Annotated[tuple[Expectation, ...], Field(strict=False)] = ()
    why: Text = ""

    @property
    def firing(self) -> bool:
        """Whether something is wrong with the article: its tag says so, else what is expected of it."""
        if "firing" in self.tags or "silent" in self.tags:
            return "firing" in self.tags
        return any(row.outcome not in _QUIET for row in self.expect)

    @property
    def families(self) -> tuple[str, ...]:
        """What the case is about: the families it expects, or, when it expects nothing, those it forbids."""
        return tuple(dict.fromkeys(row.family for row in self.expect or self.expect_no))


def judge(case: Case, report: Report) -> list[str]:
    """Why the case fails, one sentence a row; empty when it passes.

    Every row of ``expect`` needs a requirement or finding with that family, subject and outcome. A row of ``expect_no``
    with an outcome forbids that outcome unless it is ``voluntary``; one without forbids any outcome, ``voluntary`` too.
    """
    stated: list[Requirement | Finding] = [*report.requirements, *report.findings]
    return [*_unmet(case.expect, stated), *_forbidden(case.expect_no, stated)]


def _unmet(rows: Sequence[Expectation], stated: Sequence[Requirement | Finding]) -> Iterator[str]:
    for row in rows:
        if not any(_is_about(row, said) and row.outcome in (None, said.outcome) for said in stated):
            yield f"expected {row}; got {_told(said for said in stated if said.family == row.family)}"


def _forbidden(rows: Sequence[Expectation], stated: Sequence[Requirement | Finding]) -> Iterator[str]:
    for row in rows:
        offending = [said for said in stated if _is_about(row, said) and _offends(row, said)]
        if offending:
            yield f"expected no {row}; got {_told(offending)}"


def _is_about(row: Expectation, said: Requirement | Finding) -> bool:
    return said.family == row.family and row.subject in (None, said.subject)


def _offends(row: Expectation, said: Requirement | Finding) -> bool:
    return row.outcome is None or (said.outcome is row.outcome and said.outcome is not Outcome.VOLUNTARY)


def _told(stated: Iterable[Requirement | Finding]) -> str:
    rows = dict.fromkeys(f"{said.family} {said.subject} {said.outcome} ({said.rule})" for said in stated)
    return ", ".join(rows) or "nothing of that family"
