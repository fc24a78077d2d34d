"""Partners, agencies and licensors with their terms (CONTRACT 3)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SourceRecord(models.Model):
    """One source; ``payload`` is the record as in annotations/source/1."""

    name = models.CharField(_("id"), max_length=200, unique=True)
    payload = models.JSONField(_("terms"))
    is_active = models.BooleanField(_("active"), default=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
