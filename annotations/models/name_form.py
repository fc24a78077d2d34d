"""What a person says of a generated form of a name: right, or wrong and not to be looked for."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class NameForm(models.Model):
    """A form that nobody has looked at has no row."""

    entity = models.CharField(_("entity"), max_length=300)
    name = models.CharField(_("name"), max_length=500)
    form = models.CharField(_("form"), max_length=600)
    """Folded, as it is looked for."""
    is_right = models.BooleanField(_("right"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("looked at"))

    class Meta:
        verbose_name = _("reviewed form of a name")
        verbose_name_plural = _("reviewed forms of names")
        ordering = ("entity", "name", "form")
        constraints = (models.UniqueConstraint(fields=("entity", "name", "form"), name="annotations_name_form_once"),)

    def __str__(self) -> str:
        return f"{self.form} ({self.name})"
