"""``api.check`` and ``api.gate``: about Articles and about a host's own objects, nothing stored."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import User

from annotations import api
from annotations.engine.article import Article, Body
from annotations.engine.dates import DateError
from annotations.models.article import Article as StoredArticle
from annotations.models.channel import Channel
from tests.newsroom_app.desk import CLEAN, OWING
from tests.newsroom_app.models import Story

pytestmark = pytest.mark.usefixtures("desk")


def rules(report: object) -> list[tuple[str, str]]:
    return [(row.rule, row.outcome.value) for row in report.findings]  # type: ignore[attr-defined]


def test_an_object_in_memory_is_checked_and_nothing_is_stored() -> None:
    report = api.check(Story(title="Talks", text=OWING))
    assert rules(report) == [("ru.designation.notice", "missing")]
    assert report.decision == "block"
    assert report.findings[0].fixes
    assert not Story.objects.exists()
    assert not StoredArticle.objects.exists()
    assert not Channel.objects.exists()


@pytest.mark.parametrize("day", ["2012-07-16", date(2012, 7, 16), datetime(2012, 7, 16, 12, tzinfo=UTC)])
def test_an_object_is_checked_by_the_law_of_another_day(day: object) -> None:
    assert api.check(Story(text=OWING), as_of=day).as_of.startswith("2012-07-16")  # type: ignore[arg-type]


def test_an_instant_without_an_offset_is_refused() -> None:
    with pytest.raises(DateError, match="needs an offset"):
        api.check(Story(text=OWING), as_of=datetime(2012, 7, 16, 12))  # noqa: DTZ001


def test_jurisdictions_take_the_place_of_the_adapters() -> None:
    assert rules(api.check(Story(text=OWING), jurisdictions=["FR"])) == []


def test_an_article_is_judged_where_its_channel_publishes() -> None:
    article = Article(id="1", body=Body(format="text", value=OWING))
    assert rules(api.check(article)) == []
    channel = Channel.objects.create(name="wire", jurisdictions=["RU"])
    assert rules(api.check(article, channel=channel)) == [("ru.designation.notice", "missing")]


def test_the_project_says_where_it_publishes(settings: object) -> None:
    settings.ANNOTATIONS = {"JURISDICTIONS": ["RU"]}  # type: ignore[attr-defined]
    assert rules(api.check(Article(id="1", body=Body(format="text", value=OWING)))) != []


def test_the_gate_says_what_publishing_would_be_answered() -> None:
    assert api.gate(Story(text=OWING)).blocked
    assert "needs" in api.gate(Story(text=OWING)).message or api.gate(Story(text=OWING)).message
    assert not api.gate(Story(text=CLEAN)).blocked


def test_an_object_of_a_model_without_an_adapter_is_refused() -> None:
    with pytest.raises(api.NotHooked, match=r"auth\.User has no adapter"):
        api.check(User())
