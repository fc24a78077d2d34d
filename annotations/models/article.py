"""An article of a channel, one row a rendition: the same story in print is another article (CONTRACT 7)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.channel import Channel


class Article(models.Model):
    """What the publishing system knows by one id. ``latest`` is its newest revision, ``live`` the one readers see."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        LIVE = "live", _("live")
        WITHDRAWN = "withdrawn", _("withdrawn")

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="articles", verbose_name=_("channel"))
    external_id = models.CharField(_("id in the publishing system"), max_length=200)
    rendition = models.CharField(_("rendition"), max_length=40, default="web")
    headline = models.CharField(_("headline"), max_length=500, blank=True)
    url = models.CharField(_("address"), max_length=2048, blank=True)
    language = models.CharField(_("language"), max_length=20, blank=True, default="", db_default="")
    """That its newest text states, else that it was found to be in: the first part of the tag, in small letters."""
    section = models.CharField(_("section"), max_length=200, blank=True, default="", db_default="")
    source = models.CharField(_("source"), max_length=200, blank=True, default="", db_default="")
    """Id of the partner, as the newest text declares it."""
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    unchecked = models.CharField(_("unchecked because"), max_length=100, blank=True)
    """Code of why its latest revision could not be checked; empty when it could."""
    latest = models.ForeignKey(
        "annotations.Revision", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    live = models.ForeignKey("annotations.Revision", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    status_revision = models.ForeignKey(
        "annotations.Revision", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """The newest revision with which it was said to be live or withdrawn; what is said with an older one comes late."""
    withdrawn_at = models.DateTimeField(_("withdrawn before it came"), null=True, blank=True)
    """When it was withdrawn though nothing of it was known: only a text modified after that brings it back."""
    verdict = models.ForeignKey("annotations.Check", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """The check of ``latest`` that its flags are of; nothing while it is withdrawn, or not checked yet."""
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = (
            models.UniqueConstraint(
                fields=("channel", "external_id", "rendition"), name="annotations_article_identity"
            ),
            models.CheckConstraint(
                name="annotations_article_status", condition=models.Q(status__in=("draft", "live", "withdrawn"))
            ),
        )
        indexes = (
            models.Index(fields=("channel", "-updated_at"), name="annotations_article_recent"),
            models.Index(
                fields=("channel", "id"), condition=~models.Q(unchecked=""), name="annotations_article_unchecked"
            ),
        )

    def __str__(self) -> str:
        return self.headline or f"{self.channel_id}:{self.external_id}"
