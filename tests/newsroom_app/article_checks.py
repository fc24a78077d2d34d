"""The hooks of the host, autodiscovered."""

from __future__ import annotations

from typing import Any

from django.db import models

from annotations.adapters import ArticleAdapter, register
from tests.newsroom_app.models import Bulletin, Story


@register(Story)
class StoryAdapter(ArticleAdapter):
    """By a class."""

    headline = "title"
    body = "text"
    body_format = "text"
    byline = "author"
    published_at = "pub_date"
    updated_at = "modified"
    url = "get_absolute_url"
    base_url = "https://news.example"
    source_name = "agency.name"
    jurisdictions = "country"

    def is_going_live(self, obj: Any) -> bool:
        return bool(obj.status == "published")

    def get_live_queryset(self) -> models.QuerySet[models.Model]:
        return self.get_queryset().filter(status="published")


register(Bulletin, headline="heading", body="content", body_format="text", published_at="day", jurisdictions=("RU",))
