"""Answers of the HTTP API that are given again when the same request comes again."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ApiAnswer(models.Model):
    """The first answer to a request with an ``Idempotency-Key``, written together with what the request did."""

    caller = models.CharField(_("caller"), max_length=60)
    key = models.CharField(_("key"), max_length=200)
    request_digest = models.CharField(_("digest of the request"), max_length=64)
    """SHA-256, in hex, of method, address and body."""
    status = models.PositiveSmallIntegerField(_("status"), default=0)
    body = models.JSONField(_("answer"), default=dict)
    etag = models.CharField(_("ETag"), max_length=100, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("API answer")
        verbose_name_plural = _("API answers")
        constraints = (models.UniqueConstraint(fields=("caller", "key"), name="annotations_api_answer_once"),)
        indexes = (models.Index(fields=("created_at",), name="annotations_api_answer_age"),)

    def __str__(self) -> str:
        return f"{self.caller} {self.key}"
