"""Eight ways of going live, each with a page that is blocked, warned, clean, cannot be checked, or is let out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from annotations.contrib.wagtail.approving import let_out
from annotations.models.article import Article
from annotations.models.event import Event
from annotations.models.flag import Flag
from project.magazine.models import Alert, ArticlePage
from tests.wagtail.newsroom import CLEAN, OWING, REFUSED, alert, body_form, channel, draft, home, is_live

pytestmark = pytest.mark.usefixtures("desk")

Route = Callable[[Client, Any, str], tuple[Any, str]]
"""Publishes the text: what came of it, and what a person is told."""


def edit_view(browser: Client, editor: Any, html: str) -> tuple[Any, str]:
    page = draft(html)
    answer = browser.post(
        f"/admin/pages/{page.pk}/edit/", body_form(html, slug=page.slug, **{"action-publish": "1"}), follow=True
    )
    assert answer.status_code == 200
    return page, answer.content.decode()


def create_view(browser: Client, editor: Any, html: str) -> tuple[Any, str]:
    sent = body_form(html, **{"action-publish": "1"})
    answer = browser.post(f"/admin/pages/add/magazine/articlepage/{home().pk}/", sent, follow=True)
    assert answer.status_code == 200
    return ArticlePage.objects.filter(slug=sent["slug"]).first(), answer.content.decode()


def bulk_publish(browser: Client, editor: Any, html: str) -> tuple[Any, str]:
    page = draft(html)
    answer = browser.post(f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}&next=/admin/", {}, follow=True)
    assert answer.status_code == 200
    return page, answer.content.decode()


def scheduled_publish(browser: Client, editor: Any, html: str) -> tuple[Any, str]:
    page = draft(html)
    schedule(page)
    call_command("publish_scheduled")
    return page, browser.get(f"/admin/pages/{page.pk}/history/").content.decode()


def workflow_finish(browser: Client, editor: Any, html: str) -> tuple[Any, str]:
    page = draft(html)
    submit(page, editor)
    state = page.current_workflow_task_state
    answer = browser.post(f"/admin/pages/workflow/action/{page.pk}/approve/{state.pk}/", {}, follow=True)
    assert answer.status_code == 200
    return page, answer.content.decode()


def api_action(browser: Client, editor: Any, html: str) -> tuple[Any, str]:
    page = draft(html)
    answer = browser.post(f"/admin/api/main/pages/{page.pk}/action/publish/", {})
    assert answer.status_code in (200, 400)
    return page, answer.content.decode()


def shell(browser: Client, editor: Any, html: str) -> tuple[Any, str]:
    page = draft(html)
    try:
        page.save_revision().publish()
    except ValidationError as error:
        return page, "\n".join(error.messages)
    return page, ""


def snippet_moderation(browser: Client, editor: Any, html: str) -> tuple[Any, str]:
    made = alert(html)
    submit(made, editor)
    state = made.current_workflow_task_state
    answer = browser.post(f"/admin/snippets/magazine/alert/workflow/action/{made.pk}/approve/{state.pk}/", {}, follow=True)
    assert answer.status_code == 200
    return made, answer.content.decode()


ROUTES: list[Route] = [
    edit_view, create_view, bulk_publish, scheduled_publish, workflow_finish, api_action, shell, snippet_moderation,
]
every_route = pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.__name__)


def schedule(page: ArticlePage, *, hours_ago: float = 1) -> None:
    """Gives a page an hour that has come."""
    page.go_live_at = timezone.now() - timedelta(hours=hours_ago)
    page.save_revision(approved_go_live_at=page.go_live_at)


def submit(obj: Any, editor: Any) -> None:
    """Hands it to a workflow of one step."""
    workflow = Workflow.objects.create(name="Legal")
    WorkflowTask.objects.create(workflow=workflow, task=GroupApprovalTask.objects.create(name="Read"), sort_order=0)
    workflow.start(obj, editor)


def failing() -> dict[str, Any]:
    return {"packs": ["/no/such/pack"]}


@every_route
def test_what_owes_a_notice_is_kept_in_and_it_is_said_why(route: Route, browser: Client, editor: Any) -> None:
    obj, told = route(browser, editor, OWING)
    assert obj is None or not is_live(obj)
    assert REFUSED in told
    assert "Northern Pact is named once" in told
    assert "To fix: Add the notice as a line at the end" in told


@every_route
def test_what_is_only_warned_of_goes_out_with_a_flag(route: Route, browser: Client, editor: Any) -> None:
    for model in (ArticlePage, Alert):
        channel(model, gate={"error": "warn"})
    obj, told = route(browser, editor, OWING)
    assert is_live(obj)
    assert REFUSED not in told
    assert Flag.objects.filter(article__external_id=str(obj.pk), state="open").count() == 1


@every_route
def test_what_carries_its_notice_goes_out(route: Route, browser: Client, editor: Any) -> None:
    obj, told = route(browser, editor, CLEAN)
    assert is_live(obj)
    assert REFUSED not in told
    assert Article.objects.get(external_id=str(obj.pk)).status == "live"
    assert not Flag.objects.filter(state="open").exists()


@every_route
def test_what_cannot_be_checked_goes_out_and_is_said_to_be_unchecked(route: Route, browser: Client, editor: Any) -> None:
    for model in (ArticlePage, Alert):
        channel(model, **failing())
    obj, _ = route(browser, editor, OWING)
    assert is_live(obj)
    assert Article.objects.get(external_id=str(obj.pk)).unchecked == "engine_failed"
    assert Event.objects.filter(kind="gate.published_unchecked").count() == 1


@every_route
def test_or_is_held_where_the_channel_holds(route: Route, browser: Client, editor: Any) -> None:
    for model in (ArticlePage, Alert):
        channel(model, on_engine_failure="hold", **failing())
    obj, told = route(browser, editor, CLEAN)
    assert obj is None or not is_live(obj)
    assert "it could not be checked" in told


@every_route
def test_an_override_lets_this_text_out(route: Route, browser: Client, editor: Any) -> None:
    obj, _ = route(browser, editor, OWING)
    if obj is None:
        # Nothing is kept of a page that is created and refused: it is created as a draft, and then let out.
        sent = body_form(OWING)
        browser.post(f"/admin/pages/add/magazine/articlepage/{home().pk}/", sent)
        obj = ArticlePage.objects.get(slug=sent["slug"])
    let_out(obj.get_latest_revision_as_object(), by=editor, reason="Legal has cleared it by phone.", at=timezone.now())
    again(route, browser, obj)
    assert is_live(obj)
    assert Event.objects.filter(kind="gate.published_by_override").count() == 1


def again(route: Route, browser: Client, obj: Any) -> None:
    """The same once more, for what is there already."""
    obj = type(obj).objects.get(pk=obj.pk)
    if route in (edit_view, create_view):
        browser.post(f"/admin/pages/{obj.pk}/edit/", body_form(OWING, slug=obj.slug, **{"action-publish": "1"}))
    elif route is bulk_publish:
        browser.post(f"/admin/bulk/wagtailcore/page/publish/?id={obj.pk}&next=/admin/", {})
    elif route is scheduled_publish:
        call_command("publish_scheduled")
    elif route is api_action:
        browser.post(f"/admin/api/main/pages/{obj.pk}/action/publish/", {})
    elif route is shell:
        obj.get_latest_revision().publish()
    else:
        kind = "pages" if route is workflow_finish else "snippets/magazine/alert"
        state = obj.current_workflow_task_state
        place = f"workflow/action/{obj.pk}"
        browser.post(f"/admin/{kind}/{place}/approve/{state.pk}/", {})
