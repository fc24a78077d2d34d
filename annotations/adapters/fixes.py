"""Applies a fix to the host's object: into the fields that the roles are mapped to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from annotations.engine.fixes.edits import apply_edits
from annotations.engine.report import Fix

if TYPE_CHECKING:
    from annotations.adapters.adapter import ArticleAdapter


class FixNotApplicable(ValueError):
    """A fix changes something that is not a field of the object; the adapter's ``apply_fix`` has to do it."""

    code = "fix_not_applicable"


def apply_to_fields(adapter: ArticleAdapter, obj: models.Model, fix: Fix) -> models.Model:
    """Makes the edits in the fields behind the roles, and saves the object.

    Whoever calls it has seen to it that the text is still the one that the fix was made for.

    Raises:
        FixNotApplicable: when an edit is of a role that is not mapped to a field of the object itself.
        TextChanged: when the edits do not fit the text.
    """
    changed = {field: adapter.field_of(field) for field in dict.fromkeys(edit.field for edit in fix.edits)}
    for role, name in changed.items():
        if name is None:
            raise FixNotApplicable(
                f"{type(adapter).__name__} maps {role} to no field of {adapter.label}; "
                "override apply_fix(self, obj, fix, user) to write it"
            )
    article = apply_edits(adapter.to_article(obj), fix.edits)
    for role, name in changed.items():
        assert name is not None
        setattr(obj, name, article.field_value(role))
    obj.save()
    return obj
