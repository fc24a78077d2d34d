"""A longer piece of work that somebody asked for and whose answer they come back for."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.channel import Channel


class Run(models.Model):
    """Done by a job. ``result`` is JSON, its shape depends on ``kind``."""

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="runs", verbose_name=_("channel"))
    kind = models.CharField(_("kind"), max_length=40)
    asked = models.JSONField(_("what was asked"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    result = models.JSONField(_("result"), default=dict)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        constraints = (
            models.CheckConstraint(
                name="annotations_run_state", condition=models.Q(state__in=("queued", "done", "failed"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
