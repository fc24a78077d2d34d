"""Applies a fix to the host's object, where a hooked model is behind the channel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, router, transaction
from django.utils.translation import gettext as _

from annotations.adapters.adapter import ArticleAdapter
from annotations.adapters.fixes import FixNotApplicable
from annotations.adapters.registry import registered
from annotations.adapters.values import UnreadableArticle
from annotations.engine.fixes.edits import TextChanged
from annotations.engine.report import Edit, Fix
from annotations.flags.life import TransitionRefused
from annotations.models.flag import Flag
from annotations.permissions import require

if TYPE_CHECKING:
    from django.contrib.auth.models import User

NOT_APPLICABLE = "fix_not_applicable"
TEXT_CHANGED = "text_changed"


class FixRefused(TransitionRefused):
    """The text stays as it is; ``code`` is ``fix_not_applicable`` or ``text_changed``."""


def apply_fix(flag: Flag, number: int, *, by: User) -> None:
    """Makes the edits of one of the flag's fixes and saves the object; the check that follows closes the flag.

    Raises:
        Http404, PermissionDenied: for ``fix_flag``, and for the right to change the host's object.
        FixRefused: there is no such fix or object, or its text is not the one any more that the fix was made for.
    """
    require(by, "fix_flag", flag.article.channel)
    fixes = flag.finding.get("fixes", [])
    if number >= len(fixes):
        said = _("The flag has %(count)d fixes; they are counted from 0.") % {"count": len(fixes)}
        raise FixRefused(NOT_APPLICABLE, said)
    adapter = _adapter_of(flag)
    # The host's rows may be in another database than ours.
    with transaction.atomic(using=router.db_for_write(adapter.model)):
        _apply(adapter, flag, _fix(fixes[number]), by)


def apply_all(flags: Sequence[Flag], *, by: User) -> None:
    """Makes the first fix of each of the flags, all of one article, in one change of its text.

    Raises:
        Http404, PermissionDenied, FixRefused: as ``apply_fix``; also when one fix changes what another does.
    """
    first = flags[0]
    require(by, "fix_flag", first.article.channel)
    adapter = _adapter_of(first)
    if any(flag.last_revision_id != first.last_revision_id for flag in flags):
        raise _changed()
    edits = [edit for flag in flags if flag.finding.get("fixes") for edit in _fix(flag.finding["fixes"][0]).edits]
    if not edits:
        raise FixRefused(NOT_APPLICABLE, _("None of these flags has a fix."))
    fix = Fix(title=_("All fixes"), edits=tuple(dict.fromkeys(edits)))
    with transaction.atomic(using=router.db_for_write(adapter.model)):
        _apply(adapter, first, fix, by)


def is_writable(flag: Flag) -> bool:
    """Whether a hooked model is behind the flag's channel, so that a fix can be made there."""
    return _behind(flag) is not None


def _adapter_of(flag: Flag) -> ArticleAdapter:
    adapter = _behind(flag)
    if adapter is None:
        raise _elsewhere()
    return adapter


def _behind(flag: Flag) -> ArticleAdapter | None:
    return next((known for known in registered() if flag.article.channel.name in known.channel_names()), None)


def _apply(adapter: ArticleAdapter, flag: Flag, fix: Fix, by: User) -> None:
    obj = _object(adapter, flag)
    options = adapter.model._meta
    require(by, f"{options.app_label}.change_{options.model_name}", flag.article.channel)
    try:
        _refuse_changed(adapter, obj, flag)
        adapter.apply_fix(obj, fix, by)
    except (TextChanged, UnreadableArticle) as error:
        raise _changed() from error
    except (FixNotApplicable, ValidationError) as error:
        raise FixRefused(NOT_APPLICABLE, _("The publishing system does not take this fix.")) from error


def _object(adapter: ArticleAdapter, flag: Flag) -> models.Model:
    """The object behind the flag's article, which nobody else changes meanwhile."""
    name = "pk" if adapter.external_id == "pk" else adapter.field_of("external_id")
    if name is None:
        raise _elsewhere()
    rows, base = adapter.get_queryset(), adapter.model._base_manager
    try:
        found = rows.filter(**{name: flag.article.external_id}).first()
    except (ValueError, OverflowError, ValidationError) as error:
        # An id that no key of this model can be.
        raise _elsewhere() from error
    # The row alone is locked: what the adapter joins to it cannot be on every database.
    if found is None or base.select_for_update().filter(pk=found.pk).first() is None:
        raise _elsewhere()
    return rows.get(pk=found.pk)


def _refuse_changed(adapter: ArticleAdapter, obj: models.Model, flag: Flag) -> None:
    known = flag.last_revision
    if known is None or adapter.to_article(obj, flag.article.rendition).digest != known.digest:
        raise _changed()


def _changed() -> FixRefused:
    return FixRefused(TEXT_CHANGED, _("The text changed since the flag; re-check first."))


def _elsewhere() -> FixRefused:
    said = _("No hooked model is behind this channel: make the edits of the fix in the publishing system.")
    return FixRefused(NOT_APPLICABLE, said)


def _fix(stated: dict[str, Any]) -> Fix:
    edits = tuple(Edit(row["field"], row["start"], row["end"], row["text"]) for row in stated["edits"])
    return Fix(title=stated["title"], edits=edits, safe=bool(stated.get("safe")))
