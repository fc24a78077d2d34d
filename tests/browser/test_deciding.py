"""Deciding in a browser: with the script and without it, by mouse and by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from annotations.models.flag import Flag
from tests.browser.follow import follow
from tests.newsroom_app.models import Story
from tests.review.desk import Newsroom

Opened = Callable[..., Any]
QUEUE = "/admin/annotations/flag/"
BOTH_WAYS = pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])


def state(flag: Flag) -> str:
    flag.refresh_from_db()
    return f"{flag.state}:{flag.reason}"


@BOTH_WAYS
def test_a_flag_is_dismissed_the_next_one_shown_and_the_first_taken_back(opened: Opened, desk: Newsroom, script: bool) -> None:
    flag = desk.flag(article__external_id="a1")
    page = opened(QUEUE, script=script)
    follow(page, f"a[href^='{QUEUE}{flag.pk}/change/']")
    follow(page, "text=Dismiss…")
    page.check("input[value=wrong_entity]")
    page.fill("textarea[name=note]", "A football club of that name.")
    follow(page, "button:has-text('Dismiss and next')")
    assert state(flag) == "closed:false_positive"
    assert f"/{flag.pk}/" not in page.url
    follow(page, "button:has-text('Undo')")
    assert state(flag) == "open:reopened"
    assert "as it was" in page.inner_text(".messagelist")


@BOTH_WAYS
def test_a_fix_is_seen_as_a_diff_made_in_the_text_and_closes_its_flag(opened: Opened, desk: Newsroom, script: bool) -> None:
    flag = desk.flag(article__channel=desk.hooked)
    page = opened(f"{QUEUE}{flag.pk}/change/", script=script)
    assert "banned in Russia" in page.inner_text(".an-diff .an-added >> nth=-1")
    follow(page, ".an-bar button:has-text('Apply fix and next')")
    assert "banned in Russia" in Story.objects.get().text
    assert state(flag) == "closed:fixed"


@BOTH_WAYS
def test_many_are_claimed_after_a_page_that_says_what_will_come_of_it(opened: Opened, desk: Newsroom, script: bool) -> None:
    page = opened(f"{QUEUE}?view=open", script=script)
    for box in page.query_selector_all("[data-row] input[type=checkbox]"):
        box.check()
    page.select_option("select[name=deed]", "claim")
    follow(page, ".an-bulk button")
    assert "5 of 6 will change, 1 is left as it is" in page.inner_text("#content")
    assert "boris has claimed it" in page.inner_text("#content")
    follow(page, "button.an-button-main:has-text('Claim')")
    assert Flag.objects.filter(assignee=desk.people["anna"]).count() == 5


def test_the_keyboard_alone_is_enough(opened: Opened, desk: Newsroom) -> None:
    page = opened(QUEUE)
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("x")
    assert page.inner_text("[data-selected]").startswith("1 of")
    page.keyboard.press("o")
    page.wait_for_url(f"**{first}")
    page.keyboard.press("d")
    page.wait_for_url("**/dismiss/")
    for key in ("Tab",) * 60:
        page.keyboard.press(key)
        if page.evaluate("document.activeElement.name") == "reason":
            break
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Somebody else of that name; d, u and g are letters here.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/change/")
    assert Flag.objects.filter(reason="false_positive").count() == 1
    with page.expect_navigation():
        page.keyboard.press("u")
    assert Flag.objects.filter(reason="false_positive").count() == 0


def test_keys_are_listed_and_can_be_switched_off(opened: Opened, desk: Newsroom) -> None:
    page = opened(QUEUE)
    page.keyboard.press("?")
    assert page.is_visible("dialog#an-keys")
    follow(page, "dialog >> text=Switch keys off")
    follow(page, "button:has-text('Switch keys off')")
    page.goto(QUEUE)
    page.keyboard.press("?")
    page.keyboard.press("j")
    assert not page.is_visible("dialog#an-keys")
    assert page.evaluate("document.activeElement.tagName") == "BODY"


def test_what_has_the_focus_is_not_hidden_by_the_bar(opened: Opened, desk: Newsroom) -> None:
    flag = desk.flag(article__external_id="a2")
    page = opened(f"{QUEUE}{flag.pk}/change/", viewport={"width": 1280, "height": 600})
    for _ in range(80):
        page.keyboard.press("Tab")
        hidden = page.evaluate(
            "(() => { const bar = document.querySelector('.an-bar'), on = document.activeElement; if (on === document.body"
            " || bar.contains(on)) return false; const a = on.getBoundingClientRect(), b = bar.getBoundingClientRect();"
            " return a.height > 0 && a.top >= b.top && a.bottom <= b.bottom; })()"
        )
        assert not hidden, page.evaluate("document.activeElement.outerHTML")
