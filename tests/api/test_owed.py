"""``api.notices``: what is to be printed beside an article on the day it is read."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from annotations import api
from annotations.flags.decisions import dismiss
from annotations.models.flag import Flag
from tests.newsroom_app.desk import BOTH, CLEAN, OWING
from tests.newsroom_app.models import Story

pytestmark = pytest.mark.usefixtures("desk")


def test_a_missing_notice_is_given_ready_to_print() -> None:
    (line,) = api.notices(Story(text=OWING))
    assert "Northern Pact" in line.text
    assert "<" not in line.text
    assert (line.language, line.rules, line.level) == ("en", ("ru.designation.notice",), "error")


def test_what_the_text_carries_is_not_printed_twice() -> None:
    assert api.notices(Story(text=CLEAN)) == ()


def test_the_lines_clear_the_article_when_they_are_printed() -> None:
    lines = api.notices(Story(text=BOTH))
    assert len(lines) == 2
    printed = "\n\n".join([BOTH, *(line.text for line in lines)])
    assert api.check(Story(text=printed)).decision == "allow"


def test_a_notice_is_owed_by_the_law_of_the_day_of_reading() -> None:
    assert api.notices(Story(text=OWING), as_of="1990-01-01") == ()


def test_a_wrong_notice_is_owed_the_right_one() -> None:
    text = OWING + "\n\nThe Northern Pact is recognised as a foreign agent in Russia."
    assert [row.outcome.value for row in api.check(Story(text=text)).findings][:1] == ["wrong-status"]
    assert any("terrorist" in line.text for line in api.notices(Story(text=text)))


def test_what_a_person_dismissed_as_a_namesake_is_not_printed(django_capture_on_commit_callbacks: Any) -> None:
    text = "The football club Northern Pact won the cup in Kazan on Sunday."
    with django_capture_on_commit_callbacks(execute=True):
        story = Story.objects.create(title="Cup", text=text)
    assert len(api.notices(story)) == 1
    boss = User.objects.create_superuser("boss")
    dismiss(Flag.objects.get(), by=boss, reason="wrong_entity", note="It is the football club.")
    assert api.notices(story) == ()
    story.text = OWING
    assert len(api.notices(story)) == 1
