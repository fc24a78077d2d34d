"""Roles: what an article consists of, and how the value of a role is read from a host's object.

A role is mapped to a field, a dotted path, a property or a method without arguments; ``constant("...")`` is a value
that is the same for every object.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models

TEXTS: Mapping[str, str] = {
    "headline": "headline", "deck": "deck", "byline": "byline", "section": "section", "genre": "genre",
    "edition": "edition", "site": "site", "licence": "licence", "producer": "producer", "paid_by": "paid_by",
    "editorial_responsible": "editorial_responsible", "template_text": "template_text", "usage_terms": "usage_terms",
    "copyright_notice": "copyright_notice", "ed_note": "ed_note",
}
"""Role -> key of the Article, for roles that are words."""

ADDRESSES: Mapping[str, str] = {"url": "url", "canonical_url": "canonical_url", "original_url": "original_url"}
MOMENTS: Mapping[str, str] = {"published_at": "published", "updated_at": "modified", "corrected_at": "corrected_at"}
LISTS = ("jurisdictions", "renditions", "tags")
BODY_FORMATS = ("html", "markdown", "text")

ROLES: tuple[str, ...] = (
    "external_id", "body", "body_format", "language", "source_id", "source_name", "images",
    *TEXTS, *ADDRESSES, *MOMENTS, *LISTS,
)
"""Every role that an adapter may map."""

OTHER_WORDS: Mapping[str, str] = {
    "title": "headline", "text": "body", "content": "body", "author": "byline", "source_url": "original_url",
    "published": "published_at", "modified": "updated_at", "lang": "language", "license": "licence",
    "jurisdiction": "jurisdictions", "rendition": "renditions", "sponsor": "paid_by", "agency": "source_name",
}
"""Words that people write for a role, for "did you mean"."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A value that is the same for every object."""

    value: Any


def constant(value: Any) -> Constant:
    """A role's value itself, where a text would be taken for the name of a field: ``language = constant("ru")``."""
    return Constant(value)


Target = str | Constant | tuple[str, ...] | list[str] | None
"""What a role is mapped to."""


def read(obj: models.Model, target: Target) -> Any:
    """The value of a role: of a constant or a list itself, else of the path; ``None`` where the path ends early."""
    if target is None or isinstance(target, tuple | list):
        return target
    if isinstance(target, Constant):
        return target.value
    value: Any = obj
    for name in target.split("."):
        value = _step(value, name)
        if value is None:
            return None
    return value


def _step(value: Any, name: str) -> Any:
    try:
        found = getattr(value, name)
    except ObjectDoesNotExist:
        return None
    except ValueError:
        # Django refuses to follow many-to-many relations of an object that has no key yet.
        if isinstance(value, models.Model) and value.pk is None:
            return None
        raise
    # Managers of relations can be called too, and mean something else by it.
    return found() if callable(found) and not hasattr(found, "all") else found
