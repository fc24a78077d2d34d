"""By what the queue is filtered: language, section and source of an article, kept as columns of it and of its flags.

A text says them in its payload, among everything else; the queue would have to read a text for each of its rows.
"""

from __future__ import annotations

from annotations.engine.article import Article as ArticleValue
from annotations.models.article import Article
from annotations.models.flag import OF_ITS_ARTICLE, Flag

_LONGEST = 200
_UNKNOWN = "und"


def file_by_text(article: Article, text: ArticleValue) -> bool:
    """Takes over what the newest text says of itself; whether any of it is new. ``article`` is not saved.

    A text that states no language leaves the one that is known, until a check finds out.
    """
    said = {
        "language": _first_part(text.language) or article.language,
        "section": (text.section or "")[:_LONGEST],
        "source": (text.source.id if text.source is not None else "")[:_LONGEST],
    }
    return _taken_over(article, said)


def file_by_check(article: Article, language: str) -> bool:
    """Takes over the language that a check found the newest text to be in, as ``file_by_text``."""
    return _taken_over(article, {"language": _first_part(language)})


def follow_article(article: Article) -> None:
    """Files the flags of ``article`` where it is; to be called where that changes. One statement.

    The version of a flag stays: nothing that people decide by has changed.
    """
    Flag.objects.filter(article=article).update(**{name: getattr(article, name) for name in OF_ITS_ARTICLE})


def _taken_over(article: Article, said: dict[str, str]) -> bool:
    new = {name: value for name, value in said.items() if getattr(article, name) != value}
    for name, value in new.items():
        setattr(article, name, value)
    return bool(new)


def _first_part(tag: str | None) -> str:
    """``en`` of ``en-GB``; nothing of a language that is not known."""
    part = (tag or "").split("-")[0].lower()
    return "" if part == _UNKNOWN else part
