"""What a host's object becomes as an article."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from annotations.adapters import ArticleAdapter, UnreadableArticle, adapter_for, constant
from annotations.engine.article import Article
from tests.newsroom_app.models import Agency, Bulletin, Flash, Memo, ShortStory, Story


def article_of(obj: Story | Bulletin) -> Article:
    adapter = adapter_for(type(obj))
    assert adapter is not None
    return adapter.to_article(obj)


def by(adapter: type[ArticleAdapter]) -> ArticleAdapter:
    made = adapter()
    made.model = Story
    return made


def test_fields_dotted_paths_and_methods() -> None:
    article = article_of(Story(pk=7, title="Talks", text="Text.", author="A. Writer", agency=Agency(name="Harbour")))
    assert (article.id, article.headline, article.body.value, article.byline) == ("7", "Talks", "Text.", "A. Writer")
    assert article.source is not None
    assert article.source.name == "Harbour"
    assert article.url == "https://news.example/stories/7/"
    assert article.jurisdictions == ("RU",)


def test_a_path_that_ends_early_says_nothing() -> None:
    article = article_of(Story(pk=7, title="Talks", text="Text."))
    assert article.source is None
    assert article.published is None


def test_a_story_without_a_key_has_no_address_yet() -> None:
    article = article_of(Story(title="Talks", text="Text."))
    assert (article.id, article.url) == ("not-saved", None)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (datetime(2023, 5, 10, 12, 30, tzinfo=UTC), "2023-05-10T12:30:00+00:00"),
        (
            datetime(2023, 5, 10, 12, 30),  # noqa: DTZ001
            "2023-05-10T12:30:00+00:00",
        ),
        ("2023-05-10T15:30:00+03:00", "2023-05-10T12:30:00+00:00"),
        ("2023-05-10", "2023-05-10"),
        ("tomorrow", None),
        (None, None),
    ],
)
def test_moments_have_an_offset_and_days_stay_days(given: datetime | str | None, told: str | None) -> None:
    assert article_of(Story(pk=7, title="Talks", text="Text.", pub_date=given)).published == told


def test_a_naive_moment_is_of_the_projects_time_zone(settings: object) -> None:
    settings.TIME_ZONE = "Europe/Moscow"  # type: ignore[attr-defined]
    story = Story(pk=7, text="Text.", pub_date=datetime(2023, 5, 10, 0, 30))  # noqa: DTZ001
    assert article_of(story).published == "2023-05-09T21:30:00+00:00"


def test_a_field_of_days_gives_a_day() -> None:
    assert article_of(Bulletin(pk=1, heading="Talks", content="Text.", day=date(2023, 5, 10))).published == "2023-05-10"


def test_methods_of_the_adapter_and_constants_come_before_fields() -> None:
    class Own(ArticleAdapter):
        body = "text"
        language = constant("ru_RU")
        jurisdictions = ("RU", "EU")

        def get_headline(self, obj: Story) -> str:
            return obj.title.upper()

        def get_images(self, obj: Story) -> list[dict[str, str | None]]:
            return [{"src": "a.jpg", "credit": "TASS", "caption": None}]

    article = by(Own).to_article(Story(pk=1, title="Talks", text="Text."))
    assert (article.headline, article.language, article.jurisdictions) == ("TALKS", "ru-RU", ("RU", "EU"))
    assert [(image.src, image.credit, image.caption) for image in article.images] == [("a.jpg", "TASS", None)]


def test_the_format_may_stand_in_the_object() -> None:
    class Own(ArticleAdapter):
        body = "text"
        body_format = "author"

    assert by(Own).to_article(Story(pk=1, text="Text.", author="markdown")).body.format == "markdown"


def test_what_the_contract_refuses_is_named() -> None:
    with pytest.raises(UnreadableArticle, match=r"body/value: .*U\+0000"):
        article_of(Story(pk=1, text="Text.\x00"))


def test_an_address_that_nobody_can_follow_is_left_out() -> None:
    class Own(ArticleAdapter):
        body = "text"
        original_url = "author"

    assert by(Own).to_article(Story(pk=1, text="Text.", author="mailto:a@b.example")).original_url is None


def test_renditions_differ_in_name_only() -> None:
    adapter = adapter_for(Story)
    assert adapter is not None
    story = Story(pk=1, text="Text.")
    assert adapter.to_article(story).rendition is None
    assert adapter.to_article(story, "print").rendition == "print"


def test_proxies_and_further_tables_are_hooked_with_their_model() -> None:
    assert adapter_for(Flash) is adapter_for(ShortStory) is adapter_for(Story)
    assert adapter_for(Memo) is None
    assert article_of(ShortStory(pk=3, text="Text.")).id == "3"
