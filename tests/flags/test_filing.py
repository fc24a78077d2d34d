"""Language, section and source of an article are columns of it and of its flags, and follow its newest text."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotations.models.article import Article
from annotations.models.flag import OF_ITS_ARTICLE, Flag
from annotations.models.source import SourceRecord
from tests.newsroom_app.desk import OWING
from tests.review.desk import AT, Newsroom, newsroom

pytestmark = pytest.mark.django_db
migration = import_module("annotations.migrations.0032_filing_filled")
MERIDIAN = {"id": "meridian", "name": "Meridian"}
ENGLISH = "Envoys of the country came to the capital for the talks, and they spoke of what had been agreed. " + OWING


@pytest.fixture
def desk() -> Newsroom:
    made = newsroom()
    made.person("anna")
    SourceRecord.objects.create(name="meridian", payload=MERIDIAN)
    return made


def filed(article: Article) -> set[tuple[str, ...]]:
    """Where the article and its flags are filed; at least one flag there is."""
    rows = set(Flag.objects.filter(article=article).values_list(*OF_ITS_ARTICLE))
    assert rows
    return rows | {tuple(getattr(article, name) for name in OF_ITS_ARTICLE)}


def listed(client: Client, query: str) -> set[str]:
    answer: Any = client.get(f"/admin/annotations/flag/?view=open&{query}")
    groups = answer.context_data["groups"]
    return {row.flag.article.external_id for group in groups for row in group.rows}


def test_flags_are_filed_as_the_text_says(desk: Newsroom) -> None:
    article = desk.send(OWING, language="en-GB", section="Sport", source=MERIDIAN)
    assert filed(article) == {("en", "Sport", "meridian")}


def test_a_language_that_is_not_stated_is_the_one_that_is_found(desk: Newsroom) -> None:
    assert filed(desk.send(ENGLISH)) == {("en", "", "")}


def test_an_edit_takes_the_flags_along(desk: Newsroom) -> None:
    desk.send(OWING, language="en", section="Sport", source=MERIDIAN)
    versions = dict(Flag.objects.values_list("pk", "version"))
    client = desk.client("anna")
    assert listed(client, "section=Sport") == listed(client, "language=en") == listed(client, "source=meridian") == {"a1"}
    article = desk.send(OWING + " Talks go on.", language="de", section="World")
    assert filed(article) == {("de", "World", "")}
    assert set(versions) == set(Flag.objects.values_list("pk", flat=True))
    assert listed(client, "section=World") == listed(client, "language=de") == {"a1"}
    assert not listed(client, "section=Sport") | listed(client, "language=en") | listed(client, "source=meridian")


def test_an_edit_that_states_no_language_any_more(desk: Newsroom) -> None:
    desk.send(ENGLISH, language="de")
    assert filed(desk.send(ENGLISH + " Talks go on.")) == {("en", "", "")}


def test_an_older_text_that_comes_late_changes_nothing(desk: Newsroom) -> None:
    desk.send(OWING, revision=5, language="en", section="Sport")
    assert filed(desk.send(OWING + " Earlier.", revision=4, language="de", section="World")) == {("en", "Sport", "")}


def test_what_is_longer_than_a_column_is_cut(desk: Newsroom) -> None:
    assert filed(desk.send(OWING, language="en", section="S" * 300)) == {("en", "S" * 200, "")}


def test_flags_of_before_are_filed_by_the_migration(desk: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migration, "PORTION", 2)
    sent = [
        desk.send(OWING, "b1", language="en-GB", section="Sport", source=MERIDIAN), desk.send(ENGLISH, "b2"),
        desk.send(OWING, "b3", language="de", section="S" * 300),
    ]  # fmt: skip
    right = [filed(article) for article in sent]
    nothing = dict.fromkeys(OF_ITS_ARTICLE, "")
    Article.objects.update(**nothing)
    Flag.objects.update(**nothing)
    for _time in range(2):
        migration.fill(apps, connection.schema_editor())
        assert [filed(Article.objects.get(pk=article.pk)) for article in sent] == right


def test_sections_of_the_persons_channels_are_proposed(desk: Newsroom) -> None:
    for number, section in enumerate(["World", "Sport", "Sport", '"Arts\n<b>"', ""]):
        desk.send(OWING, f"b{number}", section=section)
    desk.person("vera", channels=(desk.hooked,))
    proposed: dict[str, Any] = {}
    for name in ("anna", "vera"):
        answer: Any = desk.client(name).get("/admin/annotations/flag/")
        (spec,) = [spec for spec in answer.context_data["cl"].filter_specs if spec.parameter_name == "section"]
        proposed[name] = {value for value, _label in spec.lookup_choices}
    assert proposed == {"anna": {"World", "Sport", '"Arts\n<b>"'}, "vera": set()}
    page = desk.client("anna").get("/admin/annotations/flag/").content.decode()
    assert '<option value="Sport"></option>' in page
    assert "<b>&quot;" not in page


@pytest.mark.parametrize("query", ["language=en", "section=Sport", "source=meridian"])
def test_no_text_is_read_for_a_filter(desk: Newsroom, query: str) -> None:
    desk.send(OWING, language="en", section="Sport", source=MERIDIAN, at=AT)
    client = desk.client("anna")
    with CaptureQueriesContext(connection) as captured:
        listed(client, query)
    assert not [row for row in captured if "annotations_revision" in row["sql"] or "annotations_check" in row["sql"]]
