"""The newsroom's configuration."""

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """A host of the app ``annotations``; it knows only the hook in ``article_checks.py``."""

    name = "project.newsroom"
    label = "newsroom"
    verbose_name = "Newsroom"
    default_auto_field = "django.db.models.BigAutoField"
