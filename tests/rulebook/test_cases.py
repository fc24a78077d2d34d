"""Rules judged by their own cases."""

from __future__ import annotations

import io
from argparse import Namespace
from pathlib import Path

import pytest

from annotations.engine.rulebook import RuleCase
from annotations.management.verbs import rules
from annotations.rulebook.cases import passes, run_cases, too_few_cases
from annotations.rulebook.load import read_pack, read_packs
from tests.rulebook.examples import PACK, line_of, written


def case(expect: str) -> RuleCase:
    return RuleCase.model_validate({"text": "Text.", "published": "2021-08-15", "expect": expect})


@pytest.mark.parametrize(
    ("expect", "found", "passed"),
    [
        ("missing", ["missing"], True), ("missing", ["satisfied"], False), ("missing", [], False),
        ("silent", [], True), ("silent", ["satisfied", "voluntary"], True), ("silent", ["review"], False),
        ("satisfied", ["satisfied"], True), ("satisfied", [], False), ("satisfied", ["satisfied", "stale"], False),
        ("stale", ["stale", "missing"], True),
    ],
)
def test_what_a_case_expects(expect: str, found: list[str], passed: bool) -> None:
    assert passes(case(expect), found) is passed


def test_every_shipped_rule_shows_when_it_fires_and_when_it_is_silent() -> None:
    problems = [problem for loaded in read_packs() for problem in too_few_cases(loaded, loaded.pack.rules)]
    assert [str(problem) for problem in problems] == []


def test_every_case_of_the_shipped_rules_passes() -> None:
    results = [result for loaded in read_packs() for result in run_cases(loaded, loaded.pack.rules)]
    assert results
    assert [(result.rule, result.line, result.found) for result in results if not result.passed] == []


def silent(text: str, published: str = "2021-08-15") -> str:
    return f'      - {{text: "{text}", language: en, published: {published}, jurisdictions: [RU], expect: silent}}\n'


def firing(text: str, expect: str = "missing") -> str:
    return f'      - {{text: "{text}", language: en, published: 2021-08-15, jurisdictions: [RU], expect: {expect}}}\n'


def test_failures_are_printed_with_their_line(tmp_path: Path) -> None:
    text = PACK[: PACK.index("      - {text: The Grey Wing")]
    text += silent("Nobody is named.") + silent("A quiet day.") + silent("Rain in the evening.")
    text += firing("Snow.") + firing("Hail.") + firing("Fog.")
    path = written(tmp_path, text)
    stdout = io.StringIO()
    status = rules.run(Namespace(rules_verb="test", targets=[str(path)]), stdout=stdout, stderr=io.StringIO())
    first, *_, summary = stdout.getvalue().splitlines()
    assert (status, summary) == (1, "3 passed, 3 failed")
    line = line_of(text, '{text: "Snow."')
    assert first == f"{path}:{line}: house.banned.notice: expected missing, found nothing"


def test_a_disabled_rule_is_judged_as_if_it_were_on(tmp_path: Path) -> None:
    shipped = read_packs(["ru"])[0]
    off = shipped.pack.model_copy(
        update={"rules": tuple(rule.model_copy(update={"enabled": False}) for rule in shipped.pack.rules)}
    )
    loaded = type(shipped)(path=tmp_path, pack=off, places=shipped.places)
    switched_on = list(run_cases(shipped, shipped.pack.rules))
    assert [result.found for result in run_cases(loaded, off.rules)] == [result.found for result in switched_on]


def test_a_pack_of_cases_gives_the_same_twice() -> None:
    loaded = read_packs(["ru"])[0]
    assert list(run_cases(loaded, loaded.pack.rules)) == list(run_cases(loaded, loaded.pack.rules))


def test_reading_a_pack_by_path_and_by_name_is_the_same() -> None:
    by_name = read_packs(["ru"])[0]
    assert read_pack(by_name.path).pack == by_name.pack
