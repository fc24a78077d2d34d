"""Who wants to hear of what, how and when. Without a row nobody hears of anything."""

from __future__ import annotations

from datetime import time

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.article import Article
from annotations.models.callback import Callback
from annotations.models.channel import Channel


def morning() -> time:
    """When a digest comes unless somebody says otherwise; a plain value would look like a fixed moment."""
    return time(8)


class Subscription(models.Model):
    """One person, one channel, one way. Times of day are those of ``time_zone``."""

    class Via(models.TextChoices):
        EMAIL = "email", _("e-mail")
        WEBHOOK = "webhook", _("signed webhook")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="+", verbose_name=_("channel"))
    via = models.CharField(_("by"), max_length=10, choices=Via.choices, default=Via.EMAIL)
    callback = models.ForeignKey(
        Callback, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("callback")
    )
    """Where a webhook goes; it is signed with this callback's secret."""
    alerts = models.BooleanField(_("alerts at once"), default=True)
    """Of a live article with an open error, and of an override."""
    digest = models.BooleanField(_("digest"), default=True)
    digest_at = models.TimeField(_("digest at"), default=morning)
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True)
    quiet_until = models.TimeField(_("quiet until"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    language = models.CharField(_("language"), max_length=10, default="en")
    last_digest_on = models.DateField(_("last digest"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ("user", "channel", "via")
        constraints = (
            models.UniqueConstraint(fields=("user", "channel", "via"), name="annotations_subscription_once"),
            models.CheckConstraint(
                name="annotations_subscription_way",
                condition=models.Q(via="email", callback__isnull=True)
                | models.Q(via="webhook", callback__isnull=False),
                violation_error_message=_("A webhook needs a callback, an e-mail has none."),
            ),
            models.CheckConstraint(
                name="annotations_subscription_quiet",
                condition=models.Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | models.Q(quiet_from__isnull=False, quiet_until__isnull=False),
                violation_error_message=_("Quiet hours have a beginning and an end, or neither."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.channel_id} {self.via}"


class Alert(models.Model):
    """What a subscriber was last told of an article by e-mail: one thread an article, brought up to date."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="alerts_sent")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    says = models.JSONField(_("what it said"), default=list)
    """Keys of the open errors, and of overrides, that it told of."""
    count = models.PositiveIntegerField(_("messages"), default=0)
    sent_at = models.DateTimeField(_("sent"))

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        constraints = (models.UniqueConstraint(fields=("subscription", "article"), name="annotations_alert_once"),)

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.article_id}"
