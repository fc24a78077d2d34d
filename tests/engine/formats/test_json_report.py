"""json and jsonl."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.engine.formats.json_text import json_text
from annotations.engine.formats.registry import render
from annotations.engine.report import Report, as_json
from tests.engine.formats import samples
from tests.engine.formats.strategies import REPORTS


def test_json_is_an_object_for_one_article_and_a_list_otherwise() -> None:
    assert json.loads(render([samples.missing()], "json")) == as_json(samples.missing())
    assert [row["article"]["id"] for row in json.loads(render([samples.clean(), samples.missing()], "json"))] == [
        "clean.txt",
        "a.txt",
    ]
    assert render([], "json") == "[]\n"


def test_jsonl_is_one_object_a_line() -> None:
    lines = render(samples.everything(), "jsonl").splitlines()
    assert [json.loads(line) for line in lines] == [as_json(report) for report in samples.everything()]
    assert render([], "jsonl") == ""


def test_cyrillic_stays_readable_and_control_characters_are_written_out() -> None:
    assert "«Чёрный рассвет» назван" in render([samples.headline()], "json")
    assert json_text({"a": "\x9b\u202e\u2028\ud800я"}) == '{"a":"\\u009b\\u202e\\u2028\\ud800я"}'


def test_a_number_that_json_has_not_is_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_text({"confidence": float("nan")})


@given(st.lists(REPORTS, max_size=3))
def test_any_report_survives_the_round_trip_on_one_line(reports: list[Report]) -> None:
    lines = render(reports, "jsonl").splitlines()
    assert [json.loads(line) for line in lines] == [as_json(report) for report in reports]
    json_shown = json.loads(render(reports, "json"))
    assert json_shown == ([as_json(report) for report in reports] if len(reports) != 1 else as_json(reports[0]))
