"""What came in by webhook and what was answered: so that the same request again gets the same answer."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.channel import Channel
from annotations.models.revision import Revision
from annotations.models.webhook_secret import WebhookSecret


class Delivery(models.Model):
    """One request that was taken, once. Its key cannot be guessed: who knows it may ask what became of it."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        SUPERSEDED = "superseded", _("superseded")
        IGNORED = "ignored", _("ignored")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="deliveries", verbose_name=_("channel"))
    webhook_id = models.CharField(_("id of the request"), max_length=200)
    """As the sender says, or the digest of the body where its scheme has none."""
    digest = models.CharField(_("SHA-256 of the body"), max_length=64)
    id_signed = models.BooleanField(_("id is signed"), default=True)
    """Whether the id alone says which request it was: the signature covers it, or the same body came anew since. Where
    it does not, the same body is the same request."""
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices)
    answer = models.JSONField(_("first answer"), default=dict)
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    secret = models.ForeignKey(WebhookSecret, null=True, on_delete=models.SET_NULL, related_name="deliveries")
    address = models.CharField(_("address"), max_length=64, blank=True)
    received_at = models.DateTimeField(_("received"))

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ("-received_at",)
        constraints = (
            models.UniqueConstraint(fields=("channel", "webhook_id"), name="annotations_delivery_once"),
            models.UniqueConstraint(
                fields=("channel", "digest"), condition=models.Q(id_signed=False), name="annotations_delivery_no_replay"
            ),
        )
        indexes = (models.Index(fields=("received_at",), name="annotations_delivery_age"),)

    def __str__(self) -> str:
        return str(self.pk)
