"""Who works on a channel. What a member may do there is said by Django's permissions."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.channel import Channel


class ChannelMember(models.Model):
    """A person, or all of a group, who may see a channel's articles. Whoever is not sees that there is nothing."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="members", verbose_name=_("channel"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("person"),
    )
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("group")
    )

    class Meta:
        verbose_name = _("member of a channel")
        verbose_name_plural = _("members of channels")
        constraints = (
            models.CheckConstraint(
                name="annotations_member_user_or_group",
                condition=models.Q(user__isnull=False, group__isnull=True)
                | models.Q(user__isnull=True, group__isnull=False),
                violation_error_message=_("Name a person or a group, not both."),
            ),
            models.UniqueConstraint(
                fields=("channel", "user"), condition=models.Q(user__isnull=False), name="annotations_member_user_once"
            ),
            models.UniqueConstraint(
                fields=("channel", "group"),
                condition=models.Q(group__isnull=False),
                name="annotations_member_group_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user or self.group}: {self.channel}"
