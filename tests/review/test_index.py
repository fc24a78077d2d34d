"""The first page of the admin says what waits, for one query more, to whoever may see flags."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser

from annotations.models.flag import Flag
from tests.api.rows import flag as made_flag
from tests.api.rows import received
from tests.review.desk import Newsroom, newsroom


@pytest.fixture
def desk(db: None) -> Newsroom:
    made = newsroom()
    made.person("anna", channels=(made.wire,))
    made.person("nina", "view_article")
    return made


def told(desk: Newsroom, name: str = "anna") -> tuple[str, list[str], int]:
    """The block's words, its addresses, and the queries of the page."""
    client = desk.client(name)
    with CaptureQueriesContext(connection) as captured:
        page = LexborHTMLParser(client.get("/admin/").content.decode())
    block = page.css_first("section.an-waiting")
    if block is None:
        return "", [], len(captured)
    return " ".join(block.text().split()), [str(link.attributes["href"]) for link in block.css("a")], len(captured)


def test_what_is_open_is_counted_and_leads_to_the_queue(desk: Newsroom) -> None:
    for number in range(3):
        made_flag(received(desk.wire, f"b{number}"), level="error" if number else "warning")
    made_flag(received(desk.hooked, "elsewhere"))
    words, links, _ = told(desk)
    assert "■ error 2" in words
    assert "▲ warning 1" in words
    queue = "/admin/annotations/flag/"
    assert links == [f"{queue}?view=open&level=error", f"{queue}?view=open&level=warning", queue]
    assert all(desk.client("anna").get(link).status_code == 200 for link in links)


def test_when_nothing_is_open_it_says_so(desk: Newsroom) -> None:
    words, links, _ = told(desk)
    assert "Nothing is open." in words
    assert links == ["/admin/annotations/flag/"]


def test_it_costs_one_query_however_many_flags_there_are(desk: Newsroom) -> None:
    counts = [told(desk)[2]]
    for number in range(12):
        made_flag(received(desk.wire, f"b{number}"))
    counts.append(told(desk)[2])
    assert counts[0] == counts[1]
    template, admin.site.index_template = admin.site.index_template, "admin/index.html"
    try:
        assert told(desk)[2] == counts[0] - 1
    finally:
        admin.site.index_template = template


def test_who_may_see_no_flags_is_told_nothing(desk: Newsroom) -> None:
    Flag.objects.all().delete()
    assert told(desk, "nina")[0] == ""
