"""A person's decision on a flag, with the evidence it was taken on. All are kept; one that is undone says when."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.flag import Flag
from annotations.models.revision import Revision


class Decision(models.Model):
    """A dismissal or a comment. ``anchors`` hold the evidence that was looked at, to be found again in later texts."""

    class Kind(models.TextChoices):
        DISMISS = "dismiss", _("dismissed")
        COMMENT = "comment", _("comment")

    class Reason(models.TextChoices):
        WRONG_ENTITY = "wrong_entity", _("somebody else is meant")
        NOT_A_MENTION = "not_a_mention", _("no mention of it")
        ALREADY_PRESENT = "already_present", _("the notice is there")
        NOT_IN_FORCE = "not_in_force", _("not in force here or then")
        CONTRACT_EXEMPT = "contract_exempt", _("exempt by contract")
        EDITORIAL_DECISION = "editorial_decision", _("editorial decision")
        TEST = "test", _("test")
        NONE = "", _("none")

    flag = models.ForeignKey(Flag, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("flag"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    reason = models.CharField(_("reason"), max_length=30, choices=Reason.choices, blank=True)
    note = models.TextField(_("note"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("at"), default=timezone.now)
    revision = models.ForeignKey(Revision, null=True, on_delete=models.PROTECT, related_name="+")
    rule_version = models.PositiveIntegerField(_("rule version"), default=1)
    subject_digest = models.CharField(_("digest of the subject"), max_length=80, blank=True)
    """Rule and register entity as they were: when either changes, a dismissal no longer holds."""
    anchors = models.JSONField(_("evidence"), default=list)
    """[{"field", "start", "end", "exact", "prefix", "suffix", "sentence"}] of each piece of evidence."""
    renditions = models.JSONField(_("renditions that were live"), default=list)
    """Of the same story; a dismissal does not hold for one that went live later."""
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.kind} {self.reason}".strip()
