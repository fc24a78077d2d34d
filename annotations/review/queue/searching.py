"""Finds flags by words: full text on PostgreSQL, plainly elsewhere; by its number, a flag is found everywhere."""

from __future__ import annotations

import re
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Func, Q, QuerySet, Value

from annotations.models.article import Article
from annotations.models.flag import Flag

_NUMBER = re.compile(r"(?:F-?)?([0-9]{1,18})", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_MOST_WORDS = 8
_FEW = 2000
_PLAIN = ("message", "subject", "rule", "article__headline", "article__external_id", "article__url")


class _Has(Func):
    """Whether a document, as migration 0021 has it in an index, holds a word that begins so."""

    output_field = BooleanField()
    document = ""

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        parts = [compiler.compile(expression) for expression in self.get_source_expressions()]
        *columns, asked = (sql for sql, _values in parts)
        said = f"to_tsvector('simple', {self.document.format(*columns)}) @@ to_tsquery('simple', {asked})"
        return f"({said})", [value for _sql, values in parts for value in values]


class _FlagHas(_Has):
    document = "left({0}, 5000) || ' ' || {1} || ' ' || left(coalesce({2} #>> '{{evidence,0,exact}}', ''), 1000)"


class _ArticleHas(_Has):
    document = "{0} || ' ' || {1} || ' ' || {2}"


def found(flags: QuerySet[Flag], asked: str) -> QuerySet[Flag]:
    """Those of ``flags`` that have every word of ``asked``, or its number, such as ``F-1042``."""
    asked = asked.strip()
    if not asked:
        return flags
    number = _NUMBER.fullmatch(asked)
    if number is not None and not asked.isdecimal():
        return flags.filter(pk=int(number[1]))
    if number is not None:
        # Publishing systems number their articles, too.
        known = Article.objects.filter(external_id=asked).values_list("pk", flat=True)
        return flags.filter(Q(pk=int(number[1])) | Q(article__in=list(known[:_FEW])))
    if connection.vendor == "postgresql":
        words = _WORD.findall(asked)[:_MOST_WORDS]
        return _by_index(flags, words) if words else flags.none()
    for word in asked.split()[:_MOST_WORDS]:
        said = Q()
        for name in _PLAIN:
            said |= Q(**{f"{name}__icontains": word})
        flags = flags.filter(said)
    return flags


def _by_index(flags: QuerySet[Flag], words: list[str]) -> QuerySet[Flag]:
    """A word that few rows have is looked up in the index; of one that many have the rows that are left are asked."""
    for word in words:
        # Letters, digits and underscores only, so it is one word of a query, and the beginning of a word is enough.
        asked = Value(f"{word}:*")
        of_flags = _few(Flag.objects.filter(_FlagHas("message", "subject", "finding", asked)))
        of_articles = _few(Article.objects.filter(_ArticleHas("headline", "external_id", "url", asked)))
        if of_flags is None or of_articles is None:
            names = ("article__headline", "article__external_id", "article__url")
            said = Q(_FlagHas("message", "subject", "finding", asked)) | Q(_ArticleHas(*names, asked))
        else:
            said = Q(pk__in=of_flags) | Q(article__in=of_articles)
        flags = flags.filter(said)
    return flags


def _few(rows: QuerySet[Any]) -> list[int] | None:
    """The keys of the rows; ``None`` when they are more than ``_FEW``."""
    keys = list(rows.order_by().values_list("pk", flat=True)[: _FEW + 1])
    return keys if len(keys) <= _FEW else None
