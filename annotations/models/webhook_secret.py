"""What a publishing system signs its requests with: sealed, several live at a time, shown once."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.channel import Channel


class WebhookSecret(models.Model):
    """One secret of one channel. Live until ``valid_until``; the plain secret is in no row."""

    class Scheme(models.TextChoices):
        STANDARD = "standard", "Standard Webhooks"
        GITHUB = "github", "GitHub"
        GHOST = "ghost", "Ghost"
        SUPERDESK = "superdesk", "Superdesk (SHA-1)"
        WP_WEBHOOKS = "wp_webhooks", "WP Webhooks"
        STRIPE = "stripe", "Stripe"

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="secrets", verbose_name=_("channel"))
    scheme = models.CharField(_("scheme"), max_length=20, choices=Scheme.choices)
    sealed = models.TextField(_("sealed secret"))
    """What ``annotations.sealing.seal`` made of the key."""
    hint = models.CharField(_("ends with"), max_length=4, blank=True)
    """The last characters of the secret as it was shown, to tell one from another."""
    created_at = models.DateTimeField(_("created"))
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("webhook secret")
        verbose_name_plural = _("webhook secrets")
        ordering = ("channel", "-created_at", "-id")

    def __str__(self) -> str:
        return f"{self.pk} {self.scheme} …{self.hint}"
