"""The magazine's configuration."""

from django.apps import AppConfig


class MagazineConfig(AppConfig):
    """A Wagtail site; it knows only the hook in ``article_checks.py``."""

    name = "project.magazine"
    label = "magazine"
    verbose_name = "Magazine"
    default_auto_field = "django.db.models.BigAutoField"
