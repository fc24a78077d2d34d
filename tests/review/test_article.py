"""The page of an article: marks that overlap, what passed, the gate, texts and what changed between them."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from annotations.flags import manual
from annotations.gate.overrides import override
from annotations.models.article import Article
from tests.newsroom_app.desk import BOTH, CLEAN, OWING
from tests.review.desk import Newsroom, newsroom

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Newsroom:
    made = newsroom()
    made.person("anna", "view_article", "view_flag", "add_flag", "override_gate")
    return made


def page(desk: Newsroom, article: Article, name: str = "change/") -> str:
    answer = desk.client("anna").get(f"/admin/annotations/article/{article.pk}/{name}")
    assert answer.status_code == 200
    return answer.content.decode()


def words(html: str, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in LexborHTMLParser(html).css(selector)]


def test_marks_that_overlap_bear_the_numbers_of_both_flags(desk: Newsroom) -> None:
    article = desk.send(OWING, language="en")
    manual.raise_flag(article, by=desk.people["anna"], quote="Pact came to", note="When?")
    html = page(desk, article)
    assert words(html, ".an-text mark") == ["Northern", "Pact", "came to"]
    assert words(html, ".an-text mark.an-mark-several") == ["Pact"]
    assert [number.split()[-1] for number in words(html, ".an-text sup")] == ["1", "2"]


def test_what_passed_is_ticked_with_the_words_that_were_taken_for_it(desk: Newsroom) -> None:
    html = page(desk, desk.send(CLEAN, language="en"))
    (passed,) = words(html, ".an-passed li")
    assert passed.startswith("✓ present ru.designation.notice northern-pact")
    assert "is a terrorist organization banned in Russia" in passed
    assert "Nothing is open." in html


def test_each_rendition_stands_at_the_gate_by_itself_and_an_override_is_loud(desk: Newsroom) -> None:
    web = desk.send(OWING, language="en")
    desk.send(CLEAN, language="en", rendition="print")
    assert words(page(desk, web), "section[aria-labelledby=an-gate] li") == ["print allow", "web block"]
    override(web, by=desk.people["anna"], reason="Life safety.", at=timezone.now())
    assert "let out by anna until" in words(page(desk, web), "section[aria-labelledby=an-gate] li")[1]


def test_flags_are_born_and_die_by_texts(desk: Newsroom) -> None:
    desk.send(OWING, language="en")
    number = desk.flag().pk
    article = desk.send(CLEAN, language="en")
    table = LexborHTMLParser(page(desk, article)).css_first("section[aria-labelledby=an-revisions] tbody")
    assert table is not None
    rows = [[" ".join(cell.text().split()) for cell in row.css("th, td")] for row in table.css("tr")]
    assert [(row[0].split()[0], row[4], row[5]) for row in rows] == [("r2", "—", f"F-{number}"), ("r1", f"F-{number}", "—")]


def test_two_texts_are_compared_word_by_word(desk: Newsroom) -> None:
    desk.send(OWING, language="en", headline="Talks begin")
    article = desk.send(BOTH.replace("Wednesday", "Thursday"), language="en", headline="Talks go on")
    html = page(desk, article, "compare/?from=1&to=2")
    assert [said.removeprefix("taken out: ") for said in words(html, "del")] == ["begin", "Wednesday"]
    assert [said.removeprefix("added: ") for said in words(html, "ins")] == ["go on", "Thursday", ". They met people of White Outpost"]
    assert "A reader sees no difference." in page(desk, article, "compare/?from=1&to=1")


@pytest.mark.parametrize("query", ["", "?from=1", "?from=1&to=9", "?from=x&to=1", "?from=1&to=99999999999999999999"])
def test_a_text_that_is_not_there_is_not_found(desk: Newsroom, query: str) -> None:
    article = desk.send(OWING, language="en")
    assert desk.client("anna").get(f"/admin/annotations/article/{article.pk}/compare/{query}").status_code == 404


def test_a_text_laid_out_keeps_its_harmless_markup_on_a_page_that_may_do_nothing(desk: Newsroom) -> None:
    body = {"format": "html", "value": "<p onclick=x()>The <b>Northern Pact</b><script>alert(1)</script><img src=x onerror=y></p>"}
    article = desk.send("", body=body, language="en")
    answer: Any = desk.client("anna").get(f"/admin/annotations/article/{article.pk}/layout/")
    html = answer.content.decode()
    assert "<p>The <b>Northern Pact</b>" in html
    assert not LexborHTMLParser(html).css("script, img, [onclick]")
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


def test_what_could_not_be_checked_is_not_called_clean(desk: Newsroom) -> None:
    article = desk.send(CLEAN, language="en")
    Article.objects.filter(pk=article.pk).update(unchecked="engine_failed", verdict=None)
    html = page(desk, article)
    assert "The newest text could not be checked." in html
    assert "Nothing is open." not in html
    assert words(html, "section[aria-labelledby=an-gate] li") == ["web not checked"]


@pytest.mark.parametrize(("day", "says"), [("2015-01-01", "Nothing was owed."), ("2023-05-18", "The gate would say block")])
def test_it_can_be_asked_what_was_right_on_another_day(desk: Newsroom, day: str, says: str) -> None:
    article = desk.send(OWING, language="en")
    html = page(desk, article, f"as-of/?day={day}")
    assert says in " ".join(words(html, "#content")[0].split())
    assert article.latest is not None
    assert article.latest.checks.count() == 1


@pytest.mark.parametrize("day", ["", "yesterday", "2023-02-30", "٢٠٢٣-٠١-٠١"])
def test_a_day_that_is_none_is_asked_for_again(desk: Newsroom, day: str) -> None:
    article = desk.send(OWING, language="en")
    assert "The gate would say" not in page(desk, article, f"as-of/?day={day}") or day.startswith("٢")


def test_a_line_is_flagged_by_hand(desk: Newsroom) -> None:
    article = desk.send(OWING, language="en")
    client, address = desk.client("anna"), f"/admin/annotations/article/{article.pk}/raise/"
    again = client.post(address, {"quote": "not there", "note": "Which talks?", "level": "note"}).content.decode()
    assert "These words do not stand in the newest text." in again
    answer = client.post(address, {"quote": "for talks", "note": "Which talks?", "level": "note"}, follow=True)
    assert "Which talks?" in answer.content.decode()
    assert (desk.flag(manual=True).level, desk.flag(manual=True).outcome) == ("note", "review")


def test_a_miss_is_reported_from_the_page_of_the_article(desk: Newsroom) -> None:
    article = desk.send(OWING, language="en")
    client, address = desk.client("anna"), f"/admin/annotations/article/{article.pk}/raise/?missed=1"
    assert address in page(desk, article)
    form = client.get(address).content.decode()
    assert 'name="missed" id="id_missed" checked' in form
    client.post(address, {"quote": "for talks", "note": "The council is listed.", "level": "error", "missed": "on"})
    assert desk.flag(manual=True).outcome == "missing"
    assert "Misses that people reported in the last 90 days: <strong>1</strong>" in client.get(
        "/admin/annotations/flag/dashboard/"
    ).content.decode()
