"""Judging one case: what passes, what fails, and in which words."""

from typing import Any

import pytest
from pydantic import ValidationError

from annotations.engine.cases import Case, judge
from annotations.engine.report import Decision, Finding, Level, Outcome, Report, Requirement

ARTICLE = {"id": "a1", "body": {"format": "text", "value": "Words."}}


def case(*, expect: list[dict[str, Any]] | None = None, expect_no: list[dict[str, Any]] | None = None,
         **more: Any) -> Case:
    row = {"id": "c1", "article": ARTICLE, "expect": expect or [], "expect_no": expect_no or []}
    return Case.model_validate(row | more)


def report(*stated: Requirement | Finding) -> Report:
    return Report(
        article_id="a1", digest="sha256:0", language="en", as_of="2023-05-18", decision=Decision.ALLOW, engine="0",
        requirements=tuple(row for row in stated if isinstance(row, Requirement)),
        findings=tuple(row for row in stated if isinstance(row, Finding)),
    )


def owed(outcome: Outcome, *, family: str = "designation", subject: str = "varkesh") -> Requirement:
    return Requirement("ru.designation.notice", family, subject, outcome, Level.ERROR)


def found(outcome: Outcome, *, family: str = "designation", subject: str = "varkesh") -> Finding:
    return Finding("ru.designation.notice", family, subject, outcome, Level.NOTE, "A message.")


MISSING = {"family": "designation", "subject": "varkesh", "outcome": "missing"}


def test_an_expected_row_is_met_by_a_requirement_or_a_finding() -> None:
    assert judge(case(expect=[MISSING]), report(owed(Outcome.MISSING))) == []
    assert judge(case(expect=[MISSING]), report(found(Outcome.MISSING))) == []


@pytest.mark.parametrize(
    "stated",
    [
        owed(Outcome.SATISFIED), owed(Outcome.MISSING, subject="brontex"),
        owed(Outcome.MISSING, family="foreign-agent"),
    ],
)
def test_family_subject_and_outcome_must_all_agree(stated: Requirement) -> None:
    assert len(judge(case(expect=[MISSING]), report(stated))) == 1


def test_a_row_without_subject_matches_anybody() -> None:
    anybody = {"family": "designation", "outcome": "orphan"}
    assert judge(case(expect=[anybody]), report(found(Outcome.ORPHAN, subject="x"))) == []
    assert len(judge(case(expect_no=[anybody]), report(found(Outcome.ORPHAN, subject="x")))) == 1


def test_a_forbidden_outcome_forbids_only_itself() -> None:
    assert len(judge(case(expect_no=[MISSING]), report(owed(Outcome.MISSING)))) == 1
    assert judge(case(expect_no=[MISSING]), report(owed(Outcome.REVIEW), found(Outcome.VOLUNTARY))) == []


def test_voluntary_is_never_held_against_a_row_with_an_outcome() -> None:
    voluntary = {"family": "designation", "outcome": "voluntary"}
    assert judge(case(expect_no=[voluntary]), report(found(Outcome.VOLUNTARY))) == []


@pytest.mark.parametrize("outcome", [Outcome.SATISFIED, Outcome.REVIEW, Outcome.VOLUNTARY])
def test_a_row_without_outcome_forbids_any(outcome: Outcome) -> None:
    forbidden = case(expect_no=[{"family": "designation"}])
    assert len(judge(forbidden, report(found(outcome)))) == 1
    assert judge(forbidden, report(found(outcome, family="foreign-agent"))) == []


def test_a_failure_says_what_was_expected_and_what_came() -> None:
    reasons = judge(
        case(expect=[MISSING], expect_no=[{"family": "foreign-agent"}]),
        report(owed(Outcome.SATISFIED), found(Outcome.REVIEW, family="foreign-agent", subject="gleb")),
    )
    assert reasons == [
        "expected designation varkesh missing; got designation varkesh satisfied (ru.designation.notice)",
        "expected no foreign-agent (anybody) (any outcome); got foreign-agent gleb review (ru.designation.notice)",
    ]
    assert judge(case(expect=[MISSING]), report())[0].endswith("got nothing of that family")


def test_a_case_fires_when_its_tag_says_so_or_something_is_wrong() -> None:
    satisfied = MISSING | {"outcome": "satisfied"}
    assert case(expect=[satisfied], tags=["firing"]).firing
    assert case(expect=[MISSING]).firing
    assert not case(expect=[MISSING], tags=["silent"]).firing
    assert not case(expect=[satisfied], expect_no=[MISSING]).firing


def test_a_case_is_about_what_it_expects_or_else_forbids() -> None:
    forbidden = [{"family": "foreign-agent"}, {"family": "designation"}]
    assert case(expect=[MISSING, MISSING], expect_no=forbidden).families == ("designation",)
    assert case(expect_no=forbidden).families == ("foreign-agent", "designation")


def test_a_misspelt_case_is_refused() -> None:
    for wrong in ({"expect": [MISSING | {"outcome": "absent"}]}, {"policy": {"demonym": "ignore"}}, {"as_of": "soon"}):
        with pytest.raises(ValidationError):
            Case.model_validate({"id": "c1", "article": ARTICLE} | wrong)
