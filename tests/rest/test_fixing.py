"""``apply_fix``: a fix goes into the object of the host, where one is behind the channel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from annotations.adapters.channels import channel_of
from annotations.adapters.registry import adapter_for
from annotations.models.channel import Channel
from annotations.models.flag import Flag
from tests.newsroom_app.desk import OWING
from tests.newsroom_app.models import Story
from tests.rest.client import Api, refusal
from tests.rest.people import person
from tests.rest.roles import article

pytestmark = pytest.mark.usefixtures("desk")


@pytest.fixture
def stories(db: None) -> Channel:
    adapter = adapter_for(Story)
    assert adapter is not None
    return channel_of(adapter)


@pytest.fixture
def board(stories: Channel, machine: Callable[..., Api]) -> Api:
    secret = machine(stories, person=person("root", superuser=True)).headers
    return Api(client=Client(raise_request_exception=False), **secret)


def fixed(board: Api, key: str) -> Any:
    """The first fix of the only flag of that article."""
    found = Flag.objects.get(article__external_id=key)
    return board.post(f"/flags/{found.pk}/decisions", {"action": "apply_fix"}, If_Match=f'"v{found.version}"')


@pytest.mark.parametrize("key", ["abc", "9" * 25, "1.5", "-7", "٣"])
def test_an_id_that_is_no_key_of_the_model_has_no_object_to_fix(
    board: Api, key: str, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        sent = board.put(f"/articles/{key}", article(OWING) | {"id": key, "jurisdictions": ["RU"]})
    assert sent.status_code == 201
    assert refusal(fixed(board, key)) == (409, "fix_not_applicable")


def test_a_fix_is_made_in_the_object(board: Api, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        story = Story.objects.create(title="Talks", text=OWING)
    with django_capture_on_commit_callbacks(execute=True):
        assert fixed(board, str(story.pk)).status_code == 201
    story.refresh_from_db()
    assert story.text.startswith(OWING)
    assert "terrorist organization" in story.text
    assert Flag.objects.get().reason == "fixed"
