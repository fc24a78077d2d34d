"""The table of ``docs/gate.md``, way by way: what each way of going live comes to."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from annotations import gate
from annotations.adapters.channels import channel_of
from annotations.adapters.registry import adapter_for
from annotations.forms import AnnotatedFormMixin
from annotations.gate import PublishBlocked
from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.event import Event
from annotations.models.flag import Flag
from tests.newsroom_app.desk import BOTH, CLEAN, OWING, slipped
from tests.newsroom_app.models import Story

pytestmark = [pytest.mark.usefixtures("desk"), pytest.mark.django_db(transaction=True)]

LONG = "The talks went on and nobody said how long they would take.\n\n" * 2000
"""More than can be read in a millisecond."""


class StoryForm(AnnotatedFormMixin, forms.ModelForm):  # type: ignore[type-arg]
    """A form as a host has it."""

    class Meta:
        model = Story
        fields = ("title", "text", "status")


def channel(**changed: Any) -> Channel:
    """The channel of the stories, with these settings."""
    adapter = adapter_for(Story)
    assert adapter is not None
    made = channel_of(adapter)
    for name, value in changed.items():
        setattr(made, name, value)
    made.save()
    return made


def draft(text: str = OWING) -> Story:
    return Story.objects.create(title="Talks", text=text)


def published(story: Story) -> bool:
    """Whether the database has it live."""
    return Story.objects.get(pk=story.pk).status == "published"


def stored(story: Story) -> Article:
    return Article.objects.get(external_id=str(story.pk))


def kinds() -> list[str]:
    return [kind for kind in Event.objects.values_list("kind", flat=True) if kind.startswith("gate.")]


@pytest.fixture
def browser(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("editor", password="x"))
    return client


def test_a_model_form_shows_what_is_missing_at_its_field() -> None:
    story = draft()
    form = StoryForm({"title": "Talks", "text": OWING, "status": "published"}, instance=story)
    assert not form.is_valid()
    assert form.non_field_errors() == ["Not published: 1 thing is missing or wrong."]
    assert "Northern Pact is named once" in form.errors["text"][0]
    assert not published(story)


def test_a_model_form_saves_what_carries_its_notice() -> None:
    story = draft()
    StoryForm({"title": "Talks", "text": CLEAN, "status": "published"}, instance=story).save()
    assert published(story)
    assert stored(story).status == Article.Status.LIVE


def test_the_admin_form_is_shown_again_with_what_was_typed(browser: Client) -> None:
    story = draft("Nothing yet.")
    page = browser.post(f"/admin/hosted/story/{story.pk}/change/", {"title": "New", "text": OWING, "status": "published"})
    text = page.content.decode()
    assert page.status_code == 200
    assert "Not published: 1 thing is missing or wrong." in text
    assert "Envoys of the Northern Pact" in text
    assert not published(story)


def test_a_refusal_at_the_save_shows_the_admin_form_too(browser: Client) -> None:
    """The host's admin publishes in save_model, which the form could not know."""
    story = draft()
    data = {"title": "Talks", "text": OWING, "status": "draft", "_publish": "1"}
    page = browser.post(f"/admin/hosted/story/{story.pk}/change/", data)
    assert page.status_code == 200
    assert "Not published: 1 thing is missing or wrong." in page.content.decode()
    assert not published(story)


def test_a_row_of_the_admin_list_shows_what_is_missing(browser: Client) -> None:
    story, other = draft(), draft(CLEAN)
    data = {"form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 2, "_save": "Save"}
    for number, row in enumerate((other, story)):
        data |= {f"form-{number}-id": row.pk, f"form-{number}-status": "published"}
    page = browser.post("/admin/hosted/story/", data)
    assert page.status_code == 200
    assert "Northern Pact is named once" in page.content.decode()
    assert not published(story)
    assert not published(other)


def test_an_admin_action_is_taken_back_whole(browser: Client) -> None:
    story, other = draft(), draft(CLEAN)
    data = {"action": "publish", "_selected_action": [other.pk, story.pk]}
    page = browser.post("/admin/hosted/story/", data, follow=True)
    assert page.status_code == 200
    assert "Not published: 1 thing is missing or wrong." in page.content.decode()
    assert not published(story)
    assert not published(other)


def test_save_raises_a_validation_error_and_writes_nothing() -> None:
    story = draft()
    story.status = "published"
    with pytest.raises(PublishBlocked) as blocked:
        story.save()
    assert isinstance(blocked.value, ValidationError)
    assert blocked.value.messages[0] == "Not published: 1 thing is missing or wrong."
    assert not published(story)


def test_an_api_view_answers_with_the_messages(client: Client) -> None:
    story = draft()
    answer = client.post(f"/api/stories/{story.pk}/publish/")
    assert answer.status_code == 422
    assert json.loads(answer.content)["errors"][0] == "Not published: 1 thing is missing or wrong."
    assert not published(story)


def test_only_what_is_written_is_judged() -> None:
    story = draft()
    story.status, story.text = "published", CLEAN
    with pytest.raises(PublishBlocked):
        story.save(update_fields=["status"])
    story.save(update_fields=["status", "text"])
    assert published(story)


def test_a_correction_with_an_old_debt_is_saved() -> None:
    story = slipped(OWING)
    story.text = OWING.replace("Wednesday", "Thursday")
    story.save()
    assert "Thursday" in Story.objects.get(pk=story.pk).text


@pytest.mark.parametrize("text", [BOTH, "Gleb Toroptsev, a singer, spoke of the Northern Pact."])
def test_a_correction_with_a_new_debt_is_blocked(text: str) -> None:
    story = slipped(OWING)
    story.text = text
    with pytest.raises(PublishBlocked):
        story.save()


def test_a_kill_is_never_asked() -> None:
    story = slipped(OWING)
    story.save()
    story.status, story.text = "killed", BOTH
    story.save()
    assert stored(story).status == Article.Status.WITHDRAWN


def test_a_deletion_withdraws_the_article() -> None:
    story = draft(CLEAN)
    story.status = "published"
    story.save()
    article = stored(story)
    story.delete()
    article.refresh_from_db()
    assert article.status == Article.Status.WITHDRAWN


def test_a_deletion_of_many_withdraws_each() -> None:
    for _ in range(2):
        Story.objects.create(title="Talks", text=CLEAN, status="published")
    Story.objects.all().delete()
    assert set(Article.objects.values_list("status", flat=True)) == {"withdrawn"}


def test_a_scheduled_save_holds_or_publishes_by_the_channel() -> None:
    story = draft()
    story.status = "published"
    with gate.scheduled(), pytest.raises(PublishBlocked):
        story.save()
    channel(on_scheduled_block="publish")
    with gate.scheduled():
        story.save()
    assert published(story)
    assert kinds() == ["gate.published_as_scheduled"]


@pytest.mark.parametrize(
    ("failing", "left"), [({"packs": ["/no/such/pack"]}, "engine_failed"), ({"budget_ms": 1}, "")]
)
def test_what_cannot_be_checked_goes_out_and_is_checked_later(failing: dict[str, Any], left: str) -> None:
    """The engine fails later too; what only took too long has been checked when nobody waits for it."""
    channel(**failing)
    story = Story.objects.create(title="Talks", text=LONG + OWING, status="published")
    assert published(story)
    assert (stored(story).status, stored(story).unchecked) == ("live", left)
    assert kinds() == ["gate.published_unchecked"]
    assert Flag.objects.filter(state="open").exists() == (left == "")


@pytest.mark.parametrize(
    ("failing", "why"), [({"packs": ["/no/such/pack"]}, "the check failed"), ({"budget_ms": 1}, "took longer than it may")]
)
def test_or_is_held_where_the_channel_holds(failing: dict[str, Any], why: str) -> None:
    channel(on_engine_failure="hold", **failing)
    with pytest.raises(PublishBlocked, match=why):
        Story.objects.create(title="Talks", text=LONG + CLEAN, status="published")
    assert not Story.objects.exists()


def test_a_draft_is_saved_whatever_it_owes() -> None:
    assert stored(draft()).status == Article.Status.DRAFT


def test_raw_sql_goes_past_the_gate() -> None:
    story = draft()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE hosted_story SET status = 'published' WHERE id = %s", [story.pk])
    assert published(story)
    assert stored(story).status == Article.Status.DRAFT
