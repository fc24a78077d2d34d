"""An article's text as HTML for its page: whatever its format, only harmless tags come through."""

from __future__ import annotations

import bleach
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from project.newsroom.models import Article

_TAGS = frozenset(
    {"a", "b", "blockquote", "br", "em", "h1", "h2", "h3", "i", "li", "ol", "p", "q", "small", "strong", "sup", "ul"}
)
_ATTRIBUTES = {"a": ["href", "title"]}


def html_of(article: Article) -> SafeString:
    """The text with its markup, cleaned."""
    if article.text_format == Article.Format.TEXT:
        return mark_safe(linebreaks(article.text, autoescape=True))  # noqa: S308 - escaped by linebreaks
    markup: str = article.text if article.text_format == Article.Format.HTML else MarkdownIt().render(article.text)
    return mark_safe(bleach.clean(markup, tags=_TAGS, attributes=_ATTRIBUTES, strip=True))  # noqa: S308 - cleaned
