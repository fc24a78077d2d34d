"""The host's app."""

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """Has its tables made without migrations."""

    name = "tests.newsroom_app"
    label = "hosted"
    default_auto_field = "django.db.models.BigAutoField"
