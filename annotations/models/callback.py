"""A callback: an address of a publishing system to which a channel's verdicts are told (CONTRACT 7)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.channel import Channel


class Callback(models.Model):
    """Where, what, signed with which secrets. Secrets are sealed; both live ones sign, so that one can be replaced."""

    class Disabled(models.TextChoices):
        """Why nothing is sent there any more."""

        GONE = "gone", _("it answered 410 Gone")
        FAILING = "failing", _("it failed for too long")
        BY_HAND = "by_hand", _("switched off by a person")

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="callbacks", verbose_name=_("channel"))
    url = models.CharField(_("address"), max_length=2048)
    events = models.JSONField(_("events"), default=list)
    """Kinds of messages that are sent there, such as ``verdict.decided``."""
    secret = models.TextField(_("secret, sealed"))
    old_secret = models.TextField(_("secret before it, sealed"), blank=True)
    old_secret_until = models.DateTimeField(_("signs with the one before until"), null=True, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    disabled_because = models.CharField(_("disabled because"), max_length=10, choices=Disabled.choices, blank=True)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True)
    wait_until = models.DateTimeField(_("asked to wait until"), null=True, blank=True)
    """By its Retry-After."""
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("callback")
        verbose_name_plural = _("callbacks")
        ordering = ("channel", "url", "id")
        permissions = (("redeliver_callback", _("Can send messages again")),)
        constraints = (models.UniqueConstraint(fields=("channel", "url"), name="annotations_callback_once"),)

    def __str__(self) -> str:
        return f"{self.channel_id}: {self.url}"
