"""What the fields of our pages mean. This file is all that the app needs from a Wagtail site."""

from __future__ import annotations

from annotations.contrib.wagtail import PageAdapter, SnippetAdapter, register_page, register_snippet
from project.magazine.models import Alert, ArticlePage


@register_page(ArticlePage)
class ArticleChecks(PageAdapter):
    """We print in Russia."""

    byline = "byline"
    body = ("intro", "body")
    jurisdictions = ("RU",)


@register_snippet(Alert)
class AlertChecks(SnippetAdapter):
    """An alert is an article of its own."""

    headline = "headline"
    body = "text"
    jurisdictions = ("RU",)
