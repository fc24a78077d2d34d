"""Where articles come from: one connection to a publishing system, or one hooked model."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.Model):
    """Defaults, gate settings and failure policy of one publishing system (CONTRACT 7)."""

    class FailurePolicy(models.TextChoices):
        """What happens when an article could not be checked; apart from what the levels mean."""

        PUBLISH = "publish", _("publish, mark unchecked, check later")
        HOLD = "hold", _("hold until it is checked")

    class ScheduledPolicy(models.TextChoices):
        """What happens when a verdict is against an article whose hour has come, and nobody sits in front of it."""

        HOLD = "hold", _("hold")
        PUBLISH = "publish", _("publish, and flag")

    name = models.SlugField(_("name"), max_length=100, unique=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    adapter = models.CharField(_("adapter"), max_length=200, blank=True)
    """``ghost``: an adapter of ``annotations.webhooks``; ``news.Article``: a hooked model. Empty: our own envelope."""
    jurisdictions = models.JSONField(_("jurisdictions"), default=list, blank=True)
    """ISO codes an article is addressed to when it states none."""
    packs = models.JSONField(_("packs"), default=list, blank=True)
    """Names of packs; empty: those that the project enables."""
    gate = models.JSONField(_("gate actions"), default=dict, blank=True)
    """Level -> action; what is left out is as the contract has it."""
    on_engine_failure = models.CharField(
        _("when a check fails"), max_length=10, choices=FailurePolicy.choices, default=FailurePolicy.PUBLISH
    )
    on_scheduled_block = models.CharField(
        _("when a scheduled article is blocked"),
        max_length=10,
        choices=ScheduledPolicy.choices,
        default=ScheduledPolicy.HOLD,
    )
    budget_ms = models.PositiveIntegerField(_("time budget of the gate, ms"), default=2000)
    unsigned = models.BooleanField(_("takes unsigned requests"), default=False)
    """Whether its webhook takes requests that bear no signature, from anybody who knows the address."""
    requests_per_minute = models.PositiveIntegerField(_("requests a minute"), null=True, blank=True)
    """That its webhook takes; empty: as the project has it."""
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                name="annotations_channel_failure_policy", condition=models.Q(on_engine_failure__in=("publish", "hold"))
            ),
            models.CheckConstraint(
                name="annotations_channel_scheduled_policy",
                condition=models.Q(on_scheduled_block__in=("hold", "publish")),
            ),
        )

    def __str__(self) -> str:
        return self.title or self.name
