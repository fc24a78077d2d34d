"""A flag: one obligation of one article that waits for people, with one life through every edit."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage
from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.article import Article
from annotations.models.channel import Channel
from annotations.models.revision import Revision

OF_ITS_ARTICLE = ("language", "section", "source")
"""Columns that a flag has from its article."""
_BESIDE = ("channel", "assignee", "claimed_at", "waiting_on", "level", "reason")
"""What the queue asks of each row that it counts."""


class Flag(models.Model):
    """``key`` is (article, rule, subject, slot); text, position and wording are not in it (DESIGN 4.3).

    ``state`` and ``reason`` go together; which pairs and which transitions exist is said in ``annotations.flags``.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        WAIVED = "waived", _("waived")
        CLOSED = "closed", _("closed")

    class Reason(models.TextChoices):
        NEW = "new", _("new")
        ONGOING = "ongoing", _("ongoing")
        REOPENED = "reopened", _("reopened")
        WAIVED = "waived", _("waived")
        FIXED = "fixed", _("fixed")
        FALSE_POSITIVE = "false_positive", _("false positive")
        NOT_APPLICABLE = "not_applicable", _("not applicable")
        OBSOLETE = "obsolete", _("obsolete")

    class WaitingOn(models.TextChoices):
        NOBODY = "", _("nobody")
        DESK = "desk", _("the desk")
        LEGAL = "legal", _("legal")
        PARTNER = "partner", _("a partner")

    class Urgency(models.IntegerChoices):
        """When somebody should look: the order of the queue, never shown as a number."""

        NOW = 0, _("now")
        TODAY = 1, _("today")
        LATER = 2, _("later")

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="flags", verbose_name=_("article"))
    channel = models.ForeignKey(
        Channel, null=True, editable=False, on_delete=models.PROTECT, related_name="+", db_index=False,
        verbose_name=_("channel"),
    )
    """That of its article, which never changes: the queue is found and counted without looking at articles."""
    language = models.CharField(_("language"), max_length=20, blank=True, default="", db_default="", editable=False)
    section = models.CharField(_("section"), max_length=200, blank=True, default="", db_default="", editable=False)
    source = models.CharField(_("source"), max_length=200, blank=True, default="", db_default="", editable=False)
    """These three are its article's, too; they follow its newest text: ``annotations.flags.filing``."""
    key = models.CharField(_("key"), max_length=64, unique=True)
    rule = models.CharField(_("rule"), max_length=200)
    rule_version = models.PositiveIntegerField(_("rule version"), default=1)
    family = models.CharField(_("family"), max_length=40)
    subject = models.CharField(_("subject"), max_length=300)
    slot = models.CharField(_("slot"), max_length=2048, blank=True)
    outcome = models.CharField(_("outcome"), max_length=40)
    level = models.CharField(_("level"), max_length=10)
    confidence = models.FloatField(_("confidence"), default=1.0)
    message = models.TextField(_("message"), blank=True)
    finding = models.JSONField(_("finding"), default=dict)
    """The newest finding as in report/1, evidence and fixes included."""
    subject_digest = models.CharField(_("digest of the subject"), max_length=80, blank=True)
    """Of the register entity or source, as it was when the flag was last found; empty for a subject of neither."""
    found = models.BooleanField(_("found by the newest check"), default=True)
    """A dismissed flag keeps its state when the text no longer gives rise to it."""
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    reason = models.CharField(_("why in this state"), max_length=20, choices=Reason.choices, default=Reason.NEW)
    reopened_because = models.CharField(_("reopened because"), max_length=40, blank=True)
    urgency = models.PositiveSmallIntegerField(
        _("urgency"), choices=Urgency.choices, default=Urgency.LATER, db_default=Urgency.LATER
    )
    """By its level and by whether readers see the article: ``urgency_of``."""
    waiting_on = models.CharField(_("waiting on"), max_length=10, choices=WaitingOn.choices, blank=True)
    manual = models.BooleanField(_("raised by a person"), default=False)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("claimed by"),
    )
    claimed_at = models.DateTimeField(_("claimed"), null=True, blank=True)
    first_revision = models.ForeignKey(Revision, null=True, on_delete=models.PROTECT, related_name="+")
    last_revision = models.ForeignKey(Revision, null=True, on_delete=models.PROTECT, related_name="+")
    """The newest revision that the flag was judged by."""
    version = models.PositiveIntegerField(_("version"), default=1)
    """Grows by one with every change of state; what ``If-Match`` names."""
    opened_at = models.DateTimeField(_("opened"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        verbose_name = _("flag")
        verbose_name_plural = _("flags")
        permissions = (
            ("triage_flag", _("Can claim, assign and send flags to legal")),
            ("dismiss_flag", _("Can dismiss flags")),
            ("dismiss_error_flag", _("Can dismiss flags of level error")),
            ("waive_flag", _("Can waive flags")),
            ("approve_waiver", _("Can approve a waiver of level error")),
            ("fix_flag", _("Can apply fixes")),
        )
        constraints = (
            models.CheckConstraint(
                name="annotations_flag_state",
                condition=models.Q(state="open", reason__in=("new", "ongoing", "reopened"))
                | models.Q(state="waived", reason="waived")
                | models.Q(state="closed", reason__in=("fixed", "false_positive", "not_applicable", "obsolete")),
            ),
            models.CheckConstraint(
                name="annotations_flag_closed_at",
                condition=models.Q(state="closed", closed_at__isnull=False)
                | (~models.Q(state="closed") & models.Q(closed_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="annotations_flag_level", condition=models.Q(level__in=("error", "warning", "note"))
            ),
        )
        indexes = (
            models.Index(fields=("state", "level", "-opened_at", "-id"), name="annotations_flag_queue"),
            models.Index(fields=("article", "state"), name="annotations_flag_article"),
            models.Index(fields=("assignee", "state"), name="annotations_flag_assignee"),
            models.Index(fields=("rule", "state"), name="annotations_flag_rule"),
            models.Index(fields=("subject", "state"), name="annotations_flag_subject"),
            models.Index(
                fields=("rule", "-closed_at"), condition=models.Q(state="closed"), name="annotations_flag_decided"
            ),
            models.Index(
                fields=("urgency", "opened_at", "id"), condition=models.Q(state="open"), name="annotations_flag_next",
                include=_BESIDE,
            ),
            *(
                models.Index(
                    fields=(name, "urgency", "opened_at", "id"), condition=models.Q(state="open"), include=_BESIDE,
                    name=f"annotations_flag_by_{name}",
                )
                for name in OF_ITS_ARTICLE
            ),
            *(models.Index(fields=(name, "channel"), name=f"annotations_flag_all_{name}") for name in OF_ITS_ARTICLE),
            models.Index(
                fields=("-closed_at",), condition=models.Q(state="closed"), name="annotations_flag_closed_lately"
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule}: {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.channel_id = self.article.channel_id
            for name in OF_ITS_ARTICLE:
                setattr(self, name, getattr(self.article, name))
            self.urgency = urgency_of(self.level, live=self.article.status == Article.Status.LIVE)
        super().save(*args, **kwargs)

    @classmethod
    def check(cls, **kwargs: Any) -> list[CheckMessage]:
        """Without what is so on purpose: the index of the next flag carries more columns where a database can."""
        return [message for message in super().check(**kwargs) if message.id != "models.W040"]


def urgency_of(level: str, *, live: bool) -> Flag.Urgency:
    """Now: an error that readers see. Today: any other error, and a warning that readers see. Later: the rest."""
    if level == "error":
        return Flag.Urgency.NOW if live else Flag.Urgency.TODAY
    return Flag.Urgency.TODAY if level == "warning" and live else Flag.Urgency.LATER
