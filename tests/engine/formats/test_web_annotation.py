"""W3C Web Annotations, held against every MUST assertion of the W3C test suite."""

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator
from referencing import Registry
from referencing.jsonschema import DRAFT4

from annotations.engine.formats.registry import render
from annotations.engine.report import Report
from tests.engine.formats import samples
from tests.engine.formats.formats_checked import uri_formats
from tests.engine.formats.strategies import REPORTS
from tests.shared import shared_lines

Json = dict[str, Any]


@cache
def must() -> dict[str, Draft4Validator]:
    """The MUST assertions by their path. They refer to the definitions by file name."""
    rows = {row["_id"]: row["schema"] for row in shared_lines("suites/webannotation_assertions.jsonl")}
    registry: Registry[Any] = Registry().with_resources(
        (name.removeprefix("definitions/"), DRAFT4.create_resource(schema)) for name, schema in rows.items()
    )
    checker = uri_formats()
    return {
        name: Draft4Validator(schema, registry=registry, format_checker=checker)
        for name, schema in rows.items()
        if schema.get("assertionType") == "must"
    }


def failures(document: Json, folder: str) -> list[str]:
    return [name for name, schema in must().items() if name.startswith(folder) and not schema.is_valid(document)]


def page_failures(page: Json) -> list[str]:
    """All MUST assertions that fail: on the page, on its collection, on each annotation."""
    collection = page["partOf"] | {"@context": page["@context"]}
    found = failures(page, "collections/pages/")
    found += [name for name in failures(collection, "collections/") if "/pages/" not in name]
    return found + [name for item in page["items"] for name in failures(item, "annotations/")]


def page(*reports: Report) -> Json:
    shown: Json = json.loads(render(reports, "web-annotation"))
    return shown


def test_the_suite_has_its_79_must_assertions() -> None:
    assert len(must()) == 79


@pytest.mark.parametrize("number", range(6))
def test_every_sample_meets_every_must(number: int) -> None:
    reports = samples.everything()[number : number + 1] or samples.everything()
    assert page_failures(page(*reports)) == []


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(REPORTS, max_size=2))
def test_any_text_leaves_every_must_met(reports: list[Report]) -> None:
    assert page_failures(page(*reports)) == []


@pytest.mark.parametrize(
    ("change", "assertion"),
    [
        ({"target": {"type": "SpecificResource"}}, "annotations/3.2-targetObjectsRecognized.json"),
        ({"id": "no scheme"}, "annotations/3.1-annotationIdValidated.json"),
        ({"bodyValue": "x"}, "annotations/3.2.5-notBodyBodyValue.json"),
    ],
)
def test_the_assertions_do_notice_a_broken_annotation(change: Json, assertion: str) -> None:
    [item] = page(samples.headline())["items"]
    assert assertion in failures(item | change, "annotations/")


def test_a_finding_targets_its_words_and_their_position() -> None:
    [item] = page(samples.headline())["items"]
    assert item["target"] == {
        "type": "SpecificResource",
        "source": "urn:annotations:article:rus.html#headline",
        "selector": [
            {"type": "TextQuoteSelector", "exact": "Чёрный рассвет", "prefix": "«", "suffix": "» уходит"},
            {"type": "TextPositionSelector", "start": 1, "end": 15},
        ],
    }


def test_the_bodies_say_what_is_wrong_and_how_to_mend_it() -> None:
    [_, notice, _] = page(samples.missing())["items"]
    assert [(body["purpose"], body["value"].splitlines()[0]) for body in notice["body"]] == [
        ("assessing", "Black Dawn is named without the notice."),
        ("editing", "Add the notice at the end."),
        ("classifying", "ru.designation.notice"),
        ("tagging", "error"),
        ("tagging", "missing"),
    ]
    assert len(notice["target"]) == 2


def test_a_finding_without_evidence_targets_the_article() -> None:
    [link, _, _] = page(samples.missing())["items"]
    assert link["target"] == "urn:annotations:article:a.txt"


def test_what_was_not_checked_is_an_annotation_too() -> None:
    [*_, unchecked] = page(samples.missing())["items"]
    assert unchecked["body"][0]["value"].startswith("register ru.minjust was not checked")
    assert unchecked["body"][1]["value"] == "unchecked"


def test_a_clean_article_gives_an_empty_page() -> None:
    shown = page(samples.clean())
    assert (shown["items"], shown["partOf"]["total"]) == ([], 0)
