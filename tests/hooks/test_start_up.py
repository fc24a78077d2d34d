"""What ``manage.py check`` says about a wrong mapping."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.checks import CheckMessage
from django.db import models

from annotations.adapters import ArticleAdapter, register, unregister
from annotations.adapters.checks import check_adapters
from annotations.adapters.registry import AlreadyRegistered
from tests.newsroom_app.models import Memo, ShortStory, Story


@pytest.fixture
def free_story() -> Iterator[None]:
    """Lets a test register an adapter of its own for the story."""
    known = unregister(Story)
    yield
    unregister(Story)
    assert known is not None
    register(Story, type(known))


def said(**roles: Any) -> list[tuple[str | None, str, str | None]]:
    """Ids, messages and hints for an adapter with these roles beside what it needs."""
    right = {"body": "text", "is_going_live": lambda self, obj: False, "get_live_queryset": lambda self: None}
    register(Story, type("Wrong", (ArticleAdapter,), right | roles))
    messages: list[CheckMessage] = check_adapters()
    return [(row.id, row.msg, row.hint) for row in messages if row.obj is Story]


def test_the_adapters_of_the_host_are_right() -> None:
    assert check_adapters() == []


@pytest.mark.usefixtures("free_story")
@pytest.mark.parametrize(
    ("roles", "code", "message", "hint"),
    [
        (
            {"headline": "titel"},
            "E001",
            "Wrong.headline = 'titel': hosted.Story has no field, property or method 'titel'.",
            "Did you mean 'title'?",
        ),
        (
            {"source_name": "agency.nme"},
            "E001",
            "Wrong.source_name = 'agency.nme': hosted.Agency has no field, property or method 'nme'.",
            "Did you mean 'name'?",
        ),
        (
            {"source_name": "agency__name"},
            "E001",
            "Wrong.source_name = 'agency__name': hosted.Story has no field, property or method 'agency__name'.",
            "Did you mean 'agency.name'?",
        ),
        (
            {"url": "date_error_message"},
            "E001",
            "Wrong.url = 'date_error_message': hosted.Story.date_error_message() needs lookup_type, field_name, unique_for; a role calls a method without arguments.",
            "Work the value out in a method get_<role>(self, obj) of the adapter.",
        ),
        (
            {"body": None},
            "E002",
            "Wrong maps no body.",
            'Say which field of hosted.Story holds the text, body = "...", or write get_body(self, obj).',
        ),
        (
            {"body_format": "htlm"},
            "E003",
            "Wrong.body_format = 'htlm' is neither html, markdown or text nor a field.",
            "Did you mean 'html'?",
        ),
        (
            {"is_going_live": ArticleAdapter.is_going_live},
            "E005",
            "Wrong runs on publish and cannot tell when an object goes live.",
            "Map published_at, or write is_going_live(self, obj).",
        ),
        ({"headlin": "title"}, "E006", "Wrong.headlin is no role.", "Did you mean 'headline'?"),
        ({"source_url": "url"}, "E006", "Wrong.source_url is no role.", "Did you mean 'original_url'?"),
        (
            {"run_on": ("save", "publsh")},
            "E007",
            "Wrong.run_on: 'publsh' is not one of save, publish.",
            "Did you mean 'publish'?",
        ),
        (
            {"gate": {"error": "blok"}},
            "E007",
            "Wrong.gate: 'blok' is not one of allow, annotate, warn, block.",
            "Did you mean 'block'?",
        ),
        (
            {"jurisdictions": ("ru",)},
            "E008",
            "Wrong.jurisdictions: 'ru' is no ISO 3166-1 code, nor EU.",
            "Did you mean 'RU'?",
        ),
        (
            {"get_live_queryset": ArticleAdapter.get_live_queryset},
            "W003",
            "Wrong does not say which rows are live: `annotations reconcile` reads all of them.",
            "Write get_live_queryset(self), with an index behind it.",
        ),
    ],
)
def test_a_mistake_is_named_with_a_hint(roles: dict[str, Any], code: str, message: str, hint: str) -> None:
    assert said(**roles) == [(f"annotations.{code}", message, hint)]


@pytest.mark.usefixtures("free_story")
def test_methods_of_ones_own_are_no_mistake() -> None:
    assert said(shorten=lambda self, text: text[:10], get_headline=lambda self, obj: obj.title) == []


def test_a_proxy_is_refused() -> None:
    register(ShortStory, body="text", published_at="pub_date")
    try:
        (found,) = [row for row in check_adapters() if row.obj is ShortStory]
    finally:
        unregister(ShortStory)
    assert (found.id, found.hint) == ("annotations.E004", "Register the model that has the table.")


def test_a_model_has_one_adapter() -> None:
    with pytest.raises(AlreadyRegistered, match=r"hosted\.Story has the adapter StoryAdapter"):
        register(Story, body="text")


def test_a_model_can_be_hooked_by_a_call() -> None:
    try:
        adapter = register(Memo, body="text", run_on=("save",))
        assert adapter.__name__ == "MemoAdapter"
        assert check_adapters() == []
    finally:
        unregister(Memo)
    assert issubclass(adapter, ArticleAdapter)
    assert models.Model not in adapter.__mro__
