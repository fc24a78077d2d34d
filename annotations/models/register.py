"""Registers with their snapshots. An entity's content is stored once and shared by all snapshots that hold it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Register(models.Model):
    """A list that somebody publishes. ``live`` is the snapshot that articles are checked against."""

    name = models.SlugField(_("name"), max_length=100, unique=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    max_age_hours = models.PositiveIntegerField(_("stale after, hours"), null=True, blank=True)
    live = models.ForeignKey(
        "annotations.Snapshot",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("live"),
    )

    class Meta:
        verbose_name = _("register")
        verbose_name_plural = _("registers")
        ordering = ("name",)
        permissions = (("publish_register", _("Can make a snapshot live")),)

    def __str__(self) -> str:
        return self.title or self.name


class EntityVersion(models.Model):
    """The content of one entity (CONTRACT 2), known by its digest."""

    entity = models.CharField(_("id"), max_length=300)
    digest = models.CharField(_("digest"), max_length=80, unique=True)
    payload = models.JSONField(_("entity"))

    class Meta:
        verbose_name = _("entity version")
        verbose_name_plural = _("entity versions")
        indexes = (models.Index(fields=("entity",), name="annotations_entity_id"),)

    def __str__(self) -> str:
        return self.entity


class Snapshot(models.Model):
    """A register as it was taken over at one time. Snapshots are kept; making an older one live is the rollback."""

    class State(models.TextChoices):
        STAGED = "staged", _("staged")
        LIVE = "live", _("live")
        SUPERSEDED = "superseded", _("superseded")

    register = models.ForeignKey(
        Register, on_delete=models.PROTECT, related_name="snapshots", verbose_name=_("register")
    )
    digest = models.CharField(_("digest of the file"), max_length=80)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.STAGED)
    apply_at = models.DateTimeField(_("goes live at"), null=True, blank=True)
    retrieved_at = models.DateTimeField(_("retrieved"))
    applied_at = models.DateTimeField(_("went live"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    entities = models.PositiveIntegerField(_("entities"), default=0)
    difference = models.JSONField(_("difference"), default=dict)
    """Against the snapshot that was live: {"added": n, "removed": n, "changed": n, "ended": n}."""
    reading = models.JSONField(_("reading"), default=dict)
    """Of the file: {"format": text, "entities": n in it, "bad": n rows left out, "last": id, "warnings": [texts]}."""

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("register",), condition=models.Q(state="live"), name="annotations_snapshot_one_live"
            ),
        )

    def __str__(self) -> str:
        return f"{self.register_id} {self.digest[:15]}"


class SnapshotEntry(models.Model):
    """Which entity versions a snapshot holds."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="entries")
    version = models.ForeignKey(EntityVersion, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("snapshot", "version"), name="annotations_snapshot_entry_once"),)

    def __str__(self) -> str:
        return f"{self.snapshot_id}:{self.version_id}"
