"""SARIF 2.1.0, held against the schema of OASIS."""

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator, FormatChecker

from annotations.engine.formats.registry import render
from annotations.engine.report import Report
from annotations.engine.rulebook import Rule
from tests.engine.formats import samples
from tests.engine.formats.formats_checked import uri_formats
from tests.engine.formats.strategies import REPORTS
from tests.shared import shared


@cache
def sarif_schema() -> Draft4Validator:
    schema = json.loads(shared("suites/sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    checker: FormatChecker = uri_formats()
    return Draft4Validator(schema, format_checker=checker)


def log(*reports: Report, **options: Any) -> dict[str, Any]:
    shown: dict[str, Any] = json.loads(render(reports, "sarif", **options))
    return shown


def run(*reports: Report, **options: Any) -> dict[str, Any]:
    only: dict[str, Any] = log(*reports, **options)["runs"][0]
    return only


@pytest.mark.parametrize("number", range(6))
def test_every_sample_is_valid(number: int) -> None:
    reports = samples.everything()[number : number + 1] or samples.everything()
    assert [error.message for error in sarif_schema().iter_errors(log(*reports))] == []
    in_container = log(*reports, locations={report.article_id: "wire 1.jsonl" for report in reports})
    assert [error.message for error in sarif_schema().iter_errors(in_container)] == []


def test_no_report_is_valid_and_clean() -> None:
    assert [error.message for error in sarif_schema().iter_errors(log())] == []
    assert run()["properties"] == {"decision": "allow", "articles": []}


def test_the_schema_does_notice_a_broken_log() -> None:
    broken = log(samples.missing())
    broken["runs"][0]["results"][0]["level"] = "fatal"
    broken["runs"][0]["artifacts"][0]["location"]["uri"] = "no reference"
    assert len(list(sarif_schema().iter_errors(broken))) == 2


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(REPORTS, max_size=2))
def test_any_text_leaves_it_valid(reports: list[Report]) -> None:
    assert [error.message for error in sarif_schema().iter_errors(log(*reports))] == []


def test_a_finding_has_its_place_in_offsets_and_in_lines() -> None:
    result = run(samples.missing())["results"][1]
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "a.txt", "index": 0},
                "region": {
                    "charOffset": 35,
                    "charLength": 10,
                    "startLine": 2,
                    "startColumn": 13,
                    "endLine": 2,
                    "endColumn": 23,
                    "snippet": {"text": "Black Dawn"},
                },
            }
        }
    ]
    assert [row["physicalLocation"]["region"]["startLine"] for row in result["relatedLocations"]] == [3]
    assert result["partialFingerprints"] == {"annotations/v1": samples.missing().findings[1].key("a.txt")}


def test_a_field_inside_a_file_is_a_logical_location_and_a_nested_artifact() -> None:
    shown = run(samples.headline())
    location = shown["results"][0]["locations"][0]
    assert location["physicalLocation"] == {"artifactLocation": {"uri": "rus.html", "index": 0}}
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "headline"
    assert location["properties"]["region"]["charOffset"] == 1
    changes = shown["results"][0]["fixes"][0]["artifactChanges"]
    assert [change["artifactLocation"] for change in changes] == [
        {"uri": "/headline", "index": 1},
        {"uri": "rus.html", "index": 0},
    ]
    assert shown["artifacts"][1] == {"location": {"uri": "/headline"}, "parentIndex": 0}


def test_applying_the_replacements_gives_the_fixed_text() -> None:
    [change] = run(samples.missing())["results"][1]["fixes"][0]["artifactChanges"]
    [replacement] = change["replacements"]
    body = samples.missing().values["body"]
    start = replacement["deletedRegion"]["charOffset"]
    fixed = body[:start] + replacement["insertedContent"]["text"]
    assert fixed.endswith(f"denied it.\n\n{samples.NOTICE}")


def test_what_was_not_checked_makes_the_run_unsuccessful() -> None:
    [invocation] = run(samples.clean(), samples.missing())["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["descriptor"] == {"id": "register-missing"}
    assert run(samples.clean())["invocations"][0]["executionSuccessful"] is True


def test_the_run_states_day_and_decision_of_each_article() -> None:
    properties = run(samples.clean(), samples.missing())["properties"]
    assert properties["decision"] == "block"
    assert [(row["id"], row["as_of"], row["decision"]) for row in properties["articles"]] == [
        ("clean.txt", "2021-07-16", "allow"),
        ("a.txt", "2021-07-16", "block"),
    ]


def test_words_of_an_article_are_neither_placeholders_nor_links() -> None:
    text = run(samples.hostile())["results"][0]["message"]["text"]
    assert "{{0}} [link\\](http://e.example)" in text
    assert "\x1b" not in text


def test_rules_bring_their_title_reason_and_address() -> None:
    rule = Rule.model_validate(
        {
            "id": "ru.designation.notice",
            "title": "Notice of a banned organisation",
            "why": "The law asks for it.",
            "family": "designation",
            "level": "error",
            "basis": {"type": "law", "cite": "Law 1", "url": "https://law.example/1", "reviewed_on": "2026-01-01"},
            "when": {"mention": {"statuses": ("terrorist",)}},
            "require": {"notice": "ban"},
        }
    )
    known, inferred = run(samples.missing(), rules=[rule])["tool"]["driver"]["rules"][:2]
    assert known["shortDescription"] == {"text": "Notice of a banned organisation"}
    assert known["helpUri"] == "https://law.example/1"
    assert inferred["id"] == "source.credit"
    assert inferred["defaultConfiguration"] == {"level": "note"}
