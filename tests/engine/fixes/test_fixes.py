"""Every fix that is offered works: its finding goes, nothing new comes, and doing it twice changes nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.engine.article import Article
from annotations.engine.check import check
from annotations.engine.fixes.edits import TextChanged
from annotations.engine.fixes.verify import apply_fix
from annotations.engine.report import Outcome, Report
from tests.engine.newsroom import NOW, checked, desk, story

OPENINGS = [
    "Отряд «Северного пакта» отошёл к реке.",
    "Отряд «Северного пакта» (террористическая организация) отошёл к реке.",
    "Отряд «Северного пакта» (экстремистская организация, запрещена в РФ) отошёл к реке.",
    "Отряд «Северного пакта» (запрещён в Казахстане) отошёл к реке.",
    "Отряд «Северного пакта»* отошёл к реке.",
    "«Мы видели «Северный пакт» у самой реки», — сказал пастух.",
    "Глеб Торопцев прочитал лекцию о сне.",
    "Лекцию прочитала Лидия Верескова, зал задавал вопросы.",
    "Brontex и Ticklet закрыли офисы.",
]
ENDINGS = ["", "«Варкеш» — террористическая организация, запрещена в РФ.", "* По данным местного радио."]
FILLER = ["Мост открыли после ремонта.", "5 * 4 = 20 & <так> далее.", "Очереди стоят с ночи."]
FORMATS = {"text": "{}", "markdown": "{}", "html": "<p>{}</p>"}


def written(paragraphs: list[str], format: str) -> str:
    if format == "html":
        paragraphs = [text.replace("&", "&amp;").replace("<", "&lt;") for text in paragraphs]
    return "\n\n".join(FORMATS[format].format(text) for text in paragraphs if text)


def recheck(article: Article) -> Report:
    return check(article, desk(), now=NOW)


def identities(report: Report) -> set[tuple[str, str, str]]:
    return {(row.rule, row.subject, row.outcome.value) for row in report.findings}


@settings(max_examples=60, deadline=None)
@given(
    opening=st.lists(st.sampled_from(OPENINGS), min_size=1, max_size=3, unique=True),
    filler=st.sampled_from(FILLER),
    ending=st.sampled_from(ENDINGS),
    format=st.sampled_from(sorted(FORMATS)),
)
def test_every_fix_works(opening: list[str], filler: str, ending: str, format: str) -> None:
    article = story(written([*opening, filler, ending], format), format=format)
    report = recheck(article)
    for finding in report.findings:
        for fix in finding.fixes:
            fixed = apply_fix(article, report, fix)
            after = recheck(fixed)
            assert not [row for row in after.findings if (row.rule, row.subject) == (finding.rule, finding.subject)]
            assert identities(after) <= identities(report)
            assert apply_fix(fixed, report, fix) == fixed


@pytest.mark.parametrize(
    ("text", "format", "language", "expected"),
    [
        (OPENINGS[0], "text", "ru", "«Северный пакт» — террористическая организация, деятельность запрещена в РФ."),
        (f"<p>{OPENINGS[0]}</p>", "html", "ru", "</p>\n<p>«Северный пакт» — террористическая организация"),
        ("The Northern Pact left.", "markdown", "en", "The Northern Pact is a terrorist organization banned in Russia."),
        ("Лидия Верескова пела.", "text", "ru", "Лидия Верескова внесена Минюстом РФ в реестр иностранных агентов."),
        ("«Ясный день» вышел.", "text", "ru", "«Ясный день» внесён Минюстом РФ в реестр иностранных агентов."),
    ],
)
def test_the_line_that_is_added(text: str, format: str, language: str, expected: str) -> None:
    report = checked(text, format=format, language=language, fixes=True)
    added = report.findings[0].fixes[0].edits[0]
    assert expected in text[: added.start] + added.text


def test_words_in_parentheses_are_replaced() -> None:
    report = checked(OPENINGS[1], fixes=True)
    fixed = apply_fix(story(OPENINGS[1]), report, report.findings[0].fixes[0])
    assert fixed.body.value == "Отряд «Северного пакта» (террористическая организация, запрещена в РФ) отошёл к реке."


def test_a_mark_gets_its_line() -> None:
    report = checked(OPENINGS[4], fixes=True)
    assert report.findings[0].fixes[0].edits[0].text.startswith("\n\n* «Северный пакт» — террористическая")


def test_a_stale_note_goes_with_its_mark() -> None:
    text = "<p>Глава Варкеша* прибыл.</p>\n<p>* Организация запрещена в РФ.</p>"
    article = story(text, format="html", published="2025-01-01")
    report = recheck(article)
    assert report.findings[0].outcome is Outcome.STALE
    assert apply_fix(article, report, report.findings[0].fixes[0]).body.value == "<p>Глава Варкеша прибыл.</p>"


def test_nothing_is_written_into_direct_speech() -> None:
    text = "«Мы видели «Северный пакт» у самой реки и не боялись», — сказал пастух."
    report = checked(text, fixes=True)
    assert [fix.edits[0].start for fix in report.findings[0].fixes] == [len(text)]


def test_a_fix_for_another_text_is_refused() -> None:
    report = checked(OPENINGS[0], fixes=True)
    with pytest.raises(TextChanged):
        apply_fix(story("Совсем другой текст."), report, report.findings[0].fixes[0])


def test_a_person_decides_about_namesakes() -> None:
    report = checked("Полузащитник Глеб Торопцев забил гол.", fixes=True)
    assert [(row.outcome, row.fixes) for row in report.findings] == [(Outcome.REVIEW, ())]
