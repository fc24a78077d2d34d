"""A token of the HTTP API: what a machine of one channel may do, until when. The secret itself is not kept."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.channel import Channel


class ApiToken(models.Model):
    """``digest`` is the SHA-256, in hex, of a secret of 256 random bits, which is shown once, when it is made."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="tokens", verbose_name=_("channel"))
    name = models.CharField(_("name"), max_length=100)
    scopes = models.JSONField(_("scopes"), default=list)
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    prefix = models.CharField(_("begins with"), max_length=16)
    """The first characters of the secret, by which people tell tokens apart."""
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+",
        verbose_name=_("decides as"),
    )
    """In whose name it takes the decisions that only people take; without one it takes none."""
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    """To some minutes."""
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ("channel", "name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("channel", "name"), condition=models.Q(revoked_at__isnull=True),
                name="annotations_api_token_name",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
