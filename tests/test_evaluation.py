"""The evaluation data kept outside the project: labelled cases, the seeds, hidden notices. Skipped where it is not."""

from __future__ import annotations

import json
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from annotations.engine.article import Article
from annotations.engine.cases import Case, judge
from annotations.engine.check import check
from annotations.engine.dates import parse_moment
from annotations.engine.reference import Reference
from annotations.engine.report import Finding, Outcome, Report, Requirement
from annotations.engine.rulebook import Pack
from annotations.registers.jsonl import read_register, read_sources
from annotations.rulebook.load import load_packs
from annotations.rulebook.wordings import shipped_wordings
from tests.engine.formats.test_sarif import log as sarif_log
from tests.engine.formats.test_sarif import sarif_schema
from tests.engine.formats.test_web_annotation import page, page_failures
from tests.shared import shared, shared_lines

NOW = parse_moment("2026-11-22")
SHARE = 0.97
WELL = {Outcome.SATISFIED, Outcome.VOLUNTARY, Outcome.EXEMPT}


def _all_on(pack: Pack) -> Pack:
    """The pack with every rule switched on, as the cases assume."""
    return pack.model_copy(update={"rules": tuple(rule.model_copy(update={"enabled": True}) for rule in pack.rules)})


@lru_cache(maxsize=1)
def reference() -> Reference:
    return Reference.build(
        entities=read_register(str(shared("cases/register.jsonl"))).values,
        sources=read_sources(str(shared("cases/sources.jsonl"))).values,
        packs=[_all_on(pack) for pack in load_packs()],
        wordings=shipped_wordings(),
    )


def seed(start: str, **more: Any) -> Report:
    path = next(path for path in shared("seeds").iterdir() if path.name.startswith(start))
    article = {"id": path.stem, "body": {"format": "text", "value": Path(path).read_text(encoding="utf-8")}}
    jurisdictions = more.pop("jurisdictions", ["RU"])
    return check(
        Article.model_validate(article), reference(), now=NOW, jurisdictions=jurisdictions,
        as_of=parse_moment(more.pop("as_of", "2021-07-16")),
    )  # fmt: skip


def test_the_bare_seed_owes_one_notice() -> None:
    report = seed("000")
    assert [(row.subject, row.outcome, len(row.evidence)) for row in report.findings] == [
        ("taliban", Outcome.MISSING, 4)
    ]


def test_the_careful_seed_carries_everything() -> None:
    report = seed("001")
    assert [(row.subject, row.outcome) for row in report.requirements] == [("taliban", Outcome.SATISFIED)]
    assert report.findings == ()
    assert "moscow-times" in [link.same_as for link in report.links]


def test_the_careful_seed_is_out_of_date_after_the_suspension() -> None:
    report = seed("001", as_of="2025-05-10")
    assert [(row.subject, row.outcome) for row in report.findings] == [
        ("taliban", Outcome.STALE), ("moscow-times", Outcome.FORBIDDEN),
    ]  # fmt: skip


def test_the_bare_seed_owes_nothing_elsewhere() -> None:
    report = seed("000", jurisdictions=["US"])
    assert (report.requirements, report.findings) == ((), ())


@pytest.mark.parametrize("kind", ["firing", "silent"])
def test_labelled_cases(kind: str) -> None:
    passed: Counter[bool] = Counter()
    failures = []
    for line in shared_lines("cases/dev.jsonl"):
        if kind not in line["tags"]:
            continue
        case = Case.model_validate_json(json.dumps(line))
        as_of = parse_moment(line["as_of"]) if line["as_of"] else None
        report = check(case.article, reference(), now=NOW, as_of=as_of, policy=case.policy, fixes=False)
        failed = judge(case, report)
        passed[not failed] += 1
        failures += [line["id"]] * bool(failed)
    assert passed[True] / passed.total() >= SHARE, failures


def test_hidden_notices_do_not_count_and_visible_ones_do() -> None:
    wrong = []
    for line in shared_lines("suites/hidden_text.jsonl"):
        article = Article.model_validate_json(
            json.dumps(
                {"id": line["id"], "language": line["lang"], "body": {"format": "html", "value": line["html"]},
                 "published": "2021-07-16", "jurisdictions": ["RU"]}
            )
        )  # fmt: skip
        report = check(article, reference(), now=NOW, fixes=False)
        rows: list[Requirement | Finding] = [*report.requirements, *report.findings]
        flagged = any(row.subject == "taliban" and row.outcome not in WELL for row in rows)
        if flagged != (line["expect"] == "flag"):
            wrong.append(line["id"])
    assert wrong == []


@lru_cache(maxsize=1)
def reports_on_the_cases() -> tuple[Report, ...]:
    articles = [Article.model_validate_json(json.dumps(line["article"])) for line in shared_lines("cases/dev.jsonl")]
    return tuple(check(article, reference(), now=NOW, fixes=index % 5 == 0) for index, article in enumerate(articles))


def test_real_reports_are_valid_sarif() -> None:
    assert list(sarif_schema().iter_errors(sarif_log(*reports_on_the_cases()))) == []


def test_real_reports_meet_every_must_of_web_annotation() -> None:
    assert page_failures(page(*reports_on_the_cases())) == []


def test_evidence_on_the_cases_is_cut_from_what_was_sent() -> None:
    for report in reports_on_the_cases():
        for finding in report.findings:
            for piece in finding.evidence:
                sent = report.values.get(piece.field)
                assert sent is None or piece.end <= len(sent)
                assert sent is None or not piece.exact or piece.exact[0] in sent[piece.start : piece.end]
