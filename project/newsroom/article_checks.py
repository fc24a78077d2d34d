"""What the fields of our Article mean. This file is all that the app needs from a host."""

from __future__ import annotations

from django.db import models

from annotations.adapters import ArticleAdapter, register
from project.newsroom.models import Article


@register(Article)
class NewsroomArticle(ArticleAdapter):
    """We print in Russia."""

    external_id = "slug"
    headline = "title"
    body = "text"
    body_format = "text_format"
    byline = "author"
    source_id = "agency"
    original_url = "origin"
    published_at = "published_at"
    updated_at = "updated_at"
    url = "get_absolute_url"
    base_url = "https://newsroom.example"
    jurisdictions = ("RU",)
    channel_name = "newsroom"

    def is_going_live(self, obj: models.Model) -> bool:
        assert isinstance(obj, Article)
        return obj.status == Article.Status.PUBLISHED

    def get_live_queryset(self) -> models.QuerySet[models.Model]:
        return self.get_queryset().filter(status=Article.Status.PUBLISHED)
