"""The newsroom's configuration."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """A host of the app ``annotations``; it knows only the hook in ``article_checks.py``."""

    name = "project.newsroom"
    label = "newsroom"
    verbose_name = "Newsroom"
    default_auto_field = "django.db.models.BigAutoField"

    def load_samples(self, *, at: datetime) -> Iterator[str]:
        """What ``annotations demo`` asks of a project: its own articles about the samples, and what came of each."""
        from project.newsroom.samples import load
        from project.newsroom.walk import prepare

        yield from load(at=at)
        prepare(at=at)
