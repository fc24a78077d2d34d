"""An article out of a request's body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotations.engine.article import Article
from annotations.intake.articles import RefusedArticleError, article_from
from annotations.intake.problems import FieldProblem
from annotations.rest.problem import refused_fields

if TYPE_CHECKING:
    from annotations.rest.endpoint import Endpoint


def read_article(view: Endpoint) -> Article:
    """The article that the body is; raises ``ApiProblem`` with every error and its pointer."""
    return view.sent(Article, explained=_explained)


def _explained(value: Any) -> None:
    """Refuses what is no article, with the words of other systems understood."""
    try:
        article_from(value, path="")
    except RefusedArticleError as error:
        found = [FieldProblem(row.pointer, row.code, row.message) for row in error.problems]
        raise refused_fields(found) from error
