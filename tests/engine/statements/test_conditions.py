"""Conditions of rules: fields, links, texts, changes, and how they are put together."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.engine.article import Article
from annotations.engine.check import check
from annotations.engine.reference import Reference
from annotations.engine.rulebook import Pack
from tests.engine.newsroom import NOW, story

BASIS = {"type": "policy", "cite": "Style book", "reviewed_on": "2026-11-22"}


def binds(when: dict[str, Any], text: str = "A plain story.", *, earlier: Article | None = None, **more: Any) -> bool:
    """Whether a rule with these conditions asks for something."""
    rule = {"id": "a.rule", "title": "T", "why": "W", "family": "correction", "level": "note", "basis": BASIS, "when": when,
            "require": {"label": ["never said"]}}  # fmt: skip
    pack = Pack.model_validate({"pack": "p", "version": "1", "title": "t", "rules": [rule]}, strict=False)
    reference = Reference.build(entities=(), sources=(), packs=(pack,), wordings=())
    article = story(text, language="en", **more)
    return bool(check(article, reference, now=NOW, fixes=False, earlier=earlier).requirements)


@pytest.mark.parametrize(
    ("wanted", "more", "expected"),
    [
        ({"paid_by": "present"}, {"paid_by": "X"}, True), ({"paid_by": "present"}, {"paid_by": " "}, False),
        ({"paid_by": "absent"}, {}, True), ({"licence": "CC-BY*-4.0"}, {"licence": "CC BY-ND 4.0"}, True),
        ({"licence": "CC-BY*-4.0"}, {"licence": "CC-BY-3.0"}, False), ({"genre": ["a", "b"]}, {"genre": "B"}, True),
        ({"ai.generated": "true"}, {"ai": {"generated": True}}, True),
        ({"ai.generated": "true"}, {"ai": {"generated": False}}, False),
        ({"ai.generated": "false"}, {}, True), ({"source.id": "x"}, {"source": {"id": "x"}}, True),
        ({"extra.order.number": "present"}, {"extra": {"order": {"number": 7}}}, True),
        ({"tags": "quay"}, {"tags": ("mill", "Quay")}, True),
    ],
)  # fmt: skip
def test_fields(wanted: dict[str, Any], more: dict[str, Any], expected: bool) -> None:
    assert binds({"field": wanted}, **more) is expected


@pytest.mark.parametrize(
    ("link", "href", "expected"),
    [
        ({"params": ["tag"]}, "https://s.example/a?tag=x-21", True), ({"params": ["tag"]}, "https://s.example/a?tag=", False),
        ({"params": ["tag"]}, "https://s.example/tag?b=1", False), ({"params": ["tag"]}, "/go/a?TAG=x", True),
        ({"hosts": ["s.example"]}, "https://www.s.example/a", True), ({"hosts": ["s.example"]}, "https://t.example", False),
        ({"params": ["tag"]}, "http://[broken?tag=1", False),
    ],
)  # fmt: skip
def test_links(link: dict[str, Any], href: str, expected: bool) -> None:
    assert binds({"link": link}, f'<p>See <a href="{href}">this</a>.</p>', format="html") is expected


def test_hidden_links_bind_nobody() -> None:
    hidden = '<p style="display:none"><a href="https://s.example/?tag=x">this</a></p>'
    assert not binds({"link": {"params": ["tag"]}}, hidden, format="html")


def test_texts_where_they_are_looked_for() -> None:
    text = {"phrases": ["the quay"], "where": ["headline"]}
    assert binds({"text": text}, headline="On the quay")
    assert not binds({"text": text}, "On the quay.")
    assert binds({"text": {"pattern": "[0-9]{4} boats"}}, "There are 1200 boats.")


def test_keys_must_all_hold_and_any_and_not_turn_that_round() -> None:
    paid, bound = {"field": {"paid_by": "present"}}, {"text": {"phrases": ["mill"]}}
    assert not binds({**paid, **bound}, paid_by="X")
    assert binds({**paid, **bound}, "The mill.", paid_by="X")
    assert binds({"any": [paid, bound]}, "The mill.")
    assert binds({"not": paid})
    assert not binds({"always": "true", "not": bound}, "The mill.")


def test_changes_are_counted_in_words_wherever_they_stand() -> None:
    before = story("One two three four five six seven eight nine ten.", language="en")
    when = {"changed": {"min_share": 0.2}}
    assert not binds(when, "Ten nine eight seven six five four three two one.", earlier=before)
    assert not binds(when, "One two three four five six seven eight nine eleven.", earlier=before)
    assert binds(when, "One two three four five six seven eight.", earlier=before)
    assert not binds(when, "Anything.")
