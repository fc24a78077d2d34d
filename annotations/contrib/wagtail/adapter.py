"""How a Wagtail page or snippet becomes an article: its fields, the blocks of its StreamFields, its address."""

from __future__ import annotations

import re
from collections.abc import Collection
from copy import copy
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from wagtail.models import Site

from annotations.adapters.adapter import PUBLISH, SAVE, ArticleAdapter
from annotations.adapters.roles import Target
from annotations.contrib.wagtail.layout import Layout
from annotations.contrib.wagtail.streams import layout_of
from annotations.engine.article import Article

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    from annotations.engine.report import Fix

PARENT = "annotations_parent"
"""Where a page that is being created carries its parent."""
_SEVERAL, _LONGEST_NAME = 2, 100
_USUAL_PORTS = (80, 443)
_BOOKKEEPING = frozenset(
    {
        "latest_revision", "latest_revision_id", "latest_revision_created_at", "has_unpublished_changes", "draft_title",
        "locked", "locked_at", "locked_by", "locked_by_id", "numchild", "path", "depth", "comments",
    }
)
"""What Wagtail writes beside the text: nothing of it is read."""


class DraftAdapter(ArticleAdapter):
    """For models with drafts and a live text. Its drafts are what Wagtail keeps as revisions."""

    body: Target = "body"
    """A field, or several in the order in which readers meet them: ``("intro", "body")``."""
    skip_blocks: tuple[str, ...] = ()
    """Names of blocks that readers never see, such as notes for editors."""
    run_on: tuple[str, ...] = (SAVE, PUBLISH)
    rows_are_drafts = False

    def is_going_live(self, obj: Any) -> bool:
        return bool(obj.live)

    def get_live_queryset(self) -> models.QuerySet[models.Model]:
        return self.get_queryset().filter(live=True)

    def is_concerned(self, obj: models.Model, update_fields: Collection[str] | None) -> bool:
        return update_fields is None or not _BOOKKEEPING.issuperset(update_fields)

    def layout(self, obj: models.Model) -> Layout:
        """The text of ``obj`` and the blocks that it came from."""
        return layout_of(obj, self.body_fields, skip=self.skip_blocks)

    @property
    def body_fields(self) -> tuple[str, ...]:
        """The fields that hold the text."""
        if isinstance(self.body, str):
            return (self.body,)
        return tuple(self.body) if isinstance(self.body, tuple | list) else ()

    def get_body(self, obj: models.Model) -> str:
        return self.layout(obj).value

    def get_published_at(self, obj: Any) -> datetime | None:
        return obj.first_published_at  # type: ignore[no-any-return]

    def get_updated_at(self, obj: Any) -> datetime | None:
        return obj.last_published_at  # type: ignore[no-any-return]

    def get_language(self, obj: Any) -> str | None:
        """The locale's, on sites with several; else the language is detected."""
        if not getattr(settings, "WAGTAIL_I18N_ENABLED", False) or not getattr(obj, "locale_id", None):
            return None
        return str(obj.locale.language_code)

    def as_published(self, obj: Any, *, at: datetime) -> Any:
        """``obj`` as it will be when it is published at ``at``, or at its hour when that is later."""
        hour = at if obj.go_live_at is None or obj.go_live_at <= at else obj.go_live_at
        after = copy(obj)
        after.live = True
        after.first_published_at = obj.first_published_at or hour
        after.last_published_at = hour
        return after

    def draft_of(self, obj: Any, *, saved: datetime, rendition: str = "web") -> Article:
        """The article of a draft that was saved at ``saved``.

        Raises:
            UnreadableArticle: when the contract refuses one of its values.
        """
        draft = copy(obj)
        draft.last_published_at = saved
        return self.to_article(draft, rendition)

    def apply_fix(self, obj: Any, fix: Fix, user: AbstractBaseUser | None) -> Any:
        """Makes the edits in the blocks they fall into and keeps them as a revision; what was live is published again.

        Raises:
            FixNotApplicable: when an edit falls into no block that takes words.
        """
        from annotations.contrib.wagtail.fixing import written

        was_live, draft = obj.live and not obj.has_unpublished_changes, written(self, obj, fix.edits)
        revision = draft.save_revision(user=user, log_action=True)
        if was_live:
            revision.publish(user=user)
        return draft


class PageAdapter(DraftAdapter):
    """For page models: ``@register_page(ArticlePage)``."""

    headline: Target = "title"

    def is_gated(self, obj: Any) -> bool:
        """An alias repeats a page that has been asked about."""
        return not obj.alias_of_id

    def channel_names(self) -> tuple[str, ...]:
        """One for the default site, and one for every other."""
        others = Site.objects.filter(is_default_site=False).order_by("pk")
        return (self.name, *(self._name_on(site) for site in others))

    def channel_name_for(self, obj: Any) -> str:
        """That of the page's site: each site has its own jurisdictions, gate and people."""
        if len({path.site_id for path in Site.get_site_root_paths()}) < _SEVERAL:
            return self.name
        parts = getattr(obj, PARENT, obj).get_url_parts()
        site = Site.objects.filter(pk=parts[0], is_default_site=False).first() if parts is not None else None
        return self.name if site is None else self._name_on(site)

    def _name_on(self, site: Any) -> str:
        place = site.hostname if site.port in _USUAL_PORTS else f"{site.hostname}-{site.port}"
        return f"{self.name}-{re.sub('[^a-z0-9_]+', '-', place.lower())}"[:_LONGEST_NAME]

    def get_url(self, obj: Any) -> str | None:
        return obj.full_url if obj.pk else None

    def get_site(self, obj: Any) -> str | None:
        address = self.get_url(obj)
        return urlsplit(address).hostname if address else None


class SnippetAdapter(DraftAdapter):
    """For snippets with drafts (``DraftStateMixin``): ``@register_snippet(Alert)``."""
