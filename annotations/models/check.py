"""One check of one revision: by which engine, packs and registers, as of which day, and what came out."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.revision import Revision


class Check(models.Model):
    """A verdict that can be reproduced: ``fingerprint`` covers everything that went in beside the revision."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="checks", verbose_name=_("revision"))
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    as_of = models.CharField(_("judged as of"), max_length=40)
    decision = models.CharField(_("decision"), max_length=10)
    """allow, annotate, warn, block, or unchecked."""
    error_code = models.CharField(_("why unchecked"), max_length=100, blank=True)
    engine = models.CharField(_("engine"), max_length=40)
    packs = models.JSONField(_("packs"), default=dict)
    registers = models.JSONField(_("register snapshots"), default=dict)
    report = models.JSONField(_("report"), default=dict)
    shadow = models.JSONField(_("found by rules in shadow"), default=list, blank=True)
    """[{"rule", "subject", "outcome", "level"}]: it counts nowhere; it shows what a rule would say."""
    seal = models.TextField(_("seal"), blank=True)
    """Of all the above and the text's digest, made with a key that is not in the database; empty: made before there
    were seals."""
    duration_ms = models.PositiveIntegerField(_("took, ms"), default=0)
    created_at = models.DateTimeField(_("checked"), auto_now_add=True)

    class Meta:
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        constraints = (
            models.UniqueConstraint(fields=("revision", "fingerprint"), name="annotations_check_once"),
            models.CheckConstraint(
                name="annotations_check_decision",
                condition=models.Q(decision__in=("allow", "annotate", "warn", "block", "unchecked")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.decision} ({self.as_of})"
