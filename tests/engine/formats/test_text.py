"""The report for people."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotations.engine.formats.registry import render
from annotations.engine.report import Report
from tests.engine.formats import samples
from tests.engine.formats.strategies import REPORTS

MISSING = """\
a.txt (en, as of 2021-07-16): block
a.txt:2:13: error: designation missing: Black Dawn is named without the notice. [ru.designation.notice]
    1. 2:13  Fighters of [Black Dawn] left the city.
    2. 3:1  [Black Dawn] denied it.
  why: Law on Mass Media, article 4; listed since: 2003-03-04
  do: Say once that it is banned in Russia.
  fix: Add the notice at the end. (safe)
    @ body line 3
      Black Dawn denied it.
    +
    + *Black Dawn is a terrorist organisation banned in Russia.*
a.txt: warning: attribution missing-link: The credit has no link to the original. [source.link]
✓ credit wire satisfied
NOT CHECKED: register ru.minjust: a rule needs it and nobody supplied it (register-missing)

1 error, 1 warning, 1 NOT CHECKED
"""

HEADLINE = """\
rus.html (ru, as of 2021-07-16): block
rus.html (headline):1:2: error: designation missing: «Чёрный рассвет» назван без пометки. [ru.designation.notice]
    1. headline:1:2  «[Чёрный рассвет]» уходит
  fix: Поставить знак и сноску (read it first)
    @ headline line 1
    - «Чёрный рассвет» уходит
    + «Чёрный рассвет»* уходит
    @ body line 1
    - <p>Бои за город.</p>
    + <p>Бои за город.*</p>

1 error
"""


def test_a_missing_notice_says_where_why_what_to_do_and_how() -> None:
    assert render([samples.missing()], "text") == MISSING


def test_a_finding_in_the_headline_names_the_field() -> None:
    assert render([samples.headline()], "text") == HEADLINE


def test_an_article_that_owes_nothing_takes_one_line() -> None:
    assert render([samples.clean()], "text") == "clean.txt (en, as of 2021-07-16): allow: nothing owed\n"


def test_what_is_owed_and_there_is_ticked() -> None:
    assert render([samples.satisfied()], "text").splitlines()[1:] == ["✓ designation black-dawn satisfied"]


def test_several_articles_are_summed_up() -> None:
    assert render(samples.everything(), "text").endswith("\n5 articles: 2 errors, 2 warnings, 1 NOT CHECKED\n")
    assert render([samples.clean()] * 2, "text").endswith("nothing owed\n2 articles: no findings\n")
    assert render([], "text") == "0 articles: no findings\n"


def test_an_article_that_could_not_be_checked_is_never_called_clean() -> None:
    shown = render([replace(samples.clean(), unchecked=samples.missing().unchecked)], "text")
    assert "nothing owed" not in shown
    assert "NOT CHECKED: register ru.minjust" in shown


def test_a_debt_without_a_finding_is_not_hidden() -> None:
    shown = render([replace(samples.missing(), findings=())], "text")
    assert "error designation black-dawn missing" in shown


def test_the_location_of_a_text_file_is_printed_instead_of_the_id() -> None:
    shown = render([samples.missing()], "text", locations={"a.txt": "news/a.txt"})
    assert shown.startswith("news/a.txt, article a.txt (en,")
    assert "\nnews/a.txt:2:13: error:" in shown


def test_an_article_inside_a_file_of_many_gives_no_line_of_that_file() -> None:
    shown = render([samples.missing()], "text", locations={"a.txt": "wire.jsonl"})
    assert "\nwire.jsonl (a.txt body):2:13: error:" in shown


def test_five_pieces_of_evidence_are_shown_and_the_rest_counted() -> None:
    body = "Black Dawn. " * 8
    pieces = tuple(samples.evidence(body, "Black Dawn", after=12 * number) for number in range(8))
    shown = render([samples.report("a", {"body": body}, findings=(samples.finding(pieces=pieces),))], "text")
    assert "    5. 1:49  …" in shown
    assert "    and 3 more\n" in shown
    assert "    6. " not in shown


def test_hostile_text_cannot_steer_the_terminal() -> None:
    shown = render([samples.hostile()], "text")
    assert "[\\x1b[31m\\u202e]" in shown
    assert "◌\u0301" in shown
    assert "\u2068حركة\u2069" in shown
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)


def test_colours_are_ours_alone() -> None:
    plain, colored = render([samples.hostile()], "text"), render([samples.hostile()], "text", color=True)
    assert "\x1b[1;33mwarning\x1b[0m" in colored
    assert re.sub("\x1b\\[[0-9;]+m", "", colored) == plain


@given(st.lists(REPORTS, max_size=3))
def test_no_text_breaks_the_format(reports: list[Report]) -> None:
    shown = render(reports, "text")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202e\ud800-\udfff]", shown)
    heads = [line for line in shown.split("\n") if ": error: " in line or ": warning: " in line or ": note: " in line]
    assert len(heads) >= sum(len(report.findings) for report in reports)
    assert shown == render(reports, "text")
