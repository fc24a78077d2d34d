"""The site's configuration."""

from django.apps import AppConfig


class SwappedConfig(AppConfig):
    """Has its tables made without migrations."""

    name = "tests.wagtail.swapped"
    label = "swapped"
    default_auto_field = "django.db.models.BigAutoField"
