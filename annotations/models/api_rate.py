"""How many requests of one caller have come in one minute."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ApiRate(models.Model):
    """One row a caller, overwritten minute by minute, counted up by one statement."""

    caller = models.CharField(_("caller"), max_length=60, unique=True)
    minute = models.BigIntegerField(_("minute"))
    """Since 1970."""
    count = models.PositiveIntegerField(_("requests"), default=0)

    class Meta:
        verbose_name = _("API rate")
        verbose_name_plural = _("API rates")

    def __str__(self) -> str:
        return f"{self.caller}: {self.count}"
