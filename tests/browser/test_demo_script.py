"""The demo that convinces (docs/rooms.md, "A walk through the desk"), step by step in a browser: with the script and
without it. What stands behind each step is the newsroom that ``annotations demo`` makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client
from django.utils import timezone

from annotations.events import verify
from annotations.models.article import Article as Stored
from annotations.models.check import Check
from annotations.models.event import Event
from annotations.models.flag import Flag
from annotations.models.override import Override
from annotations.models.register import Snapshot
from annotations.rulebook.cases import SAMPLES
from project.newsroom.apps import NewsroomConfig
from project.newsroom.models import Article
from project.newsroom.walk import COLLEAGUE
from tests.browser.follow import follow

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NOTICE = "Varkesh is a terrorist organization banned in Russia."


def text_of(name: str) -> str:
    return (SAMPLES / "articles" / name).read_text(encoding="utf-8")


@pytest.fixture
def editor(transactional_db: None) -> Any:
    """The newsroom of the demo, and who sits in it."""
    for _line in NewsroomConfig.load_samples(NewsroomConfig, at=timezone.now()):  # type: ignore[arg-type]
        pass
    mail.outbox.clear()
    return get_user_model().objects.create_superuser("editor", password="editor")


@pytest.fixture
def visit(browser: Browser, live_server: Any, editor: Any) -> Iterator[Callable[..., Page]]:
    """``visit(script=...)``: a page of the editor. Anything that the page complains of ends the test."""
    contexts, complaints = [], []

    def go(*, script: bool) -> Page:
        client = Client()
        client.force_login(editor)
        context = browser.new_context(base_url=live_server.url, java_script_enabled=script)
        contexts.append(context)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
        return page

    yield go
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("script", [True, False], ids=["with the script", "without it"])
def test_the_demo_that_convinces(visit: Callable[..., Page], script: bool) -> None:
    page = visit(script=script)
    flag = the_queue_shows_what_needs_somebody(page)
    the_flag_shows_why_and_the_fix_closes_it(page, flag, script=script)
    the_same_flag_opens_again(page, flag)
    the_flag_outlives_another_house_style(page, flag)
    each_day_has_its_answer(page)
    an_article_goes_out_against_the_verdict(page)
    its_fixes_follow_all_at_once(page)
    a_snapshot_is_looked_at_before_it_is_live(page)
    the_proof_holds(page, flag)
    assert verify() == []


def the_queue_shows_what_needs_somebody(page: Page) -> Flag:
    page.goto("/admin/annotations/flag/")
    shown = page.inner_text("main")
    assert "agency" in shown.lower() or "Talks over Karsun pass" in shown
    flag = Flag.objects.get(article__channel__name="newsroom", article__external_id="agency", state="open")
    assert page.locator(f'a[href*="/flag/{flag.pk}/change/"]').count() >= 1
    careful = Stored.objects.get(channel__name="newsroom", external_id="outlet")
    assert not Flag.objects.filter(article=careful).exists()
    wired = Stored.objects.get(channel__name="wire")
    assert (wired.status, Flag.objects.filter(article=wired, state="open").count()) == ("live", 1)
    return flag


def the_flag_shows_why_and_the_fix_closes_it(page: Page, flag: Flag, *, script: bool) -> None:
    page.goto(f"/admin/annotations/flag/{flag.pk}/change/")
    shown = page.inner_text("main")
    assert shown.count("Varkesh") >= 3
    assert "2124-1" in shown
    assert "2022-02-20" in shown
    assert NOTICE in shown
    if script:
        with page.expect_navigation():
            page.keyboard.press("f")
    else:
        follow(page, "form[action*='/fix'] button, button[data-key='f']")
    flag.refresh_from_db()
    assert (flag.state, flag.reason) == ("closed", "fixed")
    assert NOTICE in Article.objects.get(slug="agency").text


def edit(page: Page, slug: str, text: str) -> None:
    """Saves another text in the newsroom's own form."""
    page.goto(f"/admin/newsroom/article/{Article.objects.get(slug=slug).pk}/change/")
    page.fill("#id_text", text)
    follow(page, "input[name='_save']")


def the_same_flag_opens_again(page: Page, flag: Flag) -> None:
    bare = text_of("agency.txt").replace("Varkesh fighters", "Varkesh* fighters", 1)
    edit(page, "agency", bare)
    flag.refresh_from_db()
    assert (flag.state, flag.reason, flag.outcome) == ("open", "reopened", "unresolved-marker")
    page.goto(f"/admin/annotations/flag/{flag.pk}/change/")
    assert f"F-{flag.pk}" in page.inner_text("#content")
    assert list(Event.objects.filter(flag=flag).order_by("id").values_list("kind", flat=True)) == ["opened", "fixed", "reopened"]


def the_flag_outlives_another_house_style(page: Page, flag: Flag) -> None:
    styled = re.sub(r"\n\*Varkesh is.*", "", text_of("outlet.md").split("Lumen Photo**", 1)[1], flags=re.S)
    edit(page, "agency", styled)
    flag.refresh_from_db()
    assert (flag.state, flag.outcome) == ("open", "missing")
    assert Flag.objects.filter(article=flag.article, subject="varkesh").count() == 1
    assert len(flag.finding["evidence"]) == 3


def each_day_has_its_answer(page: Page) -> None:
    answers = {}
    for name, file, form in (("bare", "agency.txt", "text"), ("careful", "outlet.md", "markdown")):
        for day in ("2021-12-01", "2023-05-18", "2024-10-01"):
            page.goto("/admin/annotations/flag/sandbox/")
            page.fill("#id_text", text_of(file))
            page.fill("#id_as_of", day)
            page.fill("#id_jurisdictions", "RU")
            page.select_option("#id_format", form)
            follow(page, "#content button:has-text('Check')")
            answers[name, day] = page.inner_text("#verdict-h").split(": ")[1]
    assert [answers["bare", day] for day in ("2021-12-01", "2023-05-18", "2024-10-01")] == ["allow", "block", "allow"]
    assert answers["careful", "2023-05-18"] == "allow"
    assert answers["careful", "2024-10-01"] == "warn"
    careful = Stored.objects.get(channel__name="newsroom", external_id="outlet")
    page.goto(f"/admin/annotations/article/{careful.pk}/as-of/?day=2024-10-01")
    assert "warn" in page.inner_text("main h2 >> nth=0").lower()


def its_fixes_follow_all_at_once(page: Page) -> None:
    flags = Flag.objects.filter(article__channel__name="newsroom", article__external_id="wire-ru", state="open")
    one, count = flags[0], flags.count()
    assert count >= 2
    page.goto(f"/admin/annotations/flag/{one.pk}/change/")
    follow(page, "main a:has-text('Fix all')")
    assert page.locator(".an-card").count() == count
    follow(page, "main button:has-text('Fix all')")
    assert flags.count() == 0
    assert "allow" in page.inner_text("section[aria-labelledby='an-gate']").lower()


def a_snapshot_is_looked_at_before_it_is_live(page: Page) -> None:
    page.goto("/admin/annotations/register/")
    follow(page, "a:has-text('samples')")
    waiting = Snapshot.objects.get(state="staged")
    follow(page, f"a[href*='/snapshot/{waiting.pk}/']")
    shown = page.inner_text("#content")
    assert "+2 −1 ~1" in shown.replace("\u2212", "−")
    page.select_option("#id_sample", "100")
    follow(page, "button:has-text('Preview')")
    foreseen = page.inner_text("section[aria-labelledby='foreseen-h']")
    opened = int(re.search(r"(\d+) new", foreseen)[1])  # type: ignore[index]
    before = set(Flag.objects.values_list("pk", flat=True))
    follow(page, "button:has-text('Apply now')")
    waiting.refresh_from_db()
    assert waiting.state == "live"
    assert Flag.objects.exclude(pk__in=before).count() == opened
    stale = Flag.objects.get(article__external_id="outlet", state="open")
    assert stale.outcome == "stale"


def an_article_goes_out_against_the_verdict(page: Page) -> None:
    stored = Stored.objects.get(channel__name="newsroom", external_id="wire-ru")
    page.goto(f"/admin/annotations/article/{stored.pk}/change/")
    follow(page, "a:has-text('Publish anyway')")
    page.check("input[name='preset'] >> nth=1")
    page.fill("#id_reason", "The desk of law answers at noon.")
    follow(page, "main button:has-text('Publish anyway')")
    assert Override.objects.get().reason.endswith("The desk of law answers at noon.")
    assert "editor lets this text out until" in page.inner_text(".an-alert-loud")
    page.goto("/admin/annotations/flag/dashboard/")
    assert "The desk of law answers at noon." in page.inner_text("section[aria-labelledby='overrides-h']")
    assert [letter.to for letter in mail.outbox if "wire" in letter.body or "Карсун" in letter.subject] == [
        [f"{COLLEAGUE}@newsroom.example"]
    ]
    story = Article.objects.get(slug="wire-ru")
    page.goto(f"/admin/newsroom/article/{story.pk}/change/")
    page.select_option("#id_status", "published")
    follow(page, "input[name='_save']")
    story.refresh_from_db()
    assert story.status == Article.Status.PUBLISHED


def the_proof_holds(page: Page, flag: Flag) -> None:
    fixed = Event.objects.filter(flag=flag, kind="fixed").order_by("id")[0]
    at = Check.objects.get(pk=fixed.data["check"]).created_at
    page.goto(f"/admin/annotations/article/{flag.article_id}/proof/?at={at.isoformat().replace('+', '%2B')}")
    shown = page.inner_text("main")
    assert "The record holds" in shown
    assert "ALLOW" in shown
    assert NOTICE in shown
    assert "The chain is valid up to event" in shown
