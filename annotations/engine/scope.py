"""Which articles a rule looks at."""

from __future__ import annotations

from annotations.engine.article import Article
from annotations.engine.jurisdictions import expand
from annotations.engine.pattern import search
from annotations.engine.triggers import Scope, Selection

DEFAULT_RENDITION = "web"


def matches(scope: Scope, article: Article, *, language: str | None = None) -> bool:
    """Whether the rule looks at the article; what a scope leaves empty admits any article.

    An article without jurisdictions is addressed to no country: a scope that names one leaves it out. ``language`` is
    the language found in the text, for articles that state none.
    """
    if not selects(scope, article, language=language):
        return False
    if scope.headline_pattern is not None and not search(scope.headline_pattern, article.headline or ""):
        return False
    return scope.not_ is None or not selects(scope.not_, article, language=language)


def selects(wanted: Selection, article: Article, *, language: str | None = None) -> bool:
    """Whether a selection admits the article, by all of its lists."""
    if wanted.jurisdictions and not expand(article.jurisdictions) & set(wanted.jurisdictions):
        return False
    if wanted.languages and _primary(article.language or language) not in map(_primary, wanted.languages):
        return False
    return (
        _admits(wanted.editions, article.edition)
        and _admits(wanted.sites, article.site)
        and _admits(wanted.sections, article.section)
        and _admits(wanted.genres, article.genre)
        and _admits(wanted.renditions, article.rendition or DEFAULT_RENDITION)
        and _admits(wanted.sources, article.source.id if article.source else None)
    )


def _admits(wanted: tuple[str, ...], value: str | None) -> bool:
    return not wanted or value in wanted


def _primary(language: str | None) -> str:
    return (language or "").split("-")[0].lower()
