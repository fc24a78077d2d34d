"""The audit trail: one event for each change of state, append-only, chained by hashes (SECURITY, audit log)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.flag import Flag
from annotations.models.revision import ImmutableRowError, Revision


class Event(models.Model):
    """Who, when, what, why, by which revision, rule version and register snapshot.

    ``hash`` covers the event and ``previous_hash``, the hash of the event before it in the same chain (one chain a
    channel; events of no channel form the chain of null). The database refuses to change or delete a row.
    """

    channel = models.ForeignKey(Channel, null=True, on_delete=models.PROTECT, related_name="+")
    sequence = models.PositiveBigIntegerField(_("place in the chain"))
    kind = models.CharField(_("kind"), max_length=40)
    article = models.ForeignKey(Article, null=True, on_delete=models.PROTECT, related_name="events")
    flag = models.ForeignKey(Flag, null=True, on_delete=models.PROTECT, related_name="events")
    revision = models.ForeignKey(Revision, null=True, on_delete=models.PROTECT, related_name="+")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    actor_name = models.CharField(_("who"), max_length=200)
    """As it was at the time; "system" for the machine."""
    at = models.DateTimeField(_("when"))
    data = models.JSONField(_("what and why"), default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = (
            models.UniqueConstraint(fields=("channel", "sequence"), name="annotations_event_chain"),
            models.UniqueConstraint(
                fields=("sequence",), condition=models.Q(channel__isnull=True), name="annotations_event_own_chain"
            ),
        )
        indexes = (
            models.Index(fields=("flag", "id"), name="annotations_event_flag"),
            models.Index(fields=("article", "id"), name="annotations_event_article"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ImmutableRowError("an event is never changed")
        super().save(*args, **kwargs)


class ChainHead(models.Model):
    """Where a chain ends: how many events it has and the hash of the last. Without it nobody would miss the last ones.

    Who appends to a chain locks this row. The database refuses to delete it or to count anywhere but on by one.
    """

    channel = models.ForeignKey(Channel, null=True, on_delete=models.PROTECT, related_name="+")
    sequence = models.PositiveBigIntegerField(_("events"), default=0)
    hash = models.CharField(_("hash of the last event"), max_length=64, default="0" * 64)

    class Meta:
        verbose_name = _("end of a chain")
        verbose_name_plural = _("ends of chains")
        constraints = (
            models.UniqueConstraint(Coalesce("channel", models.Value(0)), name="annotations_chain_head_once"),
        )

    def __str__(self) -> str:
        return f"{self.channel_id or 'desk'}: {self.sequence}"
