"""A revision of an article as it was sent. Revisions are never changed."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.article import Article


class ImmutableRowError(TypeError):
    """A row that is written once was to be written again."""


class Revision(models.Model):
    """One text of an article. Newer is: the higher ``number``; without it the later ``modified_at``; then arrival."""

    class Origin(models.TextChoices):
        HOOK = "hook", _("model hook")
        WEBHOOK = "webhook", _("webhook")
        COMMAND = "command", _("command line")
        API = "api", _("HTTP API")
        RECONCILE = "reconcile", _("found live, past the gate")

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="revisions", verbose_name=_("article"))
    sequence = models.PositiveBigIntegerField(_("arrival"))
    """1, 2, 3 in the order of arrival within the article."""
    number = models.BigIntegerField(_("number"), null=True, blank=True)
    """The publishing system's own revision number."""
    modified_at = models.DateTimeField(_("modified"), null=True, blank=True)
    digest = models.CharField(_("digest"), max_length=80)
    payload = models.JSONField(_("as sent"))
    """The Article as JSON (CONTRACT 1)."""
    word_hashes = models.BinaryField(_("words"), default=b"")
    """Sorted 64-bit hashes of its different words, little endian: which names it can hold at all."""
    origin = models.CharField(_("came by"), max_length=10, choices=Origin.choices)
    received_at = models.DateTimeField(_("received"), auto_now_add=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = (
            models.UniqueConstraint(fields=("article", "sequence"), name="annotations_revision_sequence"),
            models.UniqueConstraint(
                fields=("article", "number"),
                condition=models.Q(number__isnull=False),
                name="annotations_revision_number",
            ),
        )
        indexes = (models.Index(fields=("article", "digest"), name="annotations_revision_digest"),)

    def __str__(self) -> str:
        return f"r{self.number if self.number is not None else self.sequence}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ImmutableRowError("a revision is never changed; store a new one")
        super().save(*args, **kwargs)
