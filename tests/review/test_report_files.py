"""The report of an article as a file: what the command line would have written of the same text."""

from __future__ import annotations

import json
from typing import Any

import pytest

from annotations.asking import jurisdictions_of, packs_of
from annotations.engine.article import Article as Sent
from annotations.engine.check import check
from annotations.engine.dates import Moment
from annotations.engine.formats.registry import render
from annotations.engine.report import Report
from annotations.models.article import Article
from annotations.models.check import Check
from annotations.registers.live import references
from tests.newsroom_app.desk import OWING
from tests.review.desk import AT, Newsroom, newsroom

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Newsroom:
    made = newsroom()
    made.person("anna")
    return made


def download(desk: Newsroom, article: Article, form: str) -> Any:
    answer = desk.client("anna").get(f"/admin/annotations/article/{article.pk}/report.{form}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="report-{article.pk}.{form}"'
    assert "no-store" in answer["Cache-Control"]
    return json.loads(answer.content)


def asked_anew(article: Article) -> Report:
    """What the engine says of the newest text."""
    assert article.latest is not None
    sent = Sent.model_validate(article.latest.payload)
    reference, _tried = references(packs_of(article.channel))
    return check(sent, reference, now=Moment(instant=AT), jurisdictions=jurisdictions_of(sent, article.channel))


def test_both_say_what_the_engine_says(desk: Newsroom) -> None:
    article = desk.send(OWING, language="en", headline="Northern Pact meets envoys")
    report = asked_anew(article)
    assert download(desk, article, "json") == json.loads(render([report], "json"))
    (stored,), (fresh,) = download(desk, article, "sarif")["runs"], json.loads(render([report], "sarif"))["runs"]
    assert stored["results"]
    for result in (*stored["results"], *fresh["results"]):
        result["properties"].pop("details")  # Facts for people are not kept with a check.
    for name in ("results", "artifacts", "invocations", "properties"):
        assert stored[name] == fresh[name]
    (rule,) = stored["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"] == "A banned organisation is named without its notice"


def test_what_could_not_be_checked_is_said_there(desk: Newsroom) -> None:
    article = desk.send(OWING, language="en")
    gap = [{"what": "registers", "code": "register_missing", "detail": "ru.fsb is missing"}]
    verdict = article.verdict
    assert verdict is not None
    Check.objects.filter(pk=verdict.pk).update(report={**verdict.report, "unchecked": gap})
    (run,) = download(desk, article, "sarif")["runs"]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert download(desk, article, "json")["unchecked"] == gap


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_without_a_report_there_is_no_file_and_no_link(desk: Newsroom, form: str) -> None:
    article = desk.send(OWING, language="en")
    page = f"/admin/annotations/article/{article.pk}/"
    client = desk.client("anna")
    assert f"report.{form}" in client.get(f"{page}change/").content.decode()
    Article.objects.filter(pk=article.pk).update(verdict=None)
    assert f"report.{form}" not in client.get(f"{page}change/").content.decode()
    assert client.get(f"{page}report.{form}").status_code == 404
