"""The page of a flag: why it is there, where, what would fix it, and what was decided."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from annotations.flags import decisions, manual
from annotations.models.flag import Flag
from tests.api.rows import flag as made_flag
from tests.newsroom_app.desk import BOTH, OWING
from tests.newsroom_app.models import Story
from tests.review.desk import EVERYTHING, RUSSIAN, Newsroom, newsroom

pytestmark = pytest.mark.django_db
FLAG = "/admin/annotations/flag/"


@pytest.fixture
def desk() -> Newsroom:
    made = newsroom()
    made.person("anna")
    return made


def page(desk: Newsroom, flag: Flag, name: str = "change") -> str:
    answer = desk.client("anna").get(f"{FLAG}{flag.pk}/{name}/")
    assert answer.status_code == 200
    return answer.content.decode()


def words(html: str, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in LexborHTMLParser(html).css(selector)]


def test_it_says_by_which_rule_law_entry_and_day(desk: Newsroom) -> None:
    desk.send(OWING, language="en")
    told = " ".join(words(page(desk, desk.flag()), "section[aria-labelledby=an-why] dd"))
    assert "ru.designation.notice v1: A banned organisation is named without its notice" in told
    assert "law: Law on Mass Media 2124-1" in told
    assert "Russia: terrorist organisation, register ru.fsb, 2016-06-02 – …" in told
    assert "2023-05-18 (the later of the article's published and modified)" in told
    assert "Northern Pact is a terrorist organization banned in Russia." in told


def test_each_piece_of_evidence_has_its_number_in_the_text(desk: Newsroom) -> None:
    desk.send(RUSSIAN, language="ru")
    html = page(desk, desk.flag())
    assert words(html, ".an-evidence .an-number") == ["1", "2", "3"]
    assert words(html, "#an-text mark") == ["Варкешем", "Варкеша", "Варкеш"]
    assert [number.split()[-1] for number in words(html, "#an-text sup")] == ["1", "2", "3"]


def test_the_fix_is_a_diff_with_its_alternatives(desk: Newsroom) -> None:
    desk.send(OWING, language="en")
    html = page(desk, desk.flag())
    assert "+ The Northern Pact is a terrorist organization banned in Russia." in " ".join(words(html, ".an-added"))
    assert "The text belongs to another system" in html
    assert "Apply this fix" not in html


def test_who_may_write_rules_gets_to_the_wordings(desk: Newsroom) -> None:
    desk.send(OWING, language="en")
    flag = desk.flag()
    assert "Edit wording…" not in page(desk, flag)
    rita = desk.person("rita", *EVERYTHING, "view_rulestage", "edit_rule")
    client = desk.client("rita")
    links = LexborHTMLParser(client.get(f"{FLAG}{flag.pk}/change/").content.decode()).css("section[aria-labelledby=an-fix-title] a")
    (address,) = [str(link.attributes["href"]) for link in links if "Edit wording…" in link.text()]
    shown, _, place = address.partition("#")
    rule = LexborHTMLParser(client.get(shown).content.decode())
    assert rule.css_first(f"#{place}") is not None
    (edit,) = [str(link.attributes["href"]) for link in rule.css(f"section[aria-labelledby={place}] a")]
    assert "banned in Russia" in client.get(edit).content.decode()
    manual.raise_flag(flag.article, by=rita, quote="Northern Pact", note="Which one is meant here?", level="note")
    assert "Edit wording…" not in client.get(f"{FLAG}{desk.flag(manual=True).pk}/change/").content.decode()


def test_a_fix_that_no_longer_fits_changes_nothing_and_says_so(
    desk: Newsroom, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        story = desk.story()
    flag = desk.flag()
    Story.objects.filter(pk=story.pk).update(text=OWING + " More.")
    answer = desk.client("anna").post(f"{FLAG}{flag.pk}/fix/", {"version": flag.version, "fix": 0}, follow=True)
    assert "The text changed since the flag; re-check first." in answer.content.decode()
    assert Story.objects.get().text == OWING + " More."


def test_all_fixes_of_an_article_are_made_at_once(desk: Newsroom, django_capture_on_commit_callbacks: Any) -> None:
    desk.person("lena", *EVERYTHING, "change_story")
    with django_capture_on_commit_callbacks(execute=True):
        desk.story(BOTH)
    flags = list(Flag.objects.order_by("pk"))
    address = f"{FLAG}{flags[0].pk}/fixall/"
    assert len(words(desk.client("lena").get(address).content.decode(), ".an-diff")) == 2
    sent = {"flag": [f"{flag.pk}:{flag.version}" for flag in flags]}
    with django_capture_on_commit_callbacks(execute=True):
        desk.client("lena").post(address, sent)
    assert Story.objects.get().text.count("banned in Russia") == 2
    assert set(Flag.objects.values_list("reason", flat=True)) == {"fixed"}


def test_a_dismissal_says_what_else_it_would_close(desk: Newsroom) -> None:
    desk.send(OWING, language="en")
    desk.send(OWING, language="en", rendition="print")
    html = page(desk, desk.flag(article__rendition="web"), "dismiss")
    assert "“In every rendition” will also close 1 flag:" in html
    sent = {"version": 1, "reason": "test", "note": "Both of them are tries.", "scope": "story"}
    desk.client("anna").post(f"{FLAG}{desk.flag(article__rendition='web').pk}/dismiss/", sent)
    assert Flag.objects.filter(reason="not_applicable").count() == 2


@pytest.mark.parametrize(
    ("deed", "sent", "said"),
    [
        ("dismiss", {"note": "No reason is given.", "scope": "article"}, "This field is required."),
        ("dismiss", {"reason": "test", "note": "short", "scope": "article"}, "at least 10 characters"),
        ("dismiss", {"reason": "nonsense", "note": "Long enough a note.", "scope": "article"}, "not one of the available choices"),
        ("waive", {"note": "Until when?"}, "Say until when."),
        ("waive", {"note": "Long ago.", "day": "2020-01-01"}, "A waiver ends later than now."),
        ("waive", {"note": "For ever.", "day": "2099-01-01"}, "90 days at most"),
        ("comment", {"note": " "}, "This field is required."),
    ],
)  # fmt: skip
def test_what_is_missing_is_asked_for_and_what_was_typed_stays(desk: Newsroom, deed: str, sent: dict[str, str], said: str) -> None:
    desk.send(OWING, language="en")
    flag = desk.flag()
    answer = desk.client("anna").post(f"{FLAG}{flag.pk}/{deed}/", sent | {"version": flag.version})
    assert said in answer.content.decode()
    assert sent["note"] in answer.content.decode()
    flag.refresh_from_db()
    assert flag.reason == "new"


def test_history_comments_and_what_a_person_decided_on_stay_to_be_seen(desk: Newsroom) -> None:
    desk.send(OWING, language="en")
    flag = desk.flag()
    made = decisions.dismiss(flag, by=desk.people["anna"], reason="wrong_entity", note="It is the football club.")
    decisions.undo(made, by=desk.people["anna"])
    decisions.comment(flag, by=desk.people["anna"], note="Ask the author.")
    told = words(page(desk, flag), ".an-history li")
    assert [
        line.split(": ", 1)[1].split(" r1")[0] for line in told
    ] == ["comment", "opened again: taken back", "dismissed: somebody else is meant", "opened by a check"]
    assert "It is the football club." in told[2]


def test_how_often_the_rule_was_right_is_told(desk: Newsroom) -> None:
    article = desk.send(OWING, language="en")
    now = timezone.now()
    for number, reason in enumerate(["fixed"] * 6 + ["false_positive"] * 2 + ["not_applicable", "obsolete"]):
        made_flag(article, subject=f"s{number}", state="closed", reason=reason, closed_at=now - timedelta(days=number))
    assert "7 of the last 9 decisions agreed with the rule" in page(desk, desk.flag(state="open"))


def test_a_flag_of_a_person_is_settled_by_one(desk: Newsroom) -> None:
    article = desk.send(OWING, language="en")
    flag = manual.raise_flag(article, by=desk.people["anna"], quote="for talks", note="Which talks?")
    html = page(desk, flag)
    assert "Settled…" in html
    assert words(html, "#an-text mark") == ["for talks"]
    desk.client("anna").post(f"{FLAG}{flag.pk}/settle/", {"version": flag.version, "note": "The talks of Monday."})
    flag.refresh_from_db()
    assert flag.state == "closed"


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999", "١"])
def test_a_version_that_is_none_is_no_way_past_the_other_person(desk: Newsroom, version: str) -> None:
    desk.send(OWING, language="en")
    flag = desk.flag()
    answer = desk.client("anna").post(f"{FLAG}{flag.pk}/claim/", {"version": version})
    assert answer.status_code in (302, 409)
