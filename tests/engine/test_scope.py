"""Which articles a rule looks at."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.engine.article import Article
from annotations.engine.scope import matches
from annotations.engine.triggers import Scope


def article(**keys: Any) -> Article:
    return Article.model_validate({"id": "a", "body": {"format": "text", "value": "Text."}, **keys})


@pytest.mark.parametrize(
    ("wanted", "addressed", "expected"),
    [
        (["RU"], ["RU"], True), (["RU"], ["US", "RU"], True), (["RU"], ["US"], False), (["RU"], [], False),
        (["EU"], ["DE"], True), (["DE"], ["EU"], False), (["EU"], ["GB"], False), ([], [], True), ([], ["US"], True),
    ],
)
def test_countries(wanted: list[str], addressed: list[str], expected: bool) -> None:
    scope = Scope.model_validate({"jurisdictions": wanted})
    assert matches(scope, article(jurisdictions=addressed)) is expected


@pytest.mark.parametrize(
    ("stated", "found", "expected"),
    [
        ("ru", None, True), ("ru-RU", None, True), ("RU", None, True), ("en", "ru", False), (None, "ru", True),
        (None, None, False),
    ],
)
def test_languages_by_their_primary_tag(stated: str | None, found: str | None, expected: bool) -> None:
    scope = Scope.model_validate({"languages": ["ru-Latn", "uk"]})
    assert matches(scope, article(language=stated), language=found) is expected


@pytest.mark.parametrize("key", ["edition", "site", "section", "genre"])
def test_what_an_article_does_not_state_is_outside_a_scope_that_names_it(key: str) -> None:
    scope = Scope.model_validate({f"{key}s": ["news", "opinion"]})
    assert matches(scope, article(**{key: "opinion"}))
    assert not matches(scope, article(**{key: "sport"}))
    assert not matches(scope, article())


def test_an_article_without_rendition_is_for_the_web() -> None:
    web, printed = (Scope.model_validate({"renditions": [name]}) for name in ("web", "print"))
    assert matches(web, article())
    assert not matches(printed, article())
    assert matches(printed, article(rendition="print"))


def test_a_headline_pattern_is_found_anywhere_in_the_headline() -> None:
    scope = Scope.model_validate({"headline_pattern": "(?i)corrections?"})
    assert matches(scope, article(headline="For the record: a correction"))
    assert not matches(scope, article(headline="Weather"))
    assert not matches(scope, article())


def test_every_part_of_a_scope_must_admit_the_article() -> None:
    scope = Scope.model_validate({"jurisdictions": ["RU"], "languages": ["ru"], "sections": ["news"]})
    assert matches(scope, article(jurisdictions=["RU"], language="ru", section="news"))
    assert not matches(scope, article(jurisdictions=["RU"], language="ru", section="sport"))
    assert not matches(scope, article(jurisdictions=["RU"], language="en", section="news"))


def test_what_is_left_out_and_where_it_comes_from() -> None:
    scope = Scope.model_validate({"sections": ["news"], "not": {"genres": ["letters"], "editions": ["print"]}}, strict=False)
    assert matches(scope, article(section="news", genre="letters"))
    assert not matches(scope, article(section="news", genre="letters", edition="print"))
    assert not matches(Scope(sources=("wire",)), article())
    assert matches(Scope(sources=("wire",)), article(source={"id": "wire"}))
