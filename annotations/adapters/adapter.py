"""The adapter: what a host declares about its model, and how one of its objects becomes an Article."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone

from annotations.adapters import values
from annotations.adapters.fixes import apply_to_fields
from annotations.adapters.roles import ADDRESSES, BODY_FORMATS, MOMENTS, TEXTS, Constant, Target, read
from annotations.engine.article import Article
from annotations.engine.report import Fix

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

SAVE = "save"
PUBLISH = "publish"
RUNS = (SAVE, PUBLISH)
NOT_SAVED = "not-saved"
"""Id of an object that has no key yet."""


class ArticleAdapter:
    """Declares what a model's fields mean. Subclass it in ``article_checks.py`` under ``@register(Model)``.

    Each role is mapped to a field, a dotted path, a property or a method without arguments of the model, or worked out
    by a method ``get_<role>(self, obj)`` of the adapter.
    """

    external_id: Target = "pk"
    body: Target = None
    body_format: Target = "html"
    """``html``, ``markdown`` or ``text``, or where the object says which."""
    headline: Target = None
    deck: Target = None
    byline: Target = None
    published_at: Target = None
    updated_at: Target = None
    corrected_at: Target = None
    url: Target = None
    canonical_url: Target = None
    original_url: Target = None
    language: Target = None
    """``None``: detected."""
    source_id: Target = None
    source_name: Target = None
    licence: Target = None
    producer: Target = None
    paid_by: Target = None
    section: Target = None
    genre: Target = None
    edition: Target = None
    site: Target = None
    editorial_responsible: Target = None
    template_text: Target = None
    usage_terms: Target = None
    copyright_notice: Target = None
    ed_note: Target = None
    tags: Target = None
    images: Target = None
    jurisdictions: Target = ()
    """Codes, or where the object says them; empty: the channel's default."""
    renditions: Target = ("web",)
    """Each is an article of its own, with its own verdict."""

    run_on: tuple[str, ...] = (SAVE, PUBLISH)
    """``save``: checked after every committed save. ``publish``: the gate stands before going live."""
    channel_name: str = ""
    """Empty: the model's, ``news-article`` for ``news.Article``."""
    base_url: str = ""
    """What addresses without a host are joined to, ``https://example.org``."""
    gate: Mapping[str, str] = {}
    """Level -> action, ``{"warning": "block"}``; what is left out is as the contract has it."""
    on_engine_failure: str = "publish"
    """``publish`` (mark unchecked, check later) or ``hold``."""
    budget_ms: int = 2000
    """Time that the gate may take for one check."""
    packs: tuple[str, ...] = ()
    """Packs of rules; empty: those that the project enables."""

    rows_are_drafts: bool = True
    """Whether what is saved and not live is the newest draft; else whoever keeps the drafts hands them over."""

    model: type[models.Model]
    """Set by ``register``."""

    # What a host may say in code

    def is_going_live(self, obj: models.Model) -> bool:
        """Whether readers see the object as it stands, or will at its hour. Default: ``published_at`` has a value."""
        return self.read(obj, "published_at") is not None

    def is_gated(self, obj: models.Model) -> bool:
        """Whether the gate stands before it. Default: yes; not before what only repeats another object."""
        return True

    def is_concerned(self, obj: models.Model, update_fields: Collection[str] | None) -> bool:
        """Whether a save of these fields (``None``: all) can change what is read. Default: yes."""
        return True

    def revision_of(self, obj: models.Model) -> int | None:
        """The host's own revision number, higher is newer. Default: none; the date of change decides, then arrival."""
        return None

    def get_live_queryset(self) -> models.QuerySet[models.Model]:
        """Objects that may be live; each is asked ``is_going_live`` too. Default: those with ``published_at``."""
        name = self.field_of("published_at")
        if name is None or not self.goes_by_date:
            return self.get_queryset()
        return self.get_queryset().filter(**{f"{name}__isnull": False})

    def get_queryset(self) -> models.QuerySet[models.Model]:
        """All objects, those too that the model's default manager hides."""
        return self.model._base_manager.all()

    def apply_fix(self, obj: models.Model, fix: Fix, user: AbstractBaseUser | None) -> models.Model:
        """Makes the edits of a fix and saves. Default: writes into the fields that the roles are mapped to.

        Raises:
            FixNotApplicable: when a role is not mapped to a field of the object itself.
            TextChanged: when the edits do not fit the text.
        """
        return apply_to_fields(self, obj, fix)

    # How it is read

    def read(self, obj: models.Model, role: str) -> Any:
        """The value of a role as the host has it."""
        own: Callable[[models.Model], Any] | None = getattr(self, f"get_{role}", None)
        return own(obj) if own is not None else read(obj, getattr(self, role))

    def renditions_of(self, obj: models.Model) -> tuple[str, ...]:
        """The renditions in which the object is published."""
        return tuple(values.as_words(self.read(obj, "renditions"))) or ("web",)

    def is_visible(self, obj: models.Model) -> bool:
        """Whether readers see it now: it is live, and its hour has come."""
        return bool(self.is_going_live(obj)) and not self._is_ahead(obj)

    def _is_ahead(self, obj: models.Model) -> bool:
        published = self.read(obj, "published_at")
        if isinstance(published, datetime):
            return values.aware(published) > timezone.now()
        return isinstance(published, date) and published > timezone.localdate()

    def to_article(self, obj: models.Model, rendition: str = "web") -> Article:
        """The object as an Article.

        Raises:
            UnreadableArticle: when the contract refuses one of its values.
        """
        key = self.read(obj, "external_id")
        stated: dict[str, Any] = {
            "id": NOT_SAVED if key is None else str(key),
            "body": {"format": self._format(obj), "value": values.as_text(self.read(obj, "body")) or ""},
            "revision": self.revision_of(obj),
            "rendition": None if rendition == "web" else rendition,
            "language": values.as_language(self.read(obj, "language")),
            "source": self._source(obj),
            "jurisdictions": values.as_words(self.read(obj, "jurisdictions")),
            "tags": values.as_words(self.read(obj, "tags")),
            "images": values.as_images(self.read(obj, "images")),
        }
        stated |= {key: values.as_text(self.read(obj, role)) for role, key in TEXTS.items()}
        stated |= {key: values.as_moment(self.read(obj, role)) for role, key in MOMENTS.items()}
        stated |= {key: self._address(obj, role) for role, key in ADDRESSES.items()}
        return values.as_article(stated)

    def _format(self, obj: models.Model) -> str:
        target = self.body_format
        if not hasattr(self, "get_body_format") and isinstance(target, str) and target in BODY_FORMATS:
            return target
        return str(self.read(obj, "body_format"))

    def _source(self, obj: models.Model) -> dict[str, str] | None:
        name = values.as_text(self.read(obj, "source_name")) or None
        key = values.as_text(self.read(obj, "source_id")) or name
        return {"id": key, **({"name": name} if name else {})} if key else None

    def _address(self, obj: models.Model, role: str) -> str | None:
        if obj.pk is None and isinstance(getattr(self, role), str) and role == "url":
            return None
        return values.as_url(self.read(obj, role), self.base_url)

    # What it is called

    @property
    def label(self) -> str:
        """``news.Article``."""
        return self.model._meta.label

    @property
    def name(self) -> str:
        """Of the adapter's channel."""
        return self.channel_name or re.sub(r"[^a-z0-9_]+", "-", self.label.lower())

    def channel_names(self) -> tuple[str, ...]:
        """Of all channels that its objects may belong to. Default: one."""
        return (self.name,)

    def channel_name_for(self, obj: models.Model) -> str:
        """Of the channel that ``obj`` belongs to, one of ``channel_names``."""
        return self.name

    @property
    def goes_by_date(self) -> bool:
        """Whether ``published_at`` alone says what is live."""
        return type(self).is_going_live is ArticleAdapter.is_going_live

    def field_of(self, role: str) -> str | None:
        """The name of the object's own field that a role is mapped to; ``None`` where it is worked out."""
        target = getattr(self, role, None)
        if isinstance(target, Constant) or not isinstance(target, str) or hasattr(self, f"get_{role}"):
            return None
        names = {field.name for field in self.model._meta.concrete_fields}
        return target if target in names else None
