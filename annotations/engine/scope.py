"""Which articles a rule looks at."""

from __future__ import annotations

from annotations.engine.article import Article
from annotations.engine.jurisdictions import expand
from annotations.engine.pattern import search
from annotations.engine.rulebook import Scope

DEFAULT_RENDITION = "web"


def matches(scope: Scope, article: Article, *, language: str | None = None) -> bool:
    """Whether the rule looks at the article; what a scope leaves empty admits any article.

    An article without jurisdictions is addressed to no country: a scope that names one leaves it out. ``language`` is
    the language found in the text, for articles that state none.
    """
    if scope.jurisdictions and not expand(article.jurisdictions) & set(scope.jurisdictions):
        return False
    if scope.languages and _primary(article.language or language) not in map(_primary, scope.languages):
        return False
    if scope.headline_pattern is not None and not search(scope.headline_pattern, article.headline or ""):
        return False
    return (
        _admits(scope.editions, article.edition)
        and _admits(scope.sites, article.site)
        and _admits(scope.sections, article.section)
        and _admits(scope.genres, article.genre)
        and _admits(scope.renditions, article.rendition or DEFAULT_RENDITION)
    )


def _admits(wanted: tuple[str, ...], value: str | None) -> bool:
    return not wanted or value in wanted


def _primary(language: str | None) -> str:
    return (language or "").split("-")[0].lower()
