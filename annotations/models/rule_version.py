"""The text of a rule as somebody saved it on the desk; what ships with the product stands in the packs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.revision import ImmutableRowError


class RuleVersion(models.Model):
    """Versions are kept and never changed: a change is the next number. Its cases were run when it was saved."""

    rule = models.CharField(_("rule"), max_length=200)
    number = models.PositiveIntegerField(_("number"))
    """1, 2, 3 in the order in which they were saved."""
    pack = models.CharField(_("pack"), max_length=200)
    text = models.TextField(_("text"))
    """YAML: the keys of one rule, as they stand under ``rules`` in a pack."""
    digest = models.CharField(_("digest"), max_length=80)
    note = models.TextField(_("what is different"), blank=True)
    cases_passed = models.PositiveIntegerField(_("cases passed"), default=0)
    cases_failed = models.JSONField(_("cases failed"), default=list, blank=True)
    """[{"number", "text", "expected", "found"}], in their order."""
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(_("saved"))

    class Meta:
        verbose_name = _("version of a rule")
        verbose_name_plural = _("versions of rules")
        ordering = ("rule", "-number")
        constraints = (models.UniqueConstraint(fields=("rule", "number"), name="annotations_rule_version_once"),)

    def __str__(self) -> str:
        return f"{self.rule} #{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ImmutableRowError("a version of a rule is never changed; save another")
        super().save(*args, **kwargs)
