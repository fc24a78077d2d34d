"""The outbox: messages to callbacks, written with what they tell of, and what came of each try to send them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.article import Article
from annotations.models.callback import Callback


class Outgoing(models.Model):
    """A message to one callback. Its id and body stay the same over all tries, so that the receiver can tell."""

    class State(models.TextChoices):
        PENDING = "pending", _("waiting")
        SENDING = "sending", _("being sent")
        DELIVERED = "delivered", _("delivered")
        SUPERSEDED = "superseded", _("replaced by a newer one")
        DEAD = "dead", _("given up")

    callback = models.ForeignKey(
        Callback, on_delete=models.PROTECT, related_name="messages", verbose_name=_("callback")
    )
    article = models.ForeignKey(
        Article, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("article")
    )
    kind = models.CharField(_("kind"), max_length=40)
    lane = models.CharField(_("about"), max_length=200)
    """Messages of a callback in one lane are sent one after another, and a newer one replaces those before it."""
    webhook_id = models.CharField(_("webhook-id"), max_length=64, unique=True)
    body = models.TextField(_("body"))
    """JSON, byte for byte as it is signed and sent."""
    digest = models.CharField(_("digest of what it says"), max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PENDING)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    """Since it was queued, or queued again by a person."""
    next_at = models.DateTimeField(_("not before"))
    claimed_until = models.DateTimeField(_("claimed until"), null=True, blank=True)
    """While it is being sent. A sender that dies loses it then."""
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("created"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("outgoing message")
        verbose_name_plural = _("outgoing messages")
        constraints = (
            models.UniqueConstraint(
                fields=("callback", "lane"),
                condition=models.Q(state="sending"),
                name="annotations_outgoing_one_sending",
            ),
            models.CheckConstraint(
                name="annotations_outgoing_state",
                condition=models.Q(state__in=("pending", "sending", "delivered", "superseded", "dead")),
            ),
        )
        indexes = (
            models.Index(fields=("callback", "lane", "-id"), name="annotations_outgoing_lane"),
            models.Index(
                fields=("next_at",),
                condition=models.Q(state__in=("pending", "sending")),
                name="annotations_outgoing_due",
            ),
            models.Index(fields=("state", "-id"), name="annotations_outgoing_latest"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.webhook_id}"


class Attempt(models.Model):
    """One try to send a message. What the receiver wrote is not kept: only its status, and a word of ours."""

    message = models.ForeignKey(Outgoing, on_delete=models.CASCADE, related_name="attempts", verbose_name=_("message"))
    at = models.DateTimeField(_("when"))
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=40)
    """``delivered``, or the code of what failed."""
    detail = models.CharField(_("detail"), max_length=300, blank=True)
    duration_ms = models.PositiveIntegerField(_("took, ms"), default=0)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.outcome} {self.at:%Y-%m-%d %H:%M}"
