"""What becomes of a save after its commit, and of what is no ordinary save."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core import serializers
from django.db import connection, transaction
from django.db.models.signals import post_save
from django.test.utils import CaptureQueriesContext

from annotations.adapters.registry import adapter_for
from annotations.gate import PublishBlocked
from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.revision import Revision
from annotations.signals import gate_decided
from tests.newsroom_app.desk import CLEAN, OWING, slipped
from tests.newsroom_app.models import Bulletin, Flash, Memo, ShortStory, Story

pytestmark = [pytest.mark.usefixtures("desk"), pytest.mark.django_db(transaction=True)]


def stored(story: Any) -> Article:
    return Article.objects.get(external_id=str(story.pk))


@pytest.fixture
def print_too() -> Iterator[None]:
    """Stories are printed too."""
    adapter = adapter_for(Story)
    assert adapter is not None
    adapter.renditions = ("web", "print")
    yield
    del adapter.renditions


def test_a_save_is_received_once_it_is_committed() -> None:
    with transaction.atomic():
        story = Story.objects.create(title="Talks", text=OWING)
        assert not Article.objects.exists()
    assert stored(story).headline == "Talks"


def test_a_save_that_is_rolled_back_is_not_received() -> None:
    with transaction.atomic():
        Story.objects.create(title="Talks", text=OWING)
        transaction.set_rollback(True)
    assert not Article.objects.exists()


def test_several_saves_of_a_transaction_are_received_as_the_last() -> None:
    with transaction.atomic():
        story = Story.objects.create(title="Talks", text="First.")
        story.text = "Second."
        story.save()
    assert [row.payload["body"]["value"] for row in Revision.objects.all()] == ["Second."]


def test_the_same_text_again_is_no_new_revision() -> None:
    story = Story.objects.create(title="Talks", text=OWING)
    for _ in range(3):
        story.save()
    assert Revision.objects.count() == 1


def test_fixtures_are_loaded_as_they_are() -> None:
    text = serializers.serialize("json", [slipped(OWING)])
    Story.objects.all().delete()
    for loaded in serializers.deserialize("json", text):
        loaded.save()
    assert Story.objects.get().status == "published"
    assert not Article.objects.exists()


def test_each_rendition_is_an_article(print_too: None) -> None:
    Story.objects.create(title="Talks", text=CLEAN, status="published")
    assert sorted(Article.objects.values_list("rendition", "status")) == [("print", "live"), ("web", "live")]


def test_a_proxy_and_a_further_table_are_hooked_with_their_model() -> None:
    for model in (ShortStory, Flash):
        with pytest.raises(PublishBlocked):
            model.objects.create(title="Talks", text=OWING, status="published")
    flash = Flash.objects.create(title="Talks", text=CLEAN, status="published")
    assert (stored(flash).status, Channel.objects.get().name) == ("live", "hosted-story")


def test_a_model_hooked_by_a_call_is_gated_by_its_date() -> None:
    bulletin = Bulletin.objects.create(heading="Talks", content=OWING)
    assert stored(bulletin).status == "draft"
    bulletin.day = "2023-05-10"
    with pytest.raises(PublishBlocked):
        bulletin.save()


def test_models_without_an_adapter_cost_nothing() -> None:
    with CaptureQueriesContext(connection) as queries:
        Memo.objects.create(text=OWING)
    assert len(queries) == 1


def test_a_channel_that_is_switched_off_neither_gates_nor_receives() -> None:
    Story.objects.create(title="Talks", text=OWING)
    Channel.objects.update(is_active=False)
    Story.objects.create(title="More", text=OWING, status="published")
    assert [article.headline for article in Article.objects.all()] == ["Talks"]


def test_the_gates_answer_is_announced() -> None:
    heard: list[tuple[str, str]] = []

    def hear(sender: object, article: Article, decision: Any, **kwargs: Any) -> None:
        heard.append((article.headline, decision.decision))

    gate_decided.connect(hear)
    Story.objects.create(title="Talks", text=CLEAN, status="published")
    assert heard == [("Talks", "allow")]


def test_a_host_may_save_again_while_it_saves() -> None:
    def count_up(sender: object, instance: Story, **kwargs: Any) -> None:
        if instance.version == 1:
            instance.version = 2
            instance.save()

    post_save.connect(count_up, sender=Story)
    try:
        story = slipped(OWING)
        story.version, story.status = 1, "killed"
        story.save()
    finally:
        post_save.disconnect(count_up, sender=Story)
    assert Story.objects.get().version == 2


def test_a_handover_that_fails_does_not_undo_the_hosts_save(caplog: pytest.LogCaptureFixture) -> None:
    adapter = adapter_for(Story)
    assert adapter is not None
    adapter.renditions = ("x" * 50,)
    try:
        Story.objects.create(title="Talks", text=CLEAN)
    finally:
        del adapter.renditions
    assert Story.objects.count() == 1
    assert not Article.objects.exists()
    assert "rendition has 50 characters" in caplog.text


def test_a_value_that_the_contract_refuses_does_not_stop_a_draft(caplog: pytest.LogCaptureFixture) -> None:
    story = Story.objects.create(title="Talks", text=OWING)
    story.country = "Russia"
    story.save()
    assert stored(story).unchecked == "unreadable_article"
    assert "an ISO 3166-1 code of two capital letters, or EU" in caplog.text
