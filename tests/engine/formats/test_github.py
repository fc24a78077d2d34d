"""GitHub workflow commands."""

import re

from hypothesis import given
from hypothesis import strategies as st

from annotations.engine.formats.registry import render
from annotations.engine.report import Report
from tests.engine.formats import samples
from tests.engine.formats.strategies import REPORTS

COMMAND = re.compile(r"::(error|warning|notice) ([A-Za-z]+=[^,:\r\n]*(?:,[A-Za-z]+=[^,:\r\n]*)*)::([^\r\n]*)")


def test_a_finding_is_placed_on_its_line() -> None:
    lines = render([samples.missing()], "github").splitlines()
    assert lines[1] == (
        "::error file=a.txt,line=2,endLine=2,col=13,endColumn=23,title=designation missing (ru.designation.notice)"
        "::Black Dawn is named without the notice.%0ASay once that it is banned in Russia."
    )


def test_what_was_not_checked_is_an_error_of_its_own() -> None:
    assert render([samples.missing()], "github").splitlines()[2] == (
        "::error file=a.txt,title=not checked::a.txt: register ru.minjust was not checked: "
        "a rule needs it and nobody supplied it (register-missing)"
    )


def test_a_position_in_the_headline_or_in_a_container_is_no_line_of_the_file() -> None:
    assert render([samples.headline()], "github").startswith(
        "::error file=rus.html,title=designation missing (ru.designation.notice)::headline:1:2: «Чёрный"
    )
    inside = render([samples.missing()], "github", locations={"a.txt": "wire.jsonl"}).splitlines()
    assert inside[0].startswith("::warning file=wire.jsonl,title=attribution missing-link (source.link)::a.txt: The")
    assert "::a.txt body:2:13: Black Dawn" in inside[1]


def test_columns_are_left_out_over_several_lines() -> None:
    body = "Black\nDawn"
    row = samples.finding(pieces=(samples.evidence(body, body),))
    shown = render([samples.report("a.txt", {"body": body}, findings=(row,))], "github")
    assert shown.startswith("::error file=a.txt,line=1,endLine=2,title=")


def test_names_and_messages_are_escaped() -> None:
    shown = render([samples.hostile()], "github")
    assert shown.startswith("::warning file=dir%2C 50%25%3A%0A\\x1b.txt,line=2,")
    assert shown.endswith("[link](http://e.example)%0A::error::no\n")


def test_nothing_found_prints_nothing() -> None:
    assert render([samples.clean(), samples.satisfied()], "github") == ""


@given(st.lists(REPORTS, max_size=3))
def test_every_finding_is_one_command_on_one_line(reports: list[Report]) -> None:
    lines = render(reports, "github").split("\n")
    assert lines.pop() == ""
    assert len(lines) == sum(len(report.findings) + len(report.unchecked) for report in reports)
    assert all(COMMAND.fullmatch(line) for line in lines)
