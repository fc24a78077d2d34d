"""What editors find in the admin: the panel's answers, the report, the first page, the workflow step, the history."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.template import Context, Template
from django.test import Client
from wagtail import VERSION
from wagtail.models import GroupPagePermission, PageLogEntry, Workflow, WorkflowTask

from annotations import gate
from annotations.contrib.wagtail.models import NoticeTask, PrintedNotices
from annotations.flags.decisions import dismiss
from annotations.models.article import Article
from annotations.models.flag import Flag
from annotations.models.member import ChannelMember
from project.magazine.models import ArticlePage
from tests.wagtail.newsroom import (
    CLEAN,
    NOTICE,
    OWING,
    REFUSED,
    alert,
    body_form,
    channel,
    draft,
    home,
    is_live,
    live,
)

pytestmark = pytest.mark.usefixtures("desk")


def person(name: str, *rights: str, member: bool = False) -> Any:
    """Somebody of a group that may add and change pages, with these further permissions."""
    group = Group.objects.create(name=name)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for right in rights:
        group.permissions.add(Permission.objects.get(codename=right))
    for kind in ("add_page", "change_page"):
        GroupPagePermission.objects.create(
            group=group, page=home(), permission=Permission.objects.get(content_type__app_label="wagtailcore", codename=kind)
        )
    user = get_user_model().objects.create_user(name, email=f"{name}@news.example", password="x")
    user.groups.add(group)
    if member:
        ChannelMember.objects.create(channel=channel(), group=group)
    return user


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def ask(client: Client, page: Any, html: str, what: str = "check", **more: Any) -> Any:
    return client.post(f"/admin/annotations/{what}/magazine/articlepage/{page.pk}/", body_form(html, slug=page.slug, **more))


def test_the_text_being_written_is_checked_and_nothing_is_stored(browser: Client) -> None:
    page = draft(CLEAN)
    before = (Flag.objects.count(), Article.objects.get().latest_id, page.latest_revision_id)
    answer = ask(browser, page, OWING).json()
    assert (answer["state"], answer["count"]) == ("blocked", 1)
    assert "Northern Pact is named once" in answer["html"]
    page.refresh_from_db()
    assert before == (Flag.objects.count(), Article.objects.get().latest_id, page.latest_revision_id)


def test_a_new_page_is_checked_before_it_is_kept(browser: Client) -> None:
    answer = browser.post(
        f"/admin/annotations/check/magazine/articlepage/new/?parent={home().pk}", body_form(OWING, title="", slug="")
    )
    assert answer.json()["state"] == "blocked"
    assert not ArticlePage.objects.exists()


def test_text_that_is_not_valid_is_not_said_to_be_clean(browser: Client) -> None:
    for broken in ({"body-count": "x"}, {"body-0-order": ""}, {"body-0-value": "{"}):
        answer = ask(browser, draft(CLEAN), OWING, **broken)
        assert (answer.status_code, answer.json()["state"]) == (200, "unchecked")


def test_a_fix_comes_back_as_the_new_text_of_its_block(browser: Client) -> None:
    page = draft(OWING)
    html = ask(browser, page, OWING).json()["html"]
    key = html.split('data-key="')[1].split('"')[0]
    answer = ask(browser, page, OWING, "fix", **{"annotations-key": key, "annotations-fix": "0"}).json()
    (change,) = answer["changes"]
    texts = [row["text"] for row in json.loads(change["value"])["blocks"]]
    assert texts[-1] == "The Northern Pact is a terrorist organization banned in Russia."
    gone = ask(browser, page, CLEAN, "fix", **{"annotations-key": key, "annotations-fix": "0"})
    assert (gone.status_code, "changed meanwhile" in gone.json()["message"]) == (409, True)


@pytest.mark.parametrize("what", ["check", "fix", "override"])
def test_nobody_asks_about_what_they_may_not_edit(what: str, desk: None) -> None:
    page = draft(OWING)
    stranger = get_user_model().objects.create_user("stranger", password="x")
    stranger.user_permissions.add(Permission.objects.get(codename="access_admin"))
    for client in (Client(), signed_in(stranger)):
        answer = ask(client, page, OWING, what)
        assert answer.status_code in (302, 403)
        assert "Northern Pact" not in answer.content.decode()
    assert signed_in(stranger).get(f"/admin/annotations/{what}/magazine/articlepage/{page.pk}/").status_code in (302, 405)


@pytest.mark.parametrize("place", ["magazine/homepage/1", "no/such/1", "magazine/articlepage/999", "magazine/articlepage/x"])
def test_what_is_not_there_is_not_found(place: str, browser: Client) -> None:
    assert browser.post(f"/admin/annotations/check/{place}/", {}).status_code == 404


def test_an_override_needs_the_right_and_a_reason(desk: None) -> None:
    page = draft(OWING)
    reason = {"annotations-reason": "Legal has cleared it by phone."}
    assert ask(signed_in(person("writer")), page, OWING, "override", **reason).status_code in (302, 403)
    duty = signed_in(person("duty", "override_gate", member=True))
    assert ask(duty, page, OWING, "override").status_code == 400
    assert ask(duty, page, OWING, "override", **reason).json()["state"] == "open"
    ArticlePage.objects.get(pk=page.pk).get_latest_revision().publish()
    assert is_live(page)


def test_editors_have_the_panel_and_its_status_in_the_header(browser: Client) -> None:
    text = browser.get(f"/admin/pages/{draft(OWING).pk}/edit/").content.decode()
    assert 'data-side-panel-toggle="annotations"' in text
    assert "Toggle notices: 1 to fix before it can be published" in text
    assert "Northern Pact is named once" in text
    for place in (f"/admin/pages/add/magazine/articlepage/{home().pk}/", "/admin/snippets/magazine/alert/add/",
                  f"/admin/snippets/magazine/alert/edit/{alert().pk}/"):
        assert 'data-side-panel-toggle="annotations"' in browser.get(place).content.decode()
    assert 'data-side-panel-toggle="annotations"' not in browser.get(f"/admin/pages/{home().pk}/edit/").content.decode()


def test_the_report_lists_what_a_person_may_edit_and_can_be_taken_along(browser: Client) -> None:
    draft(OWING, title="Envoys")
    alert(OWING)
    text = browser.get("/admin/reports/notices/").content.decode()
    assert "Envoys" in text
    assert text.count("Northern Pact is named once") == 2
    assert "Northern Pact" not in browser.get("/admin/reports/notices/?state=closed").content.decode()
    answer: Any = browser.get("/admin/reports/notices/?export=csv")
    exported = b"".join(answer.streaming_content).decode()
    assert "Envoys" in exported
    assert "ru.designation.notice" in exported
    writer = signed_in(person("writer")).get("/admin/reports/notices/").content.decode()
    assert writer.count("Northern Pact is named once") == 1


def test_the_first_page_says_what_waits(browser: Client) -> None:
    page = draft(OWING, title="Envoys")
    text = browser.get("/admin/").content.decode()
    assert "Needs notices" in text
    assert f"/admin/pages/{page.pk}/edit/" in text
    assert "1 owes a notice" in text


def notice_step(editor: Any, page: Any, group: Group | None = None) -> Any:
    task = NoticeTask.objects.create(name="Notice check")
    if group is not None:
        task.groups.add(group)
    workflow = Workflow.objects.create(name="Publishing")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow.start(page, editor)


def test_a_page_that_owes_nothing_passes_the_step_by_itself(editor: Any) -> None:
    page = draft(CLEAN)
    assert notice_step(editor, page).status == "approved"
    assert is_live(page)


def test_a_page_that_owes_something_waits_for_people_and_is_let_out_with_a_reason(editor: Any, browser: Client) -> None:
    page = draft(OWING)
    state = notice_step(editor, page)
    assert (state.status, is_live(page)) == ("in_progress", False)
    place = f"/admin/pages/workflow/action/{page.pk}/approve/{state.current_task_state.pk}/"
    shown = browser.get(place, headers={"x-requested-with": "XMLHttpRequest"}).json()["html"]
    assert "Northern Pact is named once" in shown
    refused = browser.post(place, {"comment": ""}, follow=True)
    assert REFUSED in refused.content.decode()
    browser.post(place, {"comment": "Legal has cleared it."})
    assert is_live(page)
    actions = set(PageLogEntry.objects.filter(page=page.pk).values_list("action", flat=True))
    assert {"annotations.overridden", "annotations.published_by_override"} <= actions


def test_the_group_may_send_it_back_but_not_let_it_out_without_the_right(editor: Any) -> None:
    page, lawyer = draft(OWING), person("lawyer")
    state = notice_step(editor, page, lawyer.groups.get())
    task = state.current_task_state.task.specific
    assert [name for name, *_ in task.get_actions(page, lawyer)] == ["reject"]
    page.body[0].value = page.body[0].value.__class__(CLEAN)
    page.save_revision()
    assert "approve" in [name for name, *_ in task.get_actions(ArticlePage.objects.get(pk=page.pk), lawyer)]


def test_a_correction_of_a_page_with_an_old_debt_goes_out_and_a_kill_always() -> None:
    page = live(OWING)
    page.body[0].value = page.body[0].value.__class__(OWING.replace("Wednesday", "Thursday"))
    page.save_revision().publish()
    assert "Thursday" in str(ArticlePage.objects.get(pk=page.pk).body)
    page.unpublish()
    assert not is_live(page)
    assert Article.objects.get().status == "withdrawn"


def test_what_is_set_aside_lets_the_page_out_and_stands_in_its_history(editor: Any) -> None:
    page = draft(OWING)
    flag = Flag.objects.get()
    dismiss(flag, by=editor, reason="not_in_force", note="Suspended by a court last week.")
    page.get_latest_revision().publish()
    assert is_live(page)
    assert PageLogEntry.objects.filter(page=page.pk, action="annotations.flag_set_aside").exists()


def test_a_page_that_is_made_live_without_the_action_is_gated_too() -> None:
    page = draft(OWING)
    page.live = True
    with pytest.raises(gate.PublishBlocked):
        page.save()
    with pytest.raises(gate.PublishBlocked):
        home().add_child(instance=ArticlePage(title="New", slug="new", body=page.body))


def test_an_alias_is_never_asked_about_and_checked_by_itself() -> None:
    page = live(OWING)
    alias = page.create_alias(parent=home(), update_slug="again")
    assert is_live(alias)
    assert Article.objects.get(external_id=str(alias.pk)).status == "live"
    assert Flag.objects.filter(article__external_id=str(alias.pk), state="open").count() == 1


def test_many_pages_are_published_but_those_that_are_held(browser: Client) -> None:
    clean, owing = draft(CLEAN, title="Clean"), draft(OWING, title="Owing")
    answer = browser.post(
        f"/admin/bulk/wagtailcore/page/publish/?id={clean.pk}&id={owing.pk}&next=/admin/", {}, follow=True
    ).content.decode()
    assert (is_live(clean), is_live(owing)) == (True, False)
    assert "Owing</strong>" in answer
    assert "1 page has been published" in answer
    below = browser.post(
        f"/admin/bulk/wagtailcore/page/publish/?id={home().pk}&next=/admin/", {"include_descendants": "on"}, follow=True
    )
    assert (is_live(owing), REFUSED in below.content.decode()) == (False, True)


def test_the_site_prints_what_is_owed_where_its_channel_says_so() -> None:
    channel(gate={"error": "annotate"})
    page = draft(OWING)
    page.get_latest_revision().publish()
    page = ArticlePage.objects.get(pk=page.pk)
    template = Template("{% load annotations_wagtail %}{% page_notices page %}")
    assert template.render(Context({"page": page})).strip() == ""
    PrintedNotices.objects.create(channel=channel())
    assert "The Northern Pact is a terrorist organization banned in Russia." in template.render(Context({"page": page}))
    assert NOTICE not in str(page.body)


@pytest.mark.skipif(VERSION < (8, 0), reason="Wagtail has an API that writes from 8.0 on")
def test_the_api_that_writes_is_answered_with_what_is_missing(editor: Any) -> None:
    from wagtail.models import APIToken

    _, token = APIToken.create_token(user=editor, name="desk")
    script = Client(headers={"authorization": f"Bearer {token}"})
    page, clean = draft(OWING), draft(CLEAN)
    answer = script.post(f"/api/v3/pages/{page.pk}/actions/publish/", content_type="application/json")
    assert (answer.status_code, is_live(page)) == (422, False)
    assert answer.json()["errors"][0]["msg"] == REFUSED
    assert script.post(f"/api/v3/pages/{clean.pk}/actions/publish/", content_type="application/json").status_code == 200
    assert is_live(clean)
