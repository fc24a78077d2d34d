"""Work to do: leased rows. The database is the truth; django.tasks, Celery or a worker only carry ticks (DESIGN 6)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """One piece of work. A lease that runs out gives it back; after ``max_attempts`` it is dead, and shown."""

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        LEASED = "leased", _("leased")
        DONE = "done", _("done")
        DEAD = "dead", _("dead")

    kind = models.CharField(_("kind"), max_length=40)
    dedupe = models.CharField(_("what it is about"), max_length=200)
    """Of all jobs of a kind about the same thing only one waits at a time."""
    payload = models.JSONField(_("payload"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    priority = models.SmallIntegerField(_("priority"), default=0)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    max_attempts = models.PositiveIntegerField(_("attempts at most"), default=8)
    run_after = models.DateTimeField(_("not before"))
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    leased_by = models.CharField(_("leased by"), max_length=200, blank=True)
    last_error = models.TextField(_("last error"), blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "dedupe"), condition=models.Q(state="queued"), name="annotations_job_one_waiting"
            ),
            models.CheckConstraint(
                name="annotations_job_state", condition=models.Q(state__in=("queued", "leased", "done", "dead"))
            ),
        )
        indexes = (
            models.Index(
                fields=("-priority", "run_after", "id"), condition=models.Q(state="queued"), name="annotations_job_next"
            ),
            models.Index(fields=("leased_until",), condition=models.Q(state="leased"), name="annotations_job_leases"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.dedupe}"
