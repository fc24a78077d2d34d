"""What a person is to be told at the next page that they open: somebody else did something with what was theirs."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.flag import Flag


class Told(models.Model):
    """One thing to tell one person about one flag. ``kind`` and ``data`` are put into words when it is told."""

    class Kind(models.TextChoices):
        TAKEN_OVER = "taken_over", _("your claim ran out, and somebody else has claimed it")
        CAME_TOO_LATE = "came_too_late", _("somebody wanted to decide about what you had just changed")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    flag = models.ForeignKey(Flag, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    data = models.JSONField(_("what"), default=dict)
    at = models.DateTimeField(_("when"))
    told_at = models.DateTimeField(_("told"), null=True, blank=True)

    class Meta:
        verbose_name = _("message to a person")
        verbose_name_plural = _("messages to people")
        indexes = (
            models.Index(fields=("person", "id"), condition=models.Q(told_at=None), name="annotations_told_next"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.flag_id}"
