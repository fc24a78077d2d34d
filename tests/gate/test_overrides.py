"""An override lets one text out, for an hour, by one person with a reason; and it is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from annotations import gate
from annotations.engine.article import Article as ArticleValue
from annotations.gate.overrides import text_digest
from annotations.models.article import Article
from annotations.models.event import Event
from annotations.models.flag import Flag
from annotations.models.member import ChannelMember
from tests.newsroom_app.desk import OWING
from tests.newsroom_app.models import Story

pytestmark = [pytest.mark.usefixtures("desk"), pytest.mark.django_db(transaction=True)]

REASON = "Breaking; legal has cleared it by phone."


@pytest.fixture
def story() -> Story:
    """A draft that owes a notice."""
    return Story.objects.create(title="Talks", text=OWING)


def stored(story: Story) -> Article:
    return Article.objects.select_related("channel", "latest").get(external_id=str(story.pk), rendition="web")


def editor(story: Story, *, permitted: bool = True, member: bool = True) -> User:
    """A person of the desk."""
    user = User.objects.create_user("duty-editor")
    if permitted:
        user.user_permissions.add(Permission.objects.get(codename="override_gate"))
    if member:
        ChannelMember.objects.create(channel=stored(story).channel, user=user)
    return user


def publish(story: Story, **changed: Any) -> None:
    for name, value in {"status": "published", **changed}.items():
        setattr(story, name, value)
    story.save()


def events(kind: str) -> list[Event]:
    return list(Event.objects.filter(kind=kind))


def test_an_override_lets_the_text_out_and_both_are_recorded(story: Story) -> None:
    user = editor(story)
    made = gate.override(stored(story), by=user, reason=REASON)
    publish(story)
    assert stored(story).status == "live"
    (given,), (used,) = events("gate.overridden"), events("gate.published_by_override")
    assert (given.actor_name, given.data["reason"], given.data["override"]) == ("duty-editor", REASON, made.pk)
    assert (used.actor_name, used.data["decision"], used.data["override"]) == ("duty-editor", "block", made.pk)
    assert Flag.objects.get(rule="ru.designation.notice").state == "open"


def test_the_date_of_publication_may_be_set_on_the_way_out(story: Story) -> None:
    gate.override(stored(story), by=editor(story), reason=REASON)
    publish(story, pub_date=timezone.now())
    assert stored(story).status == "live"


def test_any_other_text_is_gated_again(story: Story) -> None:
    gate.override(stored(story), by=editor(story), reason=REASON)
    with pytest.raises(gate.PublishBlocked):
        publish(story, text=OWING + " They left.")


def test_another_rendition_is_gated_all_the_same(story: Story) -> None:
    gate.override(stored(story), by=editor(story), reason=REASON)
    story.status = "published"
    assert not gate.decide(story).blocked
    assert gate.decide(story, rendition="print").blocked


def test_it_ends_after_an_hour(story: Story) -> None:
    made = gate.override(stored(story), by=editor(story), reason=REASON)
    story.status = "published"
    minutes = timedelta(minutes=1)
    assert timedelta(minutes=59) < made.expires_at - timezone.now() <= timedelta(minutes=60)
    assert not gate.decide(story, at=made.expires_at - minutes).blocked
    assert gate.decide(story, at=made.expires_at + minutes).blocked


def test_it_needs_the_permission_the_channel_and_a_reason(story: Story) -> None:
    user = editor(story, permitted=False)
    with pytest.raises(PermissionDenied, match=r"annotations\.override_gate"):
        gate.override(stored(story), by=user, reason=REASON)
    stranger = User.objects.create_user("stranger")
    with pytest.raises(Http404):
        gate.override(stored(story), by=stranger, reason=REASON)
    chief = User.objects.create_superuser("chief")
    with pytest.raises(gate.OverrideRefused, match="Say why") as refused:
        gate.override(stored(story), by=chief, reason="  ")
    assert refused.value.code == "reason_required"


def test_it_lets_out_what_could_not_be_checked(story: Story) -> None:
    channel = stored(story).channel
    channel.packs, channel.on_engine_failure = ["/no/such/pack"], "hold"
    channel.save()
    with pytest.raises(gate.PublishBlocked, match="could not be checked"):
        publish(story)
    gate.override(stored(story), by=editor(story), reason=REASON)
    publish(story)
    assert stored(story).status == "live"


def test_lines_that_a_form_ends_otherwise_are_the_same_text() -> None:
    sent = {"id": "a1", "body": {"format": "text", "value": "One line.\nAnother."}}
    form = {"id": "a1", "body": {"format": "text", "value": "One line.\r\nAnother.\n"}}
    other = {"id": "a1", "body": {"format": "text", "value": "One line. Another."}}
    assert text_digest(ArticleValue.model_validate(sent)) == text_digest(ArticleValue.model_validate(form))
    assert text_digest(ArticleValue.model_validate(sent)) != text_digest(ArticleValue.model_validate(other))
