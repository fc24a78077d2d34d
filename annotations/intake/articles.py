"""One Article from one JSON value or one text, or what is wrong with it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ValidationError

from annotations.engine.article import Article
from annotations.intake.problems import Problem, json_problem, value_problems
from annotations.intake.strict_json import JsonError, read_json

BodyFormat = Literal["html", "markdown", "text"]

SYNONYMS = {
    "title": "headline", "heading": "headline", "name": "headline", "subtitle": "deck", "standfirst": "deck",
    "lede": "deck", "summary": "deck", "author": "byline", "authors": "byline", "text": "body", "content": "body",
    "html": "body", "lang": "language", "locale": "language", "date": "published", "published_at": "published",
    "created": "published", "updated": "modified", "updated_at": "modified", "version": "revision", "uri": "url",
    "link": "url", "canonical": "canonical_url", "country": "jurisdictions", "jurisdiction": "jurisdictions",
    "license": "licence", "sponsor": "paid_by", "advertiser": "paid_by", "photos": "images", "keywords": "tags",
    "footer": "template_text", "rights": "copyright_notice", "editorial_note": "ed_note", "original": "original_url",
}
"""Words of other publishing systems for the keys of an Article, for "did you mean"."""


class RefusedArticleError(Exception):
    """An input that is no Article; ``problems`` say why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*(str(problem) for problem in problems))
        self.problems = problems


def parse_article(data: bytes | str, *, path: str, line: int | None = None) -> Article:
    """The Article that one JSON text holds.

    Raises:
        RefusedArticleError: with every problem of the text, at most 50.
    """
    try:
        value = read_json(data)
    except JsonError as error:
        raise RefusedArticleError(json_problem(error, path, line)) from error
    return article_from(value, path=path, line=line)


def article_from(value: Any, *, path: str, line: int | None = None) -> Article:
    """The Article that a parsed JSON value stands for; raises ``RefusedArticleError``."""
    try:
        return Article.model_validate(value)
    except ValidationError as error:
        problems = value_problems(error, Article, path, line=line, synonyms=SYNONYMS)
        raise RefusedArticleError(*problems) from error


def article_of_text(text: str, *, article_id: str, body_format: BodyFormat, path: str) -> Article:
    """An Article that has nothing but a body; raises ``RefusedArticleError``."""
    return article_from({"id": article_id, "body": {"format": body_format, "value": text}}, path=path)
