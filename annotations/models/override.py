"""A gate override: one person lets one revision out against the verdict, for an hour, with a reason."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.article import Article


class Override(models.Model):
    """Bound to a digest: any other text of the article is gated again."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="overrides", verbose_name=_("article"))
    digest = models.CharField(_("digest"), max_length=80)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))

    class Meta:
        verbose_name = _("override")
        verbose_name_plural = _("overrides")
        permissions = (("override_gate", _("Can publish against the verdict")),)
        indexes = (models.Index(fields=("article", "digest", "expires_at"), name="annotations_override_valid"),)

    def __str__(self) -> str:
        return f"{self.article_id} until {self.expires_at:%H:%M}"
