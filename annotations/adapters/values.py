"""Values of a host's object as the contract has them: dates with offsets, whole addresses, lists of words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urljoin

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from pydantic import TypeAdapter, ValidationError

from annotations.engine.article import Article, Language, Url

_URL: TypeAdapter[str] = TypeAdapter(Url)
_LANGUAGE: TypeAdapter[str] = TypeAdapter(Language)


class UnreadableArticle(ValueError):
    """A host's object that no Article can be made of; the message says which value, and why."""

    code = "unreadable_article"


def as_text(value: Any) -> str | None:
    """Words; ``None`` stays ``None``, anything else is put into words as the host prints it."""
    return str(value) if value is not None else None


def as_moment(value: Any) -> str | None:
    """An RFC 3339 date or date-time. A date-time is given in UTC; a naive one is of the project's time zone."""
    if isinstance(value, str):
        value = _parsed(value)
    if isinstance(value, datetime):
        return aware(value).astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return None


def aware(value: datetime) -> datetime:
    """With an offset; a naive one is of the project's time zone."""
    return timezone.make_aware(value, timezone.get_default_timezone()) if timezone.is_naive(value) else value


def _parsed(value: str) -> datetime | date | None:
    """What a field of dates would make of a text that was assigned to it."""
    try:
        return parse_date(value) or parse_datetime(value)
    except ValueError:
        return None


def as_url(value: Any, base: str) -> str | None:
    """A whole address; a path is joined to ``base``. What is no address a reader could follow is left out."""
    text = str(value).strip() if value else ""
    if not text:
        return None
    return _accepted(_URL, urljoin(base, text) if base else text)


def as_language(value: Any) -> str | None:
    """A BCP 47 tag; ``ru_RU`` is read as ``ru-RU``, what is no tag is left out and the language detected."""
    return _accepted(_LANGUAGE, str(value).strip().replace("_", "-")) if value else None


def _accepted(kind: TypeAdapter[str], text: str) -> str | None:
    try:
        kind.validate_python(text)
    except ValidationError:
        return None
    return text


def as_words(value: Any) -> list[str]:
    """A list of words: of related objects, of a list, or of a text with commas."""
    if value is None:
        return []
    if isinstance(value, str):
        return [word.strip() for word in value.split(",") if word.strip()]
    rows: Iterable[Any] = value.all() if hasattr(value, "all") else value
    return [str(row) for row in rows]


def as_images(value: Any) -> list[dict[str, Any]]:
    """Images with ``src`` and, where they are known, ``alt``, ``caption`` and ``credit``."""
    rows = [dict(row) for row in value or () if isinstance(row, Mapping)]
    return [{key: as_text(entry) for key, entry in row.items() if entry is not None} for row in rows]


def as_article(values: Mapping[str, Any]) -> Article:
    """The Article of these values; those that are ``None`` or empty lists count as not sent.

    Raises:
        UnreadableArticle: when the contract refuses one of them.
    """
    sent = {key: value for key, value in values.items() if value is not None and value != []}
    try:
        return Article.model_validate(sent)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = "/".join(str(part) for part in first["loc"])
        raise UnreadableArticle(f"{place}: {first['msg']}") from error
