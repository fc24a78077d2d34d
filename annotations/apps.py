"""The app's configuration."""

from django.apps import AppConfig


class AnnotationsConfig(AppConfig):
    """Required notices in published articles."""

    name = "annotations"
    verbose_name = "Annotations"
    default_auto_field = "django.db.models.BigAutoField"
