"""How far a rule has come: draft, shadow, warn, enforce; and the changes of that, those that wait included."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.rule_version import RuleVersion


class Stage(models.TextChoices):
    """What a finding of the rule does."""

    DRAFT = "draft", _("draft")
    SHADOW = "shadow", _("shadow")
    WARN = "warn", _("warn")
    ENFORCE = "enforce", _("enforce")


class RuleStage(models.Model):
    """Where a rule stands, and by which text. A rule without a row is as it ships."""

    rule = models.CharField(_("rule"), max_length=200, unique=True)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices)
    version = models.ForeignKey(
        RuleVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("version")
    )
    """Nothing: the text that ships."""
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("stage of a rule")
        verbose_name_plural = _("stages of rules")
        ordering = ("rule",)
        permissions = (
            ("edit_rule", _("Can write rules and ask for changes of them")),
            ("publish_rule", _("Can make changes of rules take effect")),
        )
        constraints = (
            models.CheckConstraint(
                name="annotations_rule_stage", condition=models.Q(stage__in=("draft", "shadow", "warn", "enforce"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule}: {self.stage}"


class RuleChange(models.Model):
    """A change of a rule's stage or text: who asked, why, who let it happen, and what was foreseen."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("waits for a second person")
        APPLIED = "applied", _("in effect")
        REJECTED = "rejected", _("turned down")

    rule = models.CharField(_("rule"), max_length=200)
    before_stage = models.CharField(_("stage before"), max_length=10, choices=Stage.choices)
    before_version = models.ForeignKey(
        RuleVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("version before")
    )
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices)
    version = models.ForeignKey(
        RuleVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("version")
    )
    reason = models.TextField(_("reason"))
    second_because = models.JSONField(_("why a second person"), default=list, blank=True)
    """Codes; empty where one person is enough."""
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.REQUESTED)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    requested_at = models.DateTimeField(_("asked for"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("change of a rule")
        verbose_name_plural = _("changes of rules")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("rule",), condition=models.Q(state="requested"), name="annotations_rule_change_one_waits"
            ),
            models.CheckConstraint(
                name="annotations_rule_change_state",
                condition=models.Q(state__in=("requested", "applied", "rejected")),
            ),
        )
        indexes = (models.Index(fields=("rule", "-id"), name="annotations_rule_change_latest"),)

    def __str__(self) -> str:
        return f"{self.rule}: {self.before_stage} -> {self.stage}"
