"""The template tags: what they say, escaped, and in words."""

from __future__ import annotations

import re

import pytest
from django.template import Context, Template

from tests.api.rows import flag, stored
from tests.newsroom_app.desk import BOTH, CLEAN, OWING, live_register
from tests.newsroom_app.models import Story

pytestmark = pytest.mark.django_db


def shown(tag: str, story: Story) -> str:
    return Template("{% load annotations %}{% " + tag + " %}").render(Context({"story": story}))


def made(text: str = "…") -> Story:
    (story,) = Story.objects.bulk_create([Story(title="Talks", text=text)])
    return story


def test_the_badge_counts_what_is_open() -> None:
    story = made()
    assert "not checked" in shown("annotation_badge story", story)
    article = stored(story)
    assert ">clear<" in shown("annotation_badge story", story)
    flag(article, "a")
    flag(article, "b")
    assert ">2 to fix<" in shown("annotation_badge story", story)


def test_the_panel_lists_message_evidence_and_fix_escaped() -> None:
    story = made()
    finding = {
        "evidence": [{"prefix": "of ", "exact": "<b>Pact</b>", "suffix": " & more"}],
        "fixes": [{"title": "Add the notice"}], "help": "See <the law>.",
    }
    flag(stored(story), message="<script>alert(1)</script>", finding=finding)
    html = shown("annotation_panel story", story)
    assert "<script>" not in html
    assert "of <mark>&lt;b&gt;Pact&lt;/b&gt;</mark> &amp; more" in html
    assert "To fix: Add the notice" in html
    assert "See &lt;the law&gt;." in html


def test_the_text_is_escaped_and_what_is_found_is_marked_and_numbered() -> None:
    live_register()
    html = shown('annotated_text story field="body"', Story(text=BOTH + " <script>x</script> & so on"))
    assert re.findall("<mark>(.*?)</mark>", html) == ["Northern Pact", "White Outpost"]
    assert "&lt;script&gt;x&lt;/script&gt; &amp; so on" in html
    assert html.count('href="#annotations-body-web-') == html.count('id="annotations-body-web-') == 2


def test_required_notices_are_printed_where_they_are_missing() -> None:
    live_register()
    assert "Northern Pact" in shown("required_notices story", Story(text=OWING))
    assert shown("required_notices story", Story(text=CLEAN)).strip() == ""


def test_readers_get_the_page_when_the_notices_cannot_be_worked_out(caplog: pytest.LogCaptureFixture) -> None:
    html = shown('required_notices story as_of="no day"', made(OWING))
    assert html.strip() == ""
    assert "cannot be worked out" in caplog.text


def test_the_number_of_queries_does_not_grow_with_the_flags(django_assert_num_queries: object) -> None:
    story = made()
    article = stored(story)
    for number in range(12):
        flag(article, f"subject-{number}")
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert shown("annotation_panel story", story).count("<strong>") == 12
