"""A waiver: an obligation set aside for a stated time, with a reason; its end reopens the flag."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.flag import Flag


class Waiver(models.Model):
    """At most one is open for a flag. A waiver of level ``error`` needs a second person."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("waits for approval")
        ACTIVE = "active", _("active")
        ENDED = "ended", _("ended")
        REVOKED = "revoked", _("revoked")

    flag = models.ForeignKey(Flag, on_delete=models.PROTECT, related_name="waivers", verbose_name=_("flag"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    reason = models.TextField(_("reason"))
    until = models.DateTimeField(_("until"))
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")
        constraints = (
            models.UniqueConstraint(
                fields=("flag",),
                condition=models.Q(state__in=("requested", "active")),
                name="annotations_waiver_one_open",
            ),
            models.CheckConstraint(
                name="annotations_waiver_state",
                condition=models.Q(state__in=("requested", "active", "ended", "revoked")),
            ),
        )
        indexes = (models.Index(fields=("state", "until"), name="annotations_waiver_ending"),)

    def __str__(self) -> str:
        return f"{self.state} until {self.until:%Y-%m-%d}"
